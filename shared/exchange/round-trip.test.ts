import { describe, expect, it } from "vitest";
import { arbitraryContent } from "../../tests/support/arbitrary-content.ts";
import { codesOf, onlyPrompt, roundTrip, sourceOf } from "../../tests/support/exchange-round-trip.ts";
import fc from "../../tests/support/property.ts";
import { type PromptContent, promptContent } from "../model/content.ts";
import { caseContent } from "../model/suite.ts";
import { langchainReader } from "./langchain/read-langchain.ts";
import { writeLangchain } from "./langchain/write-langchain.ts";
import { langfuseReader } from "./langfuse/read-langfuse.ts";
import { writeLangfuse } from "./langfuse/write-langfuse.ts";
import { latheReader } from "./lathe/read-lathe.ts";
import { writeLathe } from "./lathe/write-lathe.ts";
import { openaiReader } from "./openai/read-openai.ts";
import { writeOpenai } from "./openai/write-openai.ts";
import { toDoubleBraces } from "./placeholders.ts";

const numRuns = 60;
const syntaxes = ["f-string", "mustache"] as const;

/** Formats without a syntax of their own say which text and which variable stands where, and not how it was written. */
const parts = (content: PromptContent): unknown[] =>
  content.messages.map((message) => {
    if (message.role === "history") return { history: message.variable };
    const { templateFormat } = content;
    if (templateFormat !== "f-string" && templateFormat !== "mustache") throw new Error("not runnable");
    return { role: message.role, text: toDoubleBraces(message.template, templateFormat).text };
  });
const besides = ({ model, tools, outputSchema, variables }: PromptContent) => ({
  model,
  tools,
  outputSchema,
  variables,
});

describe("what is exported and imported again says the same", () => {
  it.each(syntaxes)("as Lathe JSON, with everything that Lathe knows (%s)", (format) => {
    fc.assert(
      fc.property(arbitraryContent(format, { withHistory: true, withDefaults: true }), (written) => {
        const content = promptContent.parse({
          ...written,
          snippets: [{ name: "tone", text: "Be kind." }],
          variables: [...written.variables, { name: "extra", type: "enum", options: ["a"], example: "a" }],
        });
        const cases = [caseContent.parse({ name: "one", inputs: { x: [1, { y: null }] }, expected: "z" })];
        const suite = { name: "S", description: "d", checks: [], threshold: 0.5, cases };
        const more = { description: "What it is for", tags: ["a"], version: "1.0.0", message: "m", suite };
        const { items, losses, sure } = roundTrip(writeLathe, latheReader, sourceOf(content, more));
        expect(items[0]).toMatchObject({
          name: "Reply",
          description: "What it is for",
          tags: ["a"],
          message: "m",
        });
        expect(items[0]).toMatchObject({ content, losses: [], warnings: [] });
        expect(items[1]).toMatchObject({ ...suite, kind: "suite", forPrompt: 0, losses: [] });
        expect([sure, codesOf(losses)]).toEqual([1, ["only-this-version"]]);
      }),
      { numRuns },
    );
  });

  it.each(syntaxes)("as a LangChain manifest, with defaults and conversations (%s)", (format) => {
    fc.assert(
      fc.property(arbitraryContent(format, { withHistory: true, withDefaults: true }), (content) => {
        const { items, losses, sure } = roundTrip(writeLangchain, langchainReader, sourceOf(content));
        const read = onlyPrompt(items);
        expect(read.content).toEqual(content);
        expect([sure, losses, read.losses]).toEqual([1, [], []]);
      }),
      { numRuns },
    );
  });

  it.each(syntaxes)("as a Langfuse prompt (%s)", (format) => {
    fc.assert(
      fc.property(arbitraryContent(format, { withHistory: true }), (content) => {
        const more = { tags: ["billing"], message: "why" };
        const { items, losses, sure } = roundTrip(writeLangfuse, langfuseReader, sourceOf(content, more));
        const read = onlyPrompt(items);
        expect([sure, read.losses, read.tags, read.message, read.name]).toEqual([
          0.95,
          [],
          ["billing"],
          "why",
          "Reply",
        ]);
        expect(besides(read.content)).toEqual(besides(content));
        if (!codesOf(losses).includes("braces-ambiguous"))
          expect(parts(read.content)).toEqual(parts(content));
      }),
      { numRuns },
    );
  });

  it.each(syntaxes)("as OpenAI's chat JSON (%s)", (format) => {
    fc.assert(
      fc.property(arbitraryContent(format), (content) => {
        const { items, losses, sure } = roundTrip(writeOpenai, openaiReader, sourceOf(content));
        const read = onlyPrompt(items);
        expect([sure, read.losses]).toEqual([0.8, []]);
        const { variables, ...rest } = besides(content);
        expect(besides(read.content)).toMatchObject(rest);
        if (codesOf(losses).includes("braces-ambiguous")) return;
        expect(parts(read.content)).toEqual(parts(content));
        expect(read.content.variables).toEqual(variables);
      }),
      { numRuns },
    );
  });
});
