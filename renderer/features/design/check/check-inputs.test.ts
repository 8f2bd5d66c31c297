import { expect, it } from "vitest";
import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { promptSpec } from "#shared/model/spec.ts";
import { exampleInputs, likelySource } from "./check-inputs.ts";

const content: PromptContent = {
  ...emptyContent(),
  messages: [
    { role: "system", template: "Look at {order}." },
    { role: "human", template: "{user_input}" },
  ],
  variables: [
    { name: "order", type: "text" },
    { name: "user_input", type: "text" },
  ],
};
const spec = promptSpec.parse({
  examples: [
    { input: "Where is it?", output: "On its way." },
    { input: " ", output: "" },
  ],
});
const nameOf = (number: number | null) => String(number);

it("makes an input of each example of the spec, with what was typed for everything else", () => {
  expect(exampleInputs(content, spec, { order: "1042" }, nameOf)).toEqual([
    { name: "1", values: { order: "1042", user_input: "Where is it?" } },
  ]);
});

it("prefers the example of a variable to what somebody typed to try something", () => {
  const variables = content.variables.map((variable) =>
    variable.name === "order" ? { ...variable, example: "7" } : variable,
  );
  const [own] = exampleInputs({ ...content, variables }, spec, { order: "xx" }, nameOf);
  expect(own).toEqual({ name: "null", values: { order: "7" } });
});

it("begins with the typed values only where they fill the prompt, so that a first check is not red for nothing", () => {
  expect(likelySource(content, spec, {})).toBe("examples");
  expect(likelySource(content, spec, { order: "1", user_input: "a" })).toBe("values");
  expect(likelySource(content, promptSpec.parse({}), {})).toBe("values");
});
