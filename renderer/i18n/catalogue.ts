import { checks as enChecks } from "./en/checks.ts";
import { editor as enEditor } from "./en/editor.ts";
import { errors as enErrors } from "./en/errors.ts";
import { history as enHistory } from "./en/history.ts";
import { monaco as enMonaco } from "./en/monaco.ts";
import { prompts as enPrompts } from "./en/prompts.ts";
import { runs as enRuns } from "./en/runs.ts";
import { settings as enSettings } from "./en/settings.ts";
import { shell as enShell } from "./en/shell.ts";
import { suites as enSuites } from "./en/suites.ts";
import { tests as enTests } from "./en/tests.ts";
import { workspace as enWorkspace } from "./en/workspace.ts";
import { checks as zhChecks } from "./zh/checks.ts";
import { editor as zhEditor } from "./zh/editor.ts";
import { errors as zhErrors } from "./zh/errors.ts";
import { history as zhHistory } from "./zh/history.ts";
import { monaco as zhMonaco } from "./zh/monaco.ts";
import { prompts as zhPrompts } from "./zh/prompts.ts";
import { runs as zhRuns } from "./zh/runs.ts";
import { settings as zhSettings } from "./zh/settings.ts";
import { shell as zhShell } from "./zh/shell.ts";
import { suites as zhSuites } from "./zh/suites.ts";
import { tests as zhTests } from "./zh/tests.ts";
import { workspace as zhWorkspace } from "./zh/workspace.ts";

/** Every string of the page, one file per room. The Chinese files have the type of the English ones: none can be missing. */
export const en = {
  shell: enShell,
  prompts: enPrompts,
  editor: enEditor,
  monaco: enMonaco,
  runs: enRuns,
  checks: enChecks,
  suites: enSuites,
  tests: enTests,
  history: enHistory,
  settings: enSettings,
  workspace: enWorkspace,
  errors: enErrors,
};

export type Catalogue = typeof en;

export const zh: Catalogue = {
  shell: zhShell,
  prompts: zhPrompts,
  editor: zhEditor,
  monaco: zhMonaco,
  runs: zhRuns,
  checks: zhChecks,
  suites: zhSuites,
  tests: zhTests,
  history: zhHistory,
  settings: zhSettings,
  workspace: zhWorkspace,
  errors: zhErrors,
};
