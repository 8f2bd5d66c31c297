import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryContent } from "../../../tests/support/arbitrary-prompts.ts";
import { LatheError } from "../../contract/errors.ts";
import { type PromptContent, promptContent } from "../../model/content.ts";
import { folderOf } from "../folder.ts";
import type { Exported, ExportSource, FoundPrompt } from "../found.ts";
import { promptyReader } from "./read-prompty.ts";
import { writePrompty } from "./write-prompty.ts";

const reading = (text: string, others: Record<string, string> = {}) => {
  const file = { path: "prompts/one.prompty", text };
  const files = [file, ...Object.entries(others).map(([path, inner]) => ({ path, text: inner }))];
  return promptyReader.read(file, folderOf(files));
};
const read = (text: string, others?: Record<string, string>): FoundPrompt =>
  reading(text, others).items[0] as FoundPrompt;
const codes = (notes: FoundPrompt["losses"]) =>
  notes.map(({ code, params }) => [code, ...Object.values(params)]);

const sourceOf = (content: PromptContent, more: Partial<ExportSource> = {}): ExportSource => ({
  name: "Reply to: a customer",
  description: "Answers\nkindly",
  tags: ["support", "v: 2"],
  version: "1.2.0",
  message: "",
  content,
  spec: null,
  suite: null,
  ...more,
});
const written = ({ files }: Exported): string => files[0]?.text ?? "";

