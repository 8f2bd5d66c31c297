import { Dotprompt, picoschema } from "dotprompt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryContent } from "../../../tests/support/arbitrary-prompts.ts";
import { type PromptContent, promptContent, type VariableValue } from "../../model/content.ts";
import { folderOf } from "../folder.ts";
import type { Exported, ExportSource, FoundPrompt } from "../found.ts";
import type { Json } from "../read-json.ts";
import { readSchema } from "./picoschema.ts";
import { dotpromptReader } from "./read-dotprompt.ts";
import { writeDotprompt } from "./write-dotprompt.ts";

const reading = (text: string, others: Record<string, string> = {}) => {
  const file = { path: "prompts/greet.formal.prompt", text };
  const files = [file, ...Object.entries(others).map(([path, inner]) => ({ path, text: inner }))];
  return dotpromptReader.read(file, folderOf(files));
};
const read = (text: string, others?: Record<string, string>): FoundPrompt =>
  reading(text, others).items[0] as FoundPrompt;
const codes = (notes: FoundPrompt["losses"]) =>
  notes.map(({ code, params }) => [code, ...Object.values(params)]);
const sourceOf = (content: PromptContent, more: Partial<ExportSource> = {}): ExportSource => ({
  name: "greet",
  description: "Says: hello",
  tags: ["demo"],
  version: "1.0.0",
  message: "",
  content,
  spec: null,
  suite: null,
  ...more,
});
const written = ({ files }: Exported): string => files[0]?.text ?? "";

describe("Picoschema is read as the package reads it", () => {
  test.each<[Json]>([
    ["string"],
    ["any, whatever it is"],
    [{ a: "string, with, commas", "b?": "number", c: "any", "d?": "any, x" }],
    [{ "list(array, of words)": "string", "more?(array)": { x: "integer" } }],
    [{ "o(object, an object)": { p: "boolean" }, "q?(object)": { r: "null" } }],
    [{ "e(enum, one of)": ["A", "B"], "f?(enum)": ["A", "B"] }],
    [{ a: "string", "(*)": "any, more" }],
    [{ type: "object", properties: { a: { type: "string", minLength: 2 } }, required: ["a"] }],
    [{ properties: { a: { type: "string" } } }],
    [{ type: "array", items: { type: "string" } }],
  ])("%j", async (schema) => {
    const theirs = await picoschema(structuredClone(schema));
    expect(readSchema(schema)?.schema).toEqual(JSON.parse(JSON.stringify(theirs)));
  });

  test("a schema that is only named is told, and one that is none is none", () => {
    expect(readSchema({ a: "Person, who" })).toMatchObject({
      schema: { properties: { a: { description: "who" } } },
      unknown: ["Person"],
    });
    for (const schema of [3, { a: 3 }, { "a(odd)": "string" }, null] as Json[])
      expect(readSchema(schema)).toBeUndefined();
  });
});

test("front matter: model, config, input and output, tools by name and by definition", () => {
  const found = read(`---
model: googleai/gemini-2.0-flash
description: Greets
config: { version: "001", temperature: 0.4, maxOutputTokens: 90, topK: 3, topP: 0.8, stopSequences: [X], apiKey: k }
input:
  schema:
    name: string, who
    style?: string
    mood(enum): [up, down]
    hobbies?(array): string
    jobs(array):
      title: string
  default: { style: pirate }
output: { format: json, schema: { text: string, "score?": number } }
tools: [search, "bad name"]
toolDefs: [{ name: add, description: Adds, inputSchema: { a: number } }]
metadata: { tags: [fun], owner: me }
myext.key: 1
---
Hi {{name}}`);
  expect(found.content).toMatchObject({
    variables: [
      { name: "name", type: "text", description: "who" },
      { name: "style", type: "text", default: "pirate" },
      { name: "mood", type: "enum", options: ["up", "down"] },
      { name: "hobbies", type: "list" },
      { name: "jobs", type: "json" },
    ],
    model: {
      model: "googleai/gemini-2.0-flash",
      temperature: 0.4,
      maxTokens: 90,
      topP: 0.8,
      stop: ["X"],
      responseFormat: "json-schema",
    },
    tools: [{ name: "add", description: "Adds" }, { name: "search" }],
    outputSchema: { properties: { text: { type: "string" }, score: { type: ["number", "null"] } } },
  });
  expect([found.name, found.tags]).toEqual(["greet.formal", ["fun"]]);
  expect(codes(found.losses)).toEqual([
    ["unknown-field", "myext.key"],
    ["unknown-field", "metadata.owner"],
    ["unknown-field", "version"],
    ["unknown-field", "topK"],
    ["credential-dropped", "apiKey"],
    ["tool-left-out", "bad name"],
  ]);
  expect(codes(found.warnings)).toEqual([["tool-undefined", "search"]]);
});

test("roles, history, sections and media become messages, the place of a conversation, and what is left out", () => {
  const found = read(
    `{{role "system"}}\nYou are {{#if kind}}kind{{/if}}.\n{{role "user"}}{{history}}\nSaid by the model\n{{role "user"}}{{media url=photo}} What is it? {{section "code"}}`,
  );
  expect(found.content.messages).toEqual([
    { role: "system", template: "You are {{#kind}}kind{{/kind}}." },
    { role: "history", variable: "history", optional: true },
    { role: "ai", template: "Said by the model" },
    { role: "human", template: "What is it?" },
  ]);
  expect(codes(found.losses)).toEqual([
    ["part-left-out", "media", 4],
    ["unknown-field", "section code"],
  ]);
});

