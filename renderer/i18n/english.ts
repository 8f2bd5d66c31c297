import { checks } from "./en/checks.ts";
import { compare } from "./en/compare.ts";
import { design } from "./en/design.ts";
import { editor } from "./en/editor.ts";
import { errors } from "./en/errors.ts";
import { exchange } from "./en/exchange.ts";
import { history } from "./en/history.ts";
import { monaco } from "./en/monaco.ts";
import { prompts } from "./en/prompts.ts";
import { runs } from "./en/runs.ts";
import { settings } from "./en/settings.ts";
import { shell } from "./en/shell.ts";
import { snippets } from "./en/snippets.ts";
import { suites } from "./en/suites.ts";
import { templates } from "./en/templates.ts";
import { tests } from "./en/tests.ts";
import { workspace } from "./en/workspace.ts";

/** Every string of the page, one file per room. */
export const english = {
  shell,
  prompts,
  editor,
  monaco,
  runs,
  checks,
  suites,
  design,
  snippets,
  exchange,
  templates,
  tests,
  compare,
  history,
  settings,
  workspace,
  errors,
};

/** The Chinese words have this type: none can be missing. */
export type Catalogue = typeof english;
