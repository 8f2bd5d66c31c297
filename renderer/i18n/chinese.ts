import type { Catalogue } from "./english.ts";
import { checks } from "./zh/checks.ts";
import { compare } from "./zh/compare.ts";
import { design } from "./zh/design.ts";
import { editor } from "./zh/editor.ts";
import { errors } from "./zh/errors.ts";
import { exchange } from "./zh/exchange.ts";
import { history } from "./zh/history.ts";
import { monaco } from "./zh/monaco.ts";
import { prompts } from "./zh/prompts.ts";
import { runs } from "./zh/runs.ts";
import { settings } from "./zh/settings.ts";
import { shell } from "./zh/shell.ts";
import { snippets } from "./zh/snippets.ts";
import { suites } from "./zh/suites.ts";
import { templates } from "./zh/templates.ts";
import { tests } from "./zh/tests.ts";
import { workspace } from "./zh/workspace.ts";

export const chinese: Catalogue = {
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
