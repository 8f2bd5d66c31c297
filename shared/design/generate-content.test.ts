import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { formatPrompt } from "../../electron/core/prompts/index.ts";
import { arbitrarySpec } from "../../tests/support/arbitrary-spec.ts";
import fc from "../../tests/support/property.ts";
import { type PromptContent, promptContent } from "../model/content.ts";
import { type PromptSpec, promptSpec } from "../model/spec.ts";
import { lintContent } from "../text/lint/lint.ts";
import { neededVariables } from "../text/needed-variables.ts";
import { contentOfSpec } from "./generate-content.ts";

const shop = (more: Partial<PromptSpec> = {}): PromptSpec =>
  promptSpec.parse({
    useCase: "Answering customers of an online shop",
    role: "a support agent of an online shop",
    domain: "e-commerce",
    audience: "customers who wait for an order",
    context: "Orders above {free_from} euros are sent free of charge.",
    task: "Answer the customer's question and suggest products where they fit.",
    constraints: [
      { kind: "max-length", amount: 150, unit: "characters" },
      { kind: "tone", text: "friendly and accurate" },
      { kind: "must-not", text: "Promise a delivery date" },
    ],
    examples: [{ input: "Is {this} on its way?", output: "It left on Monday." }],
    language: "English",
    ...more,
  });

const systemOf = (content: PromptContent): string => {
  const [first] = content.messages;
  return first?.role === "system" ? first.template : "";
};
const sent = async (content: PromptContent, values: Record<string, string> = {}) =>
  formatPrompt(content, {
    ...Object.fromEntries(
      neededVariables(content).flatMap((one) => (one.default === undefined ? [[one.name, "x"]] : [])),
    ),
    ...values,
  });

describe("what a spec gives", () => {
  it("says everything that the spec asks for, and sends the user's braces as they are", async () => {
    const content = contentOfSpec(shop());
    const [system, human] = await sent(content, { free_from: "30", user_input: "Where is it?" });
    for (const part of [
      "You are a support agent of an online shop.",
      "Domain: e-commerce.",
      "Orders above 30 euros",
      "Your readers: customers who wait",
      "Answer the customer's question",
      "1. Use at most 150 characters.\n2. Tone: friendly and accurate.\n3. Do not promise a delivery date.",
      "Is {this} on its way?",
      "Write the answer in English.",
    ])
      expect(system?.content).toContain(part);
    expect(human).toEqual({ role: "human", content: "<user_input>\nWhere is it?\n</user_input>" });
  });

  it("leaves out the sentences of which the spec holds nothing, and their variables", () => {
    const content = contentOfSpec(promptSpec.parse({ task: "Sort the list." }));
    expect(systemOf(content)).not.toMatch(/You are|Domain|Rules|Examples|Language/);
    expect(content.variables.map(({ name }) => name)).toEqual(["user_input"]);
  });

  it("leaves out an example without an answer, which would teach to answer nothing, and shows an answer alone", () => {
    const spec = promptSpec.parse({
      examples: [
        { input: "What is open?", output: "" },
        { input: "", output: "Ten to six." },
      ],
    });
    const { template } = contentOfSpec(spec).messages[0] as { template: string };
    expect(template).not.toContain("What is open?");
    expect(template.match(/<(?:in|out)put>[^<]*/g)).toEqual(["<output>\nTen to six.\n"]);
  });

  it("is Chinese where the spec is, punctuation and all", () => {
    const content = contentOfSpec(
      shop({
        writtenIn: "zh",
        role: "网店的客服",
        language: "简体中文",
        constraints: [
          { kind: "max-length", amount: 150, unit: "characters" },
          { kind: "must-not", text: "编造事实" },
        ],
      }),
    );
    expect(systemOf(content)).toContain("# 角色\n你是{role}。");
    expect(systemOf(content)).toContain("# 要求\n1. 不超过150个字。\n2. 禁止编造事实。");
    expect(systemOf(content)).toContain("用简体中文回答。");
  });

  it("asks the provider for the JSON that it describes, with every field required and nothing else", () => {
    const { model, outputSchema } = contentOfSpec(
      shop({
        output: {
          format: "json",
          description: "",
          fields: [
            { name: "answer", type: "text", description: "to the customer", required: true },
            { name: "tags", type: "list", description: "", required: false },
          ],
        },
      }),
    );
    expect(model.responseFormat).toBe("json-schema");
    expect(outputSchema).toMatchObject({ required: ["answer", "tags"], additionalProperties: false });
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(outputSchema as object);
    expect(validate({ answer: "a", tags: null })).toBe(true);
    expect(validate({ answer: 1, tags: [] })).toBe(false);
  });

  it("keeps what the base says of model, tools and variables, and its template format", () => {
    const base = promptContent.parse({
      templateFormat: "mustache",
      messages: [],
      variables: [{ name: "user_input", type: "text", description: "the question", example: "Where?" }],
      model: { model: "a/b", temperature: 0.2 },
      tools: [{ name: "look_up", parameters: {} }],
    });
    const content = contentOfSpec(shop(), base);
    expect(content.model).toEqual({ model: "a/b", temperature: 0.2 });
    expect(content.tools).toEqual(base.tools);
    expect(content.variables.at(-1)).toEqual(base.variables[0]);
    expect(systemOf(content)).toContain("above {{free_from}} euros");
    expect(systemOf(content)).toContain("Is {this} on its way?");
  });
});

describe("whatever the spec", () => {
  it("the result can be stored, formatted, and has no finding of the linter beyond the user's own words", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrarySpec,
        fc.constantFrom("f-string" as const, "mustache" as const),
        async (spec, format) => {
          const base = promptContent.parse({ templateFormat: format, messages: [] });
          const content = contentOfSpec(spec, base);
          expect(promptContent.parse(content)).toEqual(content);
          const ownWords = new Set(["hidden-characters", "contradictory-format", "secret-in-text"]);
          expect(lintContent(content).filter(({ rule }) => !ownWords.has(rule))).toEqual([]);
          const [system] = await sent(content);
          for (const { input, output } of spec.examples) {
            if (output.trim() === "") continue;
            const shown = format === "mustache" ? input.replace(/\{(?=\{)/g, "{ ") : input;
            if (input.trim() !== "") expect(system?.content).toContain(shown.trim());
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