describe("version 2", () => {
  test("inputs in each of their forms become variables with type, default, example and choices", () => {
    const list = `- { name: city, kind: string, description: Where, default: Rome, example: Oslo }
  - { name: days, kind: integer }
  - { name: share, kind: float }
  - { name: hot, kind: boolean, default: false }
  - { name: tone, kind: string, enumValues: [warm, cold] }
  - { name: tags, kind: array, items: { kind: string } }
  - { name: user, kind: object }
  - { name: note, kind: string, required: false }
  - { name: photo, kind: image }`;
    const found = read(`---\ninputs:\n  ${list}\n---\nHello`);
    expect(found.content.variables).toEqual([
      { name: "city", type: "text", description: "Where", default: "Rome", example: "Oslo" },
      { name: "days", type: "number" },
      { name: "share", type: "number" },
      { name: "hot", type: "boolean", default: false },
      { name: "tone", type: "enum", options: ["warm", "cold"] },
      { name: "tags", type: "list" },
      { name: "user", type: "json" },
      { name: "note", type: "text", default: "" },
      { name: "photo", type: "text" },
    ]);
    expect(codes(found.losses)).toEqual([["value-left-out", "inputs.photo.kind"]]);
    const byName = read(
      "---\ninputs:\n  city: { type: string, sample: Oslo }\n  days: 3\n  hot: true\n  user: { first: A }\n---\nx",
    );
    expect(byName.content.variables).toEqual([
      { name: "city", type: "text", example: "Oslo" },
      { name: "days", type: "number", default: 3 },
      { name: "hot", type: "boolean", default: true },
      { name: "user", type: "json", default: { first: "A" } },
    ]);
    expect(
      read("---\ninputSchema:\n  properties:\n    - { name: a, kind: string }\n---\nx").content.variables,
    ).toEqual([{ name: "a", type: "text" }]);
  });

  test("a list is one of texts or of objects by what the template does with its items", () => {
    const found = read(
      "---\ninputs:\n  - { name: docs, kind: array }\n  - { name: words, kind: array }\n  - { name: all, kind: array }\n---\n" +
        "{% for d in docs %}{{ d.title }}{% endfor %}{% for w in words %}{{ w }}{% endfor %}{{ all }}",
    );
    expect(found.content.variables.map(({ type }) => type)).toEqual(["json", "list", "json"]);
    expect(codes(found.warnings)).toEqual([["value-as-json", "all"]]);
  });

  test("a thread becomes the place of a conversation, and roles are read whatever their case", () => {
    const found = read(
      "---\ninputs:\n  - { name: chat, kind: thread }\n---\nBefore any role\n\n{{chat}}\n\nUser:\nHi {{name}}\n# assistant:\nYes\ndeveloper:\n",
    );
    expect(found.content.messages).toEqual([
      { role: "system", template: "Before any role" },
      { role: "history", variable: "chat", optional: true },
      { role: "human", template: "Hi {{name}}" },
      { role: "ai", template: "Yes" },
      { role: "system", template: "" },
    ]);
  });

  test("model, tools and outputs are taken over, and nothing that may hold a key or an address", () => {
    const found = read(`---
name: Weather
metadata: { authors: [me], tags: [demo], version: 3 }
model:
  id: gpt-4o
  provider: azure
  connection: { kind: key, endpoint: https://evil.example, apiKey: "\${env:KEY}" }
  options: { temperature: 0.3, maxOutputTokens: 50, stopSequences: [END], frequencyPenalty: 1, additionalProperties: { apiKey: x } }
outputs:
  - { name: answer, kind: string, description: The answer }
  - { name: parts, kind: array, items: { kind: object, properties: [{ name: n, kind: integer }] } }
tools:
  - { name: look, kind: function, parameters: [{ name: q, kind: string, required: true }, { name: n, kind: integer }] }
  - { name: server, kind: mcp, connection: { kind: key } }
extra: 1
---
system:
Hi`);
    expect(found.content.model).toEqual({
      model: "azure/gpt-4o",
      temperature: 0.3,
      maxTokens: 50,
      stop: ["END"],
      responseFormat: "json-schema",
    });
    expect(found.content.outputSchema).toEqual({
      type: "object",
      properties: {
        answer: { type: "string", description: "The answer" },
        parts: {
          type: "array",
          items: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
        },
      },
      required: ["answer", "parts"],
    });
    expect(found.content.tools).toEqual([
      {
        name: "look",
        parameters: {
          type: "object",
          properties: { q: { type: "string" }, n: { type: "integer" } },
          required: ["q"],
        },
      },
    ]);
    expect(codes(found.losses)).toEqual([
      ["unknown-field", "extra"],
      ["unknown-field", "metadata.authors"],
      ["credential-dropped", "model.connection"],
      ["unknown-field", "frequencyPenalty"],
      ["credential-dropped", "apiKey"],
      ["tool-left-out", "server"],
    ]);
    expect(JSON.stringify(found.content)).not.toContain("evil");
  });

  test("a template that says more stays Jinja2, and one whose block goes over messages stays in one piece", () => {
    const kept = read("---\nname: x\n---\nsystem:\n{{ name | upper }}\nuser:\n{{ name }}");
    expect(kept.content).toMatchObject({
      templateFormat: "jinja2",
      messages: [
        { role: "system", template: "{{ name | upper }}" },
        { role: "human", template: "{{ name }}" },
      ],
    });
    expect(codes(kept.warnings)).toEqual([["syntax-kept", "Jinja2"]]);
    const whole = read("---\nname: x\n---\nsystem:\na\n{% if b %}\nuser:\nc\n{% endif %}");
    expect(whole.content.messages).toEqual([
      { role: "system", template: "system:\na\n{% if b %}\nuser:\nc\n{% endif %}" },
    ]);
  });

  test("files are read from the folder alone, and settings of the computer stay text", () => {
    const found = reading(
      '---\nsample: "\u0024{file:data/sample.json}"\ntools: "\u0024{file:../../../etc/passwd}"\noutputs: "\u0024{file:missing.json}"\ninputs: { a: "\u0024{env:HOME}" }\n---\n{{ q }}{{ a }}',
      { "prompts/data/sample.json": '{"q": "What?"}' },
    );
    const [item] = found.items as FoundPrompt[];
    expect(item?.content.variables).toEqual([
      { name: "a", type: "text", default: "\u0024{env:HOME}" },
      { name: "q", type: "text", example: "What?" },
    ]);
    expect(found.wanted).toEqual(["prompts/missing.json"]);
    expect(found.used).toEqual(["prompts/data/sample.json"]);
    expect(codes(item?.warnings ?? [])).toEqual([
      ["file-outside", "../../../etc/passwd"],
      ["file-missing", "missing.json"],
      ["env-kept", "\u0024{env:HOME}"],
    ]);
  });
});

