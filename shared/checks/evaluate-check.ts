import type { z } from "zod";
import type { Check, CheckResult, CheckType } from "../model/check.ts";
import type { VariableValue } from "../model/content.ts";
import { joinPath } from "../text/json-text.ts";
import type { CheckDefinition } from "./definition.ts";
import { definitionOf } from "./definitions.ts";
import type { Asked, Evaluator } from "./evaluate/asked.ts";
import { evaluators } from "./evaluate/evaluators.ts";
import { broken, type Outcome, resultOf, skipped } from "./outcome.ts";
import { escapePattern, markFilled, renderValue } from "./render-value.ts";
import type { CheckSubject, Isolated } from "./subject.ts";
import { applyTransforms } from "./transform.ts";

/**
 * What a check that asks no model says of a reply. A value rather than a promise wherever nothing isolated is needed, so
 * that thousands are scored in a second. Never throws and never rejects: whatever goes wrong is an error of this check.
 */
export function evaluateCheck(
  check: Check,
  subject: CheckSubject,
  isolated: Isolated,
): CheckResult | Promise<CheckResult> {
  const finish = (outcome: Outcome) => resultOf(check, outcome);
  const crash = (error: unknown) =>
    finish(broken("check-crashed", { message: error instanceof Error ? error.message : String(error) }));
  try {
    const outcome = evaluate(check, subject, isolated);
    return outcome instanceof Promise ? outcome.then(finish).catch(crash) : finish(outcome);
  } catch (error) {
    return crash(error);
  }
}

function evaluate(check: Check, subject: CheckSubject, isolated: Isolated): Outcome | Promise<Outcome> {
  const { type } = check;
  if (type === "unsupported") return skipped("unsupported", { name: nameOf(check) });
  if (definitionOf(type).isJudge) return broken("needs-model");
  if (type === "javascript" && check.options.enabled !== true) return skipped("not-enabled");

  const ready = prepareCheck(check, subject);
  if ("kind" in ready) return ready;
  const evaluator = evaluators[type as keyof typeof evaluators] as Evaluator<CheckType>;
  const ask = (output: string) =>
    evaluator({ check, output, ...ready, subject, isolated } as Asked<CheckType>);
  if (check.transform.length === 0 || !definitionOf(type).takesTransform) return ask(subject.output);
  const transformed = applyTransforms(subject.output, check.transform, isolated);
  const go = (done: Awaited<typeof transformed>) => ("kind" in done ? done : ask(done.text));
  return transformed instanceof Promise ? transformed.then(go) : go(transformed);
}

/** What becomes of a case's text in the midst of a value that is more than a text to compare with. */
const embeds: Partial<Record<CheckType, (text: string) => string>> = {
  regex: escapePattern,
  "llm-rubric": markFilled,
  "g-eval": markFilled,
  "select-best": markFilled,
};

/** Value, options and threshold as the type reads them, filled in for this case; or why the check cannot be used. */
export function prepareCheck(
  check: Check,
  { inputs, expected }: Pick<CheckSubject, "inputs" | "expected">,
): { value: unknown; options: unknown; threshold: number | null } | Outcome {
  const definition = definitionOf(check.type);
  const scope = { inputs, expected };
  let written: VariableValue = check.value;
  if (written === null && definition.absentValue === "expected") {
    if (expected === null) return broken("no-expected");
    written = expected;
  } else if (check.type !== "javascript") {
    // A script reads the case from its context: text of a case never becomes code.
    const rendered = renderValue(written, scope, embeds[check.type]);
    if (!rendered.ok) return broken("missing-value", { name: rendered.missing });
    written = rendered.value;
  }
  if (written === null && definition.absentValue === "refused") {
    return broken("bad-check", { why: "it has no value." });
  }
  const value = definition.value.safeParse(written);
  if (!value.success) return unusable("value", value.error);

  const rendered = renderOptions(check, scope);
  if ("kind" in rendered) return rendered;
  const options = definition.options.safeParse(rendered.options);
  if (!options.success) return unusable("options", options.error);

  const threshold = thresholdOf(check, definition);
  if (threshold === undefined) return broken("bad-check", { why: "its limit is missing." });
  return { value: value.data, options: options.data, threshold };
}

/** Only the options of `json-path` hold something to compare with. */
function renderOptions(
  { type, options }: Check,
  scope: Pick<CheckSubject, "inputs" | "expected">,
): { options: Check["options"] } | Outcome {
  if (type !== "json-path") return { options };
  const filled: Check["options"] = {};
  for (const name of ["equals", "min", "max", "regex", "flags", "exists", "which"]) {
    const option = options[name];
    if (option === undefined) continue;
    const rendered = renderValue(option, scope, name === "regex" ? escapePattern : undefined);
    if (!rendered.ok) return broken("missing-value", { name: rendered.missing });
    filled[name] = rendered.value;
  }
  return { options: filled };
}

/** undefined: it needs one and has none. */
const thresholdOf = (
  { threshold }: Check,
  { threshold: standard }: CheckDefinition,
): number | null | undefined => {
  if (standard === null) return null;
  const limit = threshold ?? standard.default;
  return limit === null && standard.isRequired ? undefined : limit;
};

function unusable(part: string, error: z.ZodError): Outcome {
  const [issue] = error.issues;
  const place = joinPath([part, ...(issue?.path ?? [])]);
  return broken("bad-check", { why: `${place}: ${issue?.message ?? ""}` });
}

/** What something that was imported was called where it came from. */
function nameOf({ options, value }: Check): string {
  if (typeof options.name === "string") return options.name;
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : value;
  return typeof type === "string" ? type : "";
}
