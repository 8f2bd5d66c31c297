import type { Check } from "../../model/check.ts";
import type { VariableValue } from "../../model/content.ts";
import type { ImportFile } from "../../model/exchange.ts";
import { type CaseContent, caseContent } from "../../model/suite.ts";
import { suggestMapping } from "../../suites/column-mapping.ts";
import { expandTest } from "../../suites/promptfoo-tests.ts";
import { readData } from "../../suites/read-data.ts";
import { completeCase, readRow } from "../../suites/row-case.ts";
import { readDocument } from "../front-matter.ts";
import { isGlob } from "../glob.ts";
import { endingOf } from "../peek.ts";
import { type Fields, fieldOf, isFields, type Json, listField, textField } from "../read-json.ts";
import { type AssertContext, readAsserts, withExpected } from "./asserts.ts";
import { languageOf } from "./providers.ts";
import { mostCases, Room } from "./room.ts";

export interface ReadTests {
  cases: CaseContent[];
  /** Of every case. */
  checks: Check[];
  threshold: number | null;
  /** Values where a case gives none. */
  defaults: Map<string, VariableValue>;
}

/** All tests of a configuration: its own, those of files and scenarios, with what `defaultTest` says of each. */
export function readTests(root: Fields, context: AssertContext): ReadTests {
  const written = fieldOf(root, "defaultTest");
  const standard =
    typeof written === "string" ? (fileFields(written, context) ?? {}) : isFields(written) ? written : {};
  tellRest(standard, "defaultTest", context);
  const { defaults, merged } = splitDefaults(resolveVars(standard, context));
  const own = listTests(fieldOf(root, "tests"), "tests", context);
  const room = new Room(context.notes);
  const all: Written[] = [...own.written];
  for (const test of scenarioTests(root, context)) {
    if (all.length < mostCases) all.push(test);
    else {
      room.tell();
      break;
    }
  }
  // Some do without what is checked of the others: then it is said of each of those.
  const isShared = all.every(
    ({ test }) =>
      !isFields(fieldOf(test, "options")) ||
      fieldOf(fieldOf(test, "options") as Fields, "disableDefaultAsserts") !== true,
  );
  const asserts = fieldOf(standard, "assert");
  const common: Fields = { vars: merged, ...(isShared || asserts === null ? {} : { assert: asserts }) };
  const threshold = fieldOf(standard, "threshold");
  const cases: CaseContent[] = [];
  for (const one of all) {
    if (room.isFull) {
      room.tell();
      break;
    }
    cases.push(...casesOf(one, common, context, room));
  }
  for (const one of own.cases) if (room.take([one])) cases.push(one);
  return {
    cases,
    checks: isShared ? readAsserts(asserts, "defaultTest.assert", context).map(withExpected) : [],
    threshold: typeof threshold === "number" && threshold >= 0 && threshold <= 1 ? threshold : null,
    defaults,
  };
}

interface Written {
  where: string;
  test: Fields;
}

/** A default with several values stands for several cases, and one that is a file is read; the rest are defaults. */
function splitDefaults({ vars }: { vars: Fields }): { defaults: Map<string, VariableValue>; merged: Fields } {
  const defaults = new Map<string, VariableValue>();
  const merged: Fields = {};
  for (const [name, value] of Object.entries(vars)) {
    if (Array.isArray(value)) merged[name] = value;
    else if (value !== null) defaults.set(name, value as VariableValue);
  }
  return { defaults, merged };
}

const knownFields = new Set(["description", "vars", "assert", "threshold", "options", "metadata"]);

function tellRest(test: Fields, where: string, { notes }: AssertContext): void {
  const lose = (field: string) =>
    notes.lose("unknown-field", { field: field.replace(/\[\d+\]/g, "[]").slice(0, 120) });
  for (const name of Object.keys(test)) if (!knownFields.has(name)) lose(`${where}.${name}`);
  const options = fieldOf(test, "options");
  if (isFields(options)) {
    for (const [name, value] of Object.entries(options)) {
      if (name === "disableVarExpansion" || name === "disableDefaultAsserts") continue;
      lose(`${where}.options.${name}`);
      if (/transform$/i.test(name) && typeof value === "string") {
        const language = languageOf(value) === "python" ? "python" : "javascript";
        notes.keep({ where: `${where}.options.${name}`, language, text: value });
      }
    }
  }
  const metadata = fieldOf(test, "metadata");
  if (isFields(metadata))
    for (const name of Object.keys(metadata)) if (name !== "lathe") lose(`${where}.metadata.${name}`);
}

