import type { Input } from "#shared/contract/operations.ts";
import { inputName } from "#shared/design/generate-content.ts";
import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import type { PromptSpec } from "#shared/model/spec.ts";
import { missingValues } from "#shared/text/variable-value.ts";

export type InputSource = "values" | "examples" | "suite";
type CheckInput = NonNullable<Input<"design.validate">["inputs"]>[number];

/** What there is to check with, before somebody chooses. */
export function likelySource(content: PromptContent, spec: PromptSpec, typed: VariableValues): InputSource {
  if (missingValues(content, typed).length === 0) return "values";
  return exampleInputs(content, spec, typed, () => "").length > 0 ? "examples" : "values";
}

/** What was last typed, as one input. */
export const typedInput = (values: VariableValues, name: string): CheckInput[] => [{ name, values }];

/**
 * What the variables give as their examples, and what the examples of the spec begin with, each as an input of its own.
 * A variable without an example has what was typed for it; one that has neither stays open, and the check says so.
 */
export function exampleInputs(
  content: PromptContent,
  spec: PromptSpec,
  typed: VariableValues,
  nameOf: (number: number | null) => string,
): CheckInput[] {
  const hasOwn = content.variables.some(({ example }) => example !== undefined);
  const values: VariableValues = { ...typed };
  for (const { name, example } of content.variables) {
    if (example !== undefined) values[name] = example;
  }
  const shown = spec.examples.flatMap(({ input }, index) =>
    input.trim() === "" ? [] : [{ name: nameOf(index + 1), values: { ...values, [inputName]: input } }],
  );
  const own = hasOwn ? [{ name: nameOf(null), values }] : [];
  return [...own, ...shown];
}
