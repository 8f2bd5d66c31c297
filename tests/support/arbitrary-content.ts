import { type Message, type PromptContent, promptContent } from "#shared/model/content.ts";
import { parseTemplate } from "#shared/text/template.ts";
import fc from "./property.ts";

/** Texts that a format of prompts may take for something of its own. */
const awkward = [
  "Answer in one sentence.",
  "回答不超过一百字。",
  '{"a": {"b": 1}}',
  "}",
  "{",
  "{ x }",
  "---",
  "system:\nuser:",
  "<b>&amp;</b> 'q' \"q\"",
  "\\n \\",
  "line\nline\r\nline",
  "\u2028\u0085\uFEFF",
  "👩‍👩‍👧",
  "@@@langfusePrompt",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of other programs
  "${env:KEY}",
  "Say {tone}.",
  "%s $1 $& `code`",
  "lc",
  " ",
];
const words = fc.oneof(fc.constantFrom(...awkward), fc.lorem({ maxCount: 5 }));
const name = fc.constantFrom("question", "tone", "user_input", "产品", "x1", "_y");

type Part = { text: string } | { name: string };
const parts = fc.array(
  fc.oneof(
    words.map((text): Part => ({ text })),
    name.map((one): Part => ({ name: one })),
  ),
  { minLength: 1, maxLength: 5 },
);

const doubled = (text: string): string => text.replace(/[{}]/g, "$&$&");

/** Of literal text and plain variables, in either syntax; null: Mustache cannot say it. */
function templateOf(list: Part[], format: "f-string" | "mustache"): string | null {
  const template = list
    .map((part) => {
      if ("name" in part) return format === "mustache" ? `{{${part.name}}}` : `{${part.name}}`;
      return format === "mustache" ? part.text : doubled(part.text);
    })
    .join("");
  const wanted = [...new Set(list.flatMap((part) => ("name" in part ? [part.name] : [])))];
  const { problems, variables, segments } = parseTemplate(template, format);
  const isMeant =
    problems.length === 0 &&
    variables.join() === wanted.join() &&
    segments.every(({ kind }) => kind === "text" || kind === "variable" || kind === "escape");
  return isMeant ? template : null;
}

const role = fc.constantFrom("system" as const, "human" as const, "ai" as const);
const schema = fc.constantFrom(
  { type: "object", properties: { answer: { type: "string" } }, required: ["answer"] },
  { title: "T", type: "object", properties: {}, $defs: { x: { type: "integer" } } },
);
const number = fc.constantFrom(0, 0.1, 0.75, 1);
const settings = fc.record(
  {
    model: fc.constantFrom("openai/gpt-4o-mini", "openai/o3"),
    temperature: number,
    topP: number,
    maxTokens: fc.constantFrom(1, 500),
    stop: fc.constantFrom(["END"], ["\n", "###"]),
    seed: fc.constantFrom(0, 42),
    responseFormat: fc.constantFrom("text", "json"),
  },
  { requiredKeys: [] },
);
const tool = fc.record(
  {
    name: fc.constantFrom("search", "get-weather", "f_1"),
    description: words,
    parameters: fc.constantFrom(
      { type: "object", properties: { q: { type: "string" } } },
      { type: "object" },
    ),
  },
  { requiredKeys: ["name", "parameters"] },
);

/**
 * Prompts with plain variables and awkward text, every declared variable used and of type text: what the formats of others
 * can hold, but for histories and defaults, which are asked for.
 */
export const arbitraryContent = (
  format: "f-string" | "mustache",
  { withHistory = false, withDefaults = false } = {},
): fc.Arbitrary<PromptContent> =>
  fc
    .record({
      messages: fc.array(
        fc.oneof(
          { weight: 5, arbitrary: fc.record({ role, parts }) },
          { weight: withHistory ? 1 : 0, arbitrary: fc.boolean().map((optional) => ({ optional })) },
        ),
        { minLength: 1, maxLength: 4 },
      ),
      model: settings,
      tools: fc.array(tool, { maxLength: 2 }),
      outputSchema: fc.option(schema),
      defaults: fc.dictionary(name, words, { noNullPrototype: true }),
    })
    .map(({ messages, model, tools, outputSchema, defaults }) => {
      const written = messages.flatMap((one, index): Message[] => {
        if ("optional" in one)
          return [{ role: "history", variable: `past_${index}`, optional: one.optional }];
        const template = templateOf(one.parts, format);
        return template === null ? [] : [{ role: one.role, template }];
      });
      const all: Message[] = written.some((one) => one.role !== "history")
        ? written
        : [...written, { role: "human", template: "Hello" }];
      const names = new Set(
        all.flatMap((one) => (one.role === "history" ? [] : parseTemplate(one.template, format).variables)),
      );
      return promptContent.parse({
        templateFormat: format,
        messages: all,
        variables: [...names].map((one) => ({
          name: one,
          type: "text",
          ...(withDefaults && Object.hasOwn(defaults, one) ? { default: defaults[one] } : {}),
        })),
        model: outputSchema === null ? model : { ...model, responseFormat: "json-schema" },
        tools,
        outputSchema,
      });
    });
