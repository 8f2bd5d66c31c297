import { parseCompact, unsupportedCheck } from "../checks/compact.ts";
import { problemsOf } from "../checks/problems.ts";
import { typeNamed } from "../checks/type-names.ts";
import { type Check, check } from "../model/check.ts";
import type { VariableValue } from "../model/content.ts";
import { type ImportProblem, importProblem, quoted } from "./import-problem.ts";
import { isObject } from "./object-rows.ts";

export interface ReadChecks {
  checks: Check[];
  problems: ImportProblem[];
}

/**
 * What a cell says of checks: a compact check, an assertion of promptfoo, a check as Lathe writes it, or a list of these.
 * What Lathe cannot do is kept as it came, is always skipped, and is told: a check that is dropped would make a test
 * easier than its author meant it.
 */
export function readChecks(value: VariableValue, column: string): ReadChecks {
  const found: ReadChecks = { checks: [], problems: [] };
  for (const each of Array.isArray(value) ? value : [value]) {
    if (each === null || (typeof each === "string" && each.trim() === "")) continue;
    const { check: read, said } = typeof each === "string" ? readCompact(each) : readAssertion(each);
    found.checks.push(read);
    if (said === null) continue;
    const code = read.type === "unsupported" ? "unsupported-check" : "bad-check";
    found.problems.push(importProblem(code, { column, said }));
  }
  return found;
}

/** `said`: what is wrong with it. */
interface Reading {
  check: Check;
  said: string | null;
}

function readCompact(text: string): Reading {
  const read = parseCompact(text);
  if (read.type === "unsupported") return { check: read, said: `“${quoted(text)}” is no check of Lathe’s.` };
  return { check: read, said: problemsOf(read)[0]?.text ?? null };
}

function readAssertion(value: VariableValue): Reading {
  if (!isObject(value) || typeof value.type !== "string") return unsupported(value, "", "It has no type.");
  if (value.type === "unsupported") {
    const own = check.safeParse(value);
    if (own.success) return { check: own.data, said: null };
  }
  const isNegated = value.type.startsWith("not-");
  const name = isNegated ? value.type.slice("not-".length) : value.type;
  const named = typeNamed(name);
  if (named === null || named.type === "unsupported")
    return unsupported(value, name, `“${quoted(value.type)}” is no check of Lathe’s.`);
  const foreign = foreignFields.find((field) => value[field] !== undefined && !isOwn(field, value[field]));
  // Without it the check would look at something else, or ask somebody else.
  if (foreign !== undefined) return unsupported(value, name, `Its “${foreign}” is not known here.`);
  const { config, options, ...fields } = value;
  const parsed = check.safeParse({
    ...fields,
    type: named.type,
    not: (fields.not === true) !== isNegated,
    options: { ...named.options, ...(isObject(config) ? config : {}), ...(isObject(options) ? options : {}) },
  });
  if (parsed.success) return { check: parsed.data, said: null };
  const [issue] = parsed.error.issues;
  return unsupported(value, name, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

const foreignFields = ["transform", "contextTransform", "provider", "rubricPrompt"];

/** A transform of Lathe's is a list of steps, of promptfoo's it is code. */
const isOwn = (field: string, value: VariableValue | undefined): boolean =>
  field === "transform" && Array.isArray(value);

const unsupported = (value: VariableValue, name: string, said: string): Reading => ({
  check: unsupportedCheck(value, name),
  said,
});
