import type { Input } from "#shared/contract/operations.ts";
import { inputName } from "#shared/design/generate-content.ts";
import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import type { PromptSpec } from "#shared/model/spec.ts";

export type InputSource = "values" | "examples" | "suite";
type CheckInput = NonNullable<Input<"design.validate">["inputs"]>[number];

/** What was last typed, as one input. */
export const typedInput = (values: VariableValues, name: string): CheckInput[] => [{ name, values }];

/**
 * What the variables give as their examples, and what the examples of the spec begin with, each as an input of its own.
 * A variable that has neither stays open, and the check says so.
 */
export function exampleInputs(
  content: PromptContent,
  spec: PromptSpec,
  nameOf: (number: number | null) => string,
): CheckInput[] {
  const values: VariableValues = {};
  for (const { name, example } of content.variables) {
    if (example !== undefined) values[name] = example;
  }
  const shown = spec.examples.flatMap(({ input }, index) =>
    input.trim() === "" ? [] : [{ name: nameOf(index + 1), values: { ...values, [inputName]: input } }],
  );
  const own = Object.keys(values).length === 0 ? [] : [{ name: nameOf(null), values }];
  return [...own, ...shown];
}
