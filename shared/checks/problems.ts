import type { z } from "zod";
import type { Check } from "../model/check.ts";
import { joinPath } from "../text/json-text.ts";
import type { CheckDefinition } from "./definition.ts";
import { definitionOf } from "./definitions.ts";
import { readPath } from "./measures/json-path.ts";
import { problemTexts } from "./problem-texts.ts";
import { fillIn } from "./reasons.ts";

export interface CheckProblem {
  /** Where in the check: `value`, `options.flags`, `transform[0].pattern`. */
  path: string;
  code: keyof typeof problemTexts;
  params: Record<string, string | number>;
  text: string;
}

/** What is wrong with a check as it is written, before it meets a case; a variable in it may be anything. */
export function problemsOf(check: Check): CheckProblem[] {
  if (check.type === "unsupported") return [];
  const definition = definitionOf(check.type);
  return [
    ...valueProblems(check, definition),
    ...optionProblems(check, definition),
    ...thresholdProblems(check, definition),
    ...transformProblems(check, definition),
  ];
}

function valueProblems({ type, value }: Check, definition: CheckDefinition): CheckProblem[] {
  if (value === null) {
    return definition.absentValue === "refused" ? [problem("value", "no-value")] : [];
  }
  if (value === "" && definition.absentValue !== "expected") return [problem("value", "no-value")];
  const read = definition.value.safeParse(value);
  if (!read.success) {
    return hasVariable(value) ? [] : [problem("value", "bad-value", { why: firstMessage(read.error) })];
  }
  if (typeof value !== "string" || hasVariable(value)) return [];
  if (type === "regex") return regexProblems("value", value, "");
  return type === "json-path" ? pathProblems("value", value) : [];
}

function optionProblems({ type, options }: Check, definition: CheckDefinition): CheckProblem[] {
  const known = new Set(definition.optionFields.map(({ name }) => name));
  const problems = Object.keys(options)
    .filter((name) => !known.has(name))
    .map((name) => problem(joinPath(["options", name]), "unknown-option", { name }));
  const read = definition.options.safeParse(options);
  for (const issue of read.success ? [] : read.error.issues) {
    const written = issue.path.length === 0 ? options : options[String(issue.path[0])];
    if (hasVariable(written)) continue;
    problems.push(problem(joinPath(["options", ...issue.path]), "bad-option", { why: issue.message }));
  }
  const { regex, flags } = options;
  if (type === "json-path" && typeof regex === "string" && !hasVariable(regex)) {
    problems.push(...regexProblems("options.regex", regex, typeof flags === "string" ? flags : ""));
  }
  return problems;
}

function thresholdProblems({ threshold }: Check, { threshold: limit }: CheckDefinition): CheckProblem[] {
  if (limit === null) return threshold === null ? [] : [problem("threshold", "unused-threshold")];
  if (threshold === null) return limit.isRequired ? [problem("threshold", "no-threshold")] : [];
  if (limit.max !== null && (threshold < 0 || threshold > limit.max)) {
    return [problem("threshold", "bad-threshold", { min: 0, max: limit.max })];
  }
  return threshold < 0 && limit.meaning !== "min-score" ? [problem("threshold", "negative-threshold")] : [];
}

function transformProblems({ transform }: Check, { takesTransform }: CheckDefinition): CheckProblem[] {
  if (!takesTransform && transform.length > 0) return [problem("transform", "unused-transform")];
  return transform.flatMap((step, index) => {
    if (step.kind === "json-path") return pathProblems(`transform[${index}].path`, step.path);
    return step.kind === "regex"
      ? regexProblems(`transform[${index}].pattern`, step.pattern, step.flags)
      : [];
  });
}

/** The engine's own opinion; nothing is matched, so that the pattern cannot run away. */
function regexProblems(path: string, pattern: string, flags: string): CheckProblem[] {
  if (pattern === "") return [problem(path, "no-value")];
  try {
    new RegExp(pattern, flags);
    return [];
  } catch (error) {
    return [problem(path, "bad-regex", { why: (error as Error).message })];
  }
}

function pathProblems(path: string, written: string): CheckProblem[] {
  const read = readPath(written);
  return read.ok ? [] : [problem(path, "bad-path", { why: read.message })];
}

const problem = (
  path: string,
  code: CheckProblem["code"],
  params: CheckProblem["params"] = {},
): CheckProblem => ({ path, code, params, text: fillIn(problemTexts[code], params) });

const firstMessage = (error: z.ZodError): string => error.issues[0]?.message ?? "";

/** What it will be is known only with a case. */
const hasVariable = (value: unknown): boolean => JSON.stringify(value ?? null).includes("{{");