function listTests(
  value: Json,
  where: string,
  context: AssertContext,
): { written: Written[]; cases: CaseContent[] } {
  const written: Written[] = [];
  const cases: CaseContent[] = [];
  const list = Array.isArray(value) ? value : value === null ? [] : [value];
  for (const [index, item] of list.entries()) {
    const place = Array.isArray(value) ? `${where}[${index}]` : where;
    const path = typeof item === "string" ? item : isFields(item) ? textField(item, "path") : "";
    if (path !== "") {
      const found = fileTests(path, place, context);
      written.push(...found.written);
      cases.push(...found.cases);
    } else if (isFields(item)) written.push({ where: place, test: item });
    else context.notes.lose("value-left-out", { field: place });
  }
  return { written, cases };
}

function fileTests(
  path: string,
  where: string,
  context: AssertContext,
): { written: Written[]; cases: CaseContent[] } {
  const { references, notes } = context;
  const none = { written: [], cases: [] };
  if (/^(?:https?|huggingface|azureblob|s3|gs):\/\//i.test(path)) {
    notes.lose("address-not-fetched", { address: path.slice(0, 200) });
    return none;
  }
  const bare = path.replace(/^file:\/\//i, "").replace(/(\.(?:[cm]?[jt]s|py)):\w+$/i, "$1");
  if (/\.(?:[cm]?[jt]s|py)$/i.test(bare)) {
    const file = isGlob(bare) ? undefined : references.find(bare, notes);
    notes.keep({ where, language: languageOf(bare), text: file?.text ?? path });
    return none;
  }
  const found = references.all(bare.replace(/#.*$/, ""), notes).map((file) => testsIn(file, context));
  return { written: found.flatMap(({ written }) => written), cases: found.flatMap(({ cases }) => cases) };
}

function testsIn(file: ImportFile, context: AssertContext): { written: Written[]; cases: CaseContent[] } {
  const ending = endingOf(file);
  if (ending === "csv" || ending === "tsv") return { written: [], cases: sheetCases(file, context) };
  const root: Json =
    ending === "jsonl"
      ? file.text
          .split(/\r?\n/)
          .flatMap((line) => (line.trim() === "" ? [] : [readDocument({ path: "x.json", text: line })]))
      : readDocument(file);
  const list = Array.isArray(root)
    ? root
    : isFields(root) && Array.isArray(fieldOf(root, "tests"))
      ? listField(root, "tests")
      : [root];
  return {
    written: list.flatMap((test, index) =>
      isFields(test) ? [{ where: `${file.path}[${index}]`, test }] : [],
    ),
    cases: [],
  };
}

function sheetCases(file: ImportFile, { notes }: AssertContext): CaseContent[] {
  const table = readData(file.text, { fileName: file.path });
  const mapping = suggestMapping(table.columns);
  for (const [column, target] of Object.entries(mapping))
    if (target.kind === "skip")
      notes.lose("unknown-field", { field: `${file.path}: ${column}`.slice(0, 160) });
  const plan = { columns: table.columns, mapping, variables: [], histories: [] };
  return table.rows.flatMap((row) => {
    const read = readRow(row, plan);
    for (const { text } of read.problems) notes.warn("row-problem", { row: read.row, said: text });
    if (read.fields === null) return [];
    const { content, problem } = completeCase(read.fields, null);
    if (problem !== null) notes.lose("row-problem", { row: read.row, said: problem.text });
    return content === null ? [] : [content];
  });
}

/** A scenario is every set of its values with every one of its tests; made one by one, because these may be many. */
function* scenarioTests(root: Fields, context: AssertContext): Generator<Written> {
  for (const [index, item] of listField(root, "scenarios").entries()) {
    const where = `scenarios[${index}]`;
    const scenario = typeof item === "string" ? fileFields(item, context) : item;
    if (!isFields(scenario ?? null)) continue;
    const fields = scenario as Fields;
    const configs = listField(fields, "config").filter(isFields);
    const { written } = listTests(fieldOf(fields, "tests"), `${where}.tests`, context);
    const tests = written.length === 0 ? [{ where, test: {} as Fields }] : written;
    for (const config of configs.length === 0 ? [{} as Fields] : configs)
      for (const test of tests) yield combined(config, test);
  }
}

function combined(config: Fields, { where, test }: Written): Written {
  const [one, other] = [fieldOf(config, "vars"), fieldOf(test, "vars")];
  const asserts = [...listField(config, "assert"), ...listField(test, "assert")];
  const vars: Json =
    typeof other === "string" ? other : { ...(isFields(one) ? one : {}), ...(isFields(other) ? other : {}) };
  return {
    where,
    test: { ...config, ...test, vars, ...(asserts.length === 0 ? {} : { assert: asserts }) },
  };
}

function fileFields(reference: string, { references, notes }: AssertContext): Fields | undefined {
  const file = references.find(reference, notes);
  const read = file === undefined ? null : readDocument(file);
  return isFields(read) ? read : undefined;
}

/** Values that are files of the folder, read; what is code stays a name. */
function resolveVars(test: Fields, context: AssertContext): Fields & { vars: Fields } {
  const { references, notes } = context;
  const written = fieldOf(test, "vars");
  const read = typeof written === "string" ? fileFields(written, context) : written;
  const vars = isFields(read ?? null) ? (read as Fields) : {};
  const resolve = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "string" || !/^file:\/\//i.test(value)) return value;
    if (/\.(?:[cm]?[jt]s|py)(?::\w+)?$/i.test(value)) {
      notes.keep({ where: "vars", language: languageOf(value), text: value.slice(0, 1_000) });
      return value;
    }
    const files = isGlob(value) ? references.match(value, notes) : [references.find(value, notes)];
    const read = files.flatMap((file): Json[] => {
      if (file === undefined) return [];
      return [/\.(?:json|ya?ml)$/i.test(file.path) ? readDocument(file) : file.text];
    });
    // A pattern stands for one case with each of its files.
    return read.length === 0 ? value : isGlob(value) ? read : (read[0] ?? value);
  };
  return {
    ...test,
    vars: Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, resolve(value)])),
  };
}