test("version 1: deployment, parameters, a sample, and a conversation that is written out in a loop", () => {
  const found = read(`---
name: Chat
authors: [me]
model:
  api: chat
  configuration: { type: azure_openai, azure_deployment: gpt-35-turbo, azure_endpoint: https://x.example }
  parameters: { max_tokens: 128, temperature: 0.2, tools: [{ type: function, function: { name: t, parameters: { type: object } } }] }
sample: { first: Jane, chat_history: [], n: 2 }
template: { type: jinja2 }
---
system:
Help {{first}} {{ n }}.

{% for item in chat_history %}
{{item.role}}:
{{item.content}}
{% endfor %}

user:
{{question}}
`);
  expect(found.content).toEqual({
    templateFormat: "mustache",
    messages: [
      { role: "system", template: "Help {{first}} {{n}}." },
      { role: "history", variable: "chat_history", optional: true },
      { role: "human", template: "{{question}}" },
    ],
    variables: [
      { name: "first", type: "text", example: "Jane" },
      { name: "n", type: "number", example: 2 },
      { name: "question", type: "text" },
    ],
    model: { model: "azure/gpt-35-turbo", maxTokens: 128, temperature: 0.2 },
    tools: [{ name: "t", parameters: { type: "object" } }],
    outputSchema: null,
  });
});

test("front matter that is broken is told with the line of the file that it is in", () => {
  const failure = (text: string): Record<string, unknown> => {
    try {
      read(text);
    } catch (error) {
      if (error instanceof LatheError) return { code: error.code, ...error.details };
    }
    return {};
  };
  expect(failure("---\nname: x\nname: y\n---\nz")).toMatchObject({ code: "exchange.broken-yaml", line: 3 });
  expect(failure("\n---\nname: [x\n---\nz")).toMatchObject({ code: "exchange.broken-yaml" });
  expect(failure("---\nname: x\nz")).toMatchObject({ code: "exchange.broken-yaml", line: 1 });
  expect(failure("---\n__proto__: { a: 1 }\n---\nz")).toMatchObject({ code: "exchange.unsafe-key" });
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [at, name] of [..."bcdefghi"].entries())
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(", ")}]`);
  expect(failure(`---\n${bomb.join("\n")}\n---\nz`)).toMatchObject({ code: "exchange.broken-yaml" });
  expect(failure(`---\nname: ${"[".repeat(9_000)}\n---\nz`).code).toMatch(/^exchange\./);
});

test("what comes back from an exported file is what went out, for all that the format holds", () => {
  fc.assert(
    fc.property(arbitraryContent({ histories: true, json: true }), (content) => {
      const exported = writePrompty(sourceOf(content));
      const found = read(written(exported));
      expect(found.content).toEqual(content);
      expect([found.name, found.description, found.tags]).toEqual([
        "Reply to: a customer",
        "Answers\nkindly",
        ["support", "v: 2"],
      ]);
      expect(exported.losses).toEqual([]);
    }),
    { numRuns: 25, seed: 3 },
  );
});

test("what the format cannot hold is told, and what would mean something else is refused", () => {
  const content = promptContent.parse({
    messages: [
      { role: "system", template: " edges " },
      { role: "human", template: "{>part}" },
    ],
    snippets: [{ name: "part", text: "said" }],
    model: { model: "simulator/default" },
    outputSchema: { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
  });
  const exported = writePrompty(
    sourceOf(content, {
      message: "why",
      suite: { name: "Cases", description: "", checks: [], threshold: null, cases: [] },
    }),
  );
  expect(exported.losses.map(({ code }) => code)).toEqual([
    "details-not-held",
    "suite-not-held",
    "snippets-written-out",
    "simulator-model",
    "schema-sent",
    "edges-trimmed",
  ]);
  expect(written(exported)).toContain("user:\nsaid\n");
  for (const templateFormat of ["handlebars", "nunjucks"] as const)
    expect(() => writePrompty(sourceOf({ ...content, templateFormat }))).toThrow(
      expect.objectContaining({ code: "exchange.template-not-held" }),
    );
  const jinja = promptContent.parse({
    templateFormat: "jinja2",
    messages: [{ role: "human", template: "{{ a | upper }}" }],
  });
  expect(read(written(writePrompty(sourceOf(jinja)))).content).toEqual(jinja);
});
