import type { FormatReader, Reading } from "../found.ts";
import { exchangeNote } from "../note.ts";
import { peekFields } from "../peek.ts";
import { type Fields, fieldOf, isFields, type Json, listField, readJson, textField } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";
import { readConfig } from "./read-promptfoo.ts";

/**
 * What `promptfoo eval -o results.json` writes, and OpenAI's export of evals: the prompts and the tests in it. Replies and
 * scores belong to a run that was not made here.
 */
export const promptfooResultsReader: FormatReader = {
  format: "promptfoo-results",
  recognise(file) {
    const fields = peekFields(file);
    return fields !== null && rowsIn(fields) !== null ? 0.95 : 0;
  },
  read(file, folder): Reading {
    const root = readJson(file.text);
    const rows = isFields(root) ? rowsIn(root) : null;
    if (!isFields(root) || rows === null) throw unreadable("not-of-format", { format: "promptfoo" });
    const reading = readConfig(configOf(root, rows), file, folder);
    const note = exchangeNote("scores-left-out", { count: rows.length });
    const teller = reading.items.find(({ kind }) => kind === "suite") ?? reading.items[0];
    teller?.losses.push(note);
    return reading;
  },
};

/** The rows; null: it holds none. */
function rowsIn(root: Fields): Fields[] | null {
  const results = fieldOf(root, "results");
  const list = isFields(results) ? fieldOf(results, "results") : results;
  if (!Array.isArray(list)) return null;
  const rows = list.filter(isFields);
  const isRow = (row: Fields) =>
    ["vars", "testCase", "prompt", "gradingResult"].some((name) => Object.hasOwn(row, name));
  return rows.length > 0 && rows.every(isRow) ? rows : null;
}

/** The prompts as they were before they were filled in, and each test once. */
function configOf(root: Fields, rows: readonly Fields[]): Fields {
  const config = fieldOf(root, "config");
  const results = fieldOf(root, "results");
  const named = isFields(config) ? config : {};
  const listed = (isFields(results) ? listField(results, "prompts") : listField(root, "prompts")).filter(
    isFields,
  );
  const prompts = new Map<string, Json>();
  for (const prompt of listed) {
    const raw = textField(prompt, "raw");
    const label = textField(prompt, "label");
    // The label of a prompt without one is its text.
    if (raw !== "" && !prompts.has(raw))
      prompts.set(raw, { raw, label: label === raw ? "" : label.slice(0, 120) });
  }
  const tests = new Map<string, Json>();
  for (const row of rows) {
    const test = fieldOf(row, "testCase");
    const fields = isFields(test) ? test : {};
    const vars = fieldOf(row, "vars") ?? fieldOf(fields, "vars");
    const written: Fields = {
      ...(textField(fields, "description") === "" ? {} : { description: textField(fields, "description") }),
      vars: isFields(vars) ? vars : {},
      ...(Array.isArray(fieldOf(fields, "assert")) ? { assert: fieldOf(fields, "assert") } : {}),
      ...(fieldOf(fields, "threshold") === null ? {} : { threshold: fieldOf(fields, "threshold") }),
      ...(fieldOf(fields, "metadata") === null ? {} : { metadata: fieldOf(fields, "metadata") }),
      // They were taken apart when the run was made.
      options: { disableVarExpansion: true, disableDefaultAsserts: false },
    };
    tests.set(JSON.stringify([fieldOf(written, "vars"), fieldOf(written, "description")]), written);
  }
  const { tests: _tests, scenarios: _scenarios, defaultTest: _default, ...rest } = named;
  const providers = fieldOf(named, "providers") ?? providersOf(rows, listed);
  return {
    ...rest,
    ...(providers === null ? {} : { providers }),
    prompts: prompts.size > 0 ? [...prompts.values()] : fieldOf(named, "prompts"),
    tests: [...tests.values()],
  };
}

function providersOf(rows: readonly Fields[], prompts: readonly Fields[]): Json {
  const ids = new Set<string>();
  for (const item of [...prompts, ...rows]) {
    const provider = fieldOf(item, "provider");
    const id = isFields(provider) ? textField(provider, "id") : typeof provider === "string" ? provider : "";
    if (id !== "") ids.add(id);
  }
  return ids.size === 0 ? null : [...ids];
}