test("parts beside the file become snippets, those within parts too; one that is not there is asked for", () => {
  const found = reading("{{> head}}\nBody {{name}}\n{{>gone}}", {
    "prompts/_head.prompt": "---\nname: x\n---\nDear {{name}}, {{> tail}}",
    "prompts/_tail.prompt": "well",
    "_head.prompt": "not this one",
  });
  const [item] = found.items as FoundPrompt[];
  expect(item?.content.snippets).toEqual([
    { name: "head", text: "Dear {{name}}, {{>tail}}" },
    { name: "tail", text: "well" },
  ]);
  expect(item?.content.messages).toEqual([{ role: "human", template: "{{>head}}Body {{name}}\n{{>gone}}" }]);
  expect(found.wanted).toEqual(["prompts/_gone.prompt"]);
  expect(found.used).toEqual(["prompts/_head.prompt", "prompts/_tail.prompt"]);
});

test("a template with more than that stays Handlebars, message by message", () => {
  const found = read(`{{role "system"}}\n{{#ifEquals a b}}x{{/ifEquals}}\n{{role "model"}}{{@auth.name}}`);
  expect(found.content).toMatchObject({
    templateFormat: "handlebars",
    messages: [
      { role: "system", template: "{{#ifEquals a b}}x{{/ifEquals}}" },
      { role: "ai", template: "{{@auth.name}}" },
    ],
  });
  expect(codes(found.warnings)).toEqual([["syntax-kept", "Handlebars"]]);
  const broken = read("{{#if a}} never closed");
  expect(broken.content.messages).toEqual([{ role: "human", template: "{{#if a}} never closed" }]);
  expect(writeDotprompt(sourceOf(found.content)).files).toHaveLength(1);
  expect(read(written(writeDotprompt(sourceOf(found.content)))).content).toEqual(found.content);
});

const held = arbitraryContent({ histories: true, json: true }).map((content) => ({
  ...content,
  variables: content.variables.map(({ example: _example, ...rest }) => rest),
}));

test("what comes back from an exported file is what went out, for all that the format holds", () => {
  fc.assert(
    fc.property(held, (content) => {
      const exported = writeDotprompt(sourceOf(content));
      const found = read(written(exported));
      expect(found.content).toEqual(content);
      expect([found.name, found.description, found.tags]).toEqual(["greet", "Says: hello", ["demo"]]);
      expect(exported.losses).toEqual([]);
    }),
    { numRuns: 25, seed: 5 },
  );
});

const values: Record<string, VariableValue> = {
  question: "Is <b> & {x}?",
  flag: true,
  count: 2,
  tone: "warm",
  标签: ["one", "two"],
  data: { a: [1, "x"] },
};

/** By hand, since the core is no part of this room: names and sections, as Mustache fills them in. */
async function filledIn(content: PromptContent): Promise<{ role: string; text: string }[]> {
  const { default: Mustache } = await import("mustache");
  const view = { ...values, 标签: Object.assign(["one", "two"], { toString: () => "one\ntwo" }) };
  const asText = (name: string) => {
    const value = values[name];
    return Array.isArray(value)
      ? value.join("\n")
      : typeof value === "string"
        ? value
        : JSON.stringify(value);
  };
  return content.messages.flatMap((message) => {
    if (message.role === "history") return [];
    const text =
      content.templateFormat === "mustache"
        ? Mustache.render(
            message.template,
            { ...view, flag: "true", data: { toString: () => asText("data") } },
            {},
            { escape: String },
          )
        : message.template.replace(/\{\{|\}\}|\{([^{}]+)\}/g, (all, name: string | undefined) =>
            name === undefined ? (all[0] ?? "") : asText(name),
          );
    return [{ role: { system: "system", human: "user", ai: "model" }[message.role], text }];
  });
}

test("an exported file is rendered by the dotprompt package to the same messages", async () => {
  await fc.assert(
    fc.asyncProperty(held, async (content) => {
      const dotprompt = new Dotprompt();
      const rendered = await dotprompt.render(written(writeDotprompt(sourceOf(content))), { input: values });
      const theirs = rendered.messages.map(({ role, content: parts }) => ({
        role: role as string,
        text: parts.map((part) => ("text" in part ? part.text : "")).join(""),
      }));
      expect(theirs).toEqual(await filledIn(content));
      expect(rendered.model).toBe(content.model.model);
    }),
    { numRuns: 25, seed: 11 },
  );
});

test("what the format cannot hold is told, and a text that would become a marker is refused", () => {
  const content = promptContent.parse({
    messages: [
      { role: "history", variable: "first", optional: true },
      { role: "human", template: " a " },
      { role: "human", template: "" },
      { role: "history", variable: "second", optional: true },
    ],
    variables: [{ name: "x", type: "text", example: "e" }],
    model: { responseFormat: "json" },
    outputSchema: { type: "object" },
  });
  const exported = writeDotprompt(sourceOf(content, { message: "m" }));
  expect(exported.losses.map(({ code }) => code)).toEqual([
    "details-not-held",
    "examples-not-held",
    "edges-trimmed",
    "message-empty",
    "history-not-held",
    "schema-sent",
  ]);
  const template = "<<<dotprompt:role:user>>>";
  expect(() => writeDotprompt(sourceOf({ ...content, messages: [{ role: "human", template }] }))).toThrow(
    expect.objectContaining({ code: "exchange.template-not-held" }),
  );
});
