import type { VariableValue } from "../model/content.ts";
import { type ImportProblem, importProblem } from "./import-problem.ts";
import type { Entry, Fields } from "./object-rows.ts";

/** Of one test, by its lists of values. */
const mostCombinations = 100;

const asFields = (value: VariableValue | undefined): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const asList = (value: VariableValue | undefined): VariableValue[] => (Array.isArray(value) ? value : []);

/**
 * A test of a promptfoo file as cases: what `defaultTest` says is part of each, and a list as the value of a variable
 * stands for one case with each of its values (https://www.promptfoo.dev/docs/configuration/test-cases/). Files that it
 * names are not opened, and code is not run.
 */
export function expandTest(row: number, test: Fields, defaults: Fields): Entry[] {
  const problems: ImportProblem[] = [];
  const options = asFields(test.options);
  const vars = { ...asFields(defaults.vars), ...asFields(test.vars) };
  if (typeof test.vars === "string") problems.push(importProblem("file-reference", { column: "vars" }));
  for (const [name, value] of Object.entries(vars)) {
    if (typeof value === "string" && value.startsWith("file://"))
      problems.push(importProblem("file-reference", { column: name }));
  }
  const asserts = [
    ...(options.disableDefaultAsserts === true ? [] : asList(defaults.assert)),
    ...asList(test.assert),
  ];
  const { vars: _vars, assert: _assert, options: _options, ...rest } = test;
  const common = {
    ...(defaults.threshold === undefined ? {} : { threshold: defaults.threshold }),
    ...rest,
    ...(asserts.length === 0 ? {} : { assert: asserts }),
  };
  const combinations = options.disableVarExpansion === true ? [vars] : combine(vars);
  if (combinations === null)
    problems.push(importProblem("too-many-combinations", { limit: mostCombinations }));
  return (combinations ?? [vars]).map((values) => ({ row, value: { ...common, vars: values }, problems }));
}

function combine(vars: Fields): Fields[] | null {
  let all: Fields[] = [{}];
  for (const [name, value] of Object.entries(vars)) {
    const values = Array.isArray(value) && value.length > 0 ? value : [value];
    if (all.length * values.length > mostCombinations) return null;
    all = all.flatMap((one) => values.map((each) => ({ ...one, [name]: each })));
  }
  return all;
}