const carried = ["tags", "group", "weight", "split", "notes", "turns"] as const;

function casesOf(
  { where, test }: Written,
  common: Fields,
  context: AssertContext,
  room: Room,
): CaseContent[] {
  const { notes } = context;
  tellRest(test, where, context);
  const metadata = fieldOf(test, "metadata");
  const own = isFields(metadata) ? fieldOf(metadata, "lathe") : null;
  const lathe = isFields(own) ? own : {};
  const resolved = resolveVars(test, context);
  const entries = expandTest(
    1,
    resolved as Record<string, VariableValue>,
    common as Record<string, VariableValue>,
  );
  // The same for every combination of the values: read once.
  const [first] = entries;
  const asserts = isFields(first?.value as Json) ? fieldOf(first?.value as Fields, "assert") : null;
  const checks = readAsserts(asserts, `${where}.assert`, context).map((one) =>
    isFields(own) ? withExpected(one) : one,
  );
  return entries.flatMap(({ value, problems = [] }) => {
    if (!room.take([fieldOf(value as Fields, "vars"), checks])) return [];
    for (const { code, text } of problems)
      if (code !== "file-reference") notes.warn("row-problem", { row: where, said: text });
    const fields = value as Fields;
    const vars = { ...(fieldOf(fields, "vars") as Fields) };
    const expected = fieldOf(lathe, "expected") === true ? fieldOf(vars, "expected") : null;
    if (fieldOf(lathe, "expected") === true) delete vars.expected;
    const description = textField(fields, "description");
    if (description.length > 200)
      notes.warn("row-problem", { row: where, said: `The name was cut to 200 characters.` });
    const threshold = fieldOf(test, "threshold");
    const read = caseContent.safeParse({
      name: description.slice(0, 200).replace(/[\uD800-\uDBFF]$/, ""),
      inputs: vars,
      expected,
      checks,
      ...(threshold === null ? {} : { threshold }),
      ...Object.fromEntries(
        carried.flatMap((name) => (Object.hasOwn(lathe, name) ? [[name, lathe[name]]] : [])),
      ),
    });
    if (read.success) return [read.data];
    const [issue] = read.error.issues;
    notes.lose("row-problem", {
      row: where,
      said: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
    });
    return [];
  });
}
