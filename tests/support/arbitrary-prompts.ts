import fc from "fast-check";
import type { Piece } from "#shared/exchange/syntax/pieces.ts";
import { writeFString, writeMustache } from "#shared/exchange/syntax/write-runnable.ts";
import { type JsonSchema, type PromptContent, promptContent, type Variable } from "#shared/model/content.ts";

/** Words around which formats have rules: braces, roles, fences, quotes, line ends. */
const words = [
  "Hello",
  "你好",
  " ",
  "\n",
  "\n\n",
  '{"a": 1}',
  "{",
  "}}",
  "{% x",
  "{# y",
  "\\",
  "user:\n",
  "---\n",
  "- a: b\n",
  "'\"",
  "# t\n",
  "\u0024{env:X}",
  "<b>",
];

const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
  .map((parts): Piece => ({ kind: "text", text: parts.join("") }));

const said = fc.constantFrom("Hello, world", "one\ntwo", "a: b", "说明，带逗号", '#1 "quoted"');
const described = <T extends Variable>(variable: T, values: fc.Arbitrary<Variable["default"]>) =>
  fc
    .record({ description: said, default: values, example: values }, { requiredKeys: [] })
    .map((more): Variable => ({ ...variable, ...(more as Partial<Variable>) }));

const json = fc.constantFrom<Variable["default"]>({ a: [1, null, "x"] }, { b: { c: true } });

/** One variable of each type. */
const variables = fc.tuple(
  described({ name: "question", type: "text" }, fc.constantFrom("", "x: y", "line\nline")),
  described({ name: "flag", type: "boolean" }, fc.boolean()),
  described({ name: "count", type: "number" }, fc.constantFrom(0, 1.5, -2)),
  described({ name: "tone", type: "enum", options: ["warm", "no", "3"] }, fc.constantFrom("warm", "3")),
  described({ name: "标签", type: "list" }, fc.constant(["a", "b: c"])),
  described({ name: "data", type: "json" }, json),
);

const value = fc.constantFrom<Piece[]>(
  [{ kind: "value", name: "question", as: "plain" }],
  [{ kind: "value", name: "tone", as: "plain" }],
  [{ kind: "value", name: "count", as: "plain" }],
  [{ kind: "value", name: "标签", as: "lines" }],
);
const asJson = fc.constant<Piece[]>([{ kind: "value", name: "data", as: "json" }]);
const section = fc
  .record({
    kind: fc.constantFrom("when" as const, "each" as const),
    body: text,
    otherwise: fc.option(text, { nil: null }),
  })
  .map(({ kind, body, otherwise }): Piece[] => [
    {
      kind,
      name: kind === "when" ? "flag" : "标签",
      body: kind === "when" ? [body] : [body, { kind: "item" }],
      otherwise: otherwise === null ? [] : [otherwise],
    },
  ]);

export interface Held {
  /** The place of a conversation. */
  histories: boolean;
  /** Values that are written as JSON. */
  json: boolean;
}

/** Prompts of all that formats can hold; texts begin and end with a word, since formats lay messages out. */
export function arbitraryContent({ histories, json: hasJson }: Held): fc.Arbitrary<PromptContent> {
  const piece = hasJson
    ? fc.oneof(
        text.map((one) => [one]),
        value,
        asJson,
      )
    : fc.oneof(
        text.map((one) => [one]),
        value,
      );
  const templateOf = (format: "f-string" | "mustache") =>
    fc
      .array(format === "mustache" ? fc.oneof(piece, section) : piece, { maxLength: 5 })
      .map((parts) => {
        const pieces: Piece[] = [
          { kind: "text", text: "Say" },
          ...parts.flat(),
          { kind: "text", text: "now" },
        ];
        return format === "mustache" ? writeMustache(pieces) : writeFString(pieces);
      })
      .filter((template) => template !== undefined);
  const messages = (format: "f-string" | "mustache") =>
    fc.array(fc.record({ role: fc.constantFrom("system", "human", "ai"), template: templateOf(format) }), {
      minLength: 1,
      maxLength: 3,
    });
  const history = fc.option(
    fc.record({
      role: fc.constant("history"),
      variable: fc.constantFrom("history", "chat"),
      optional: fc.boolean(),
    }),
    { nil: null },
  );
  const model = fc.record(
    {
      model: fc.constantFrom("openai/gpt-4o", "anthropic/claude-x", "ollama/llama3:8b", "router/a/b"),
      temperature: fc.constantFrom(0, 0.5),
      topP: fc.constant(0.9),
      maxTokens: fc.constant(100),
      stop: fc.constant(["END", "\n"]),
      seed: fc.constant(7),
    },
    { requiredKeys: [] },
  );
  const reply = fc.constantFrom<Pick<PromptContent, "outputSchema"> & { model: PromptContent["model"] }>(
    { outputSchema: null, model: {} },
    { outputSchema: null, model: { responseFormat: "text" } },
    { outputSchema: null, model: { responseFormat: "json" } },
    { outputSchema: simpleSchema, model: { responseFormat: "json-schema" } },
    { outputSchema: richSchema, model: { responseFormat: "json-schema" } },
  );
  const tools = fc.constantFrom<PromptContent["tools"]>(
    [],
    [{ name: "look_up", description: "Looks: it up", parameters: simpleSchema }],
    [
      { name: "a", parameters: richSchema },
      { name: "b", parameters: { type: "object", properties: {} } },
    ],
  );
  const format = fc.constantFrom("f-string" as const, "mustache" as const);
  return fc
    .tuple(
      format.chain((templateFormat) => fc.tuple(fc.constant(templateFormat), messages(templateFormat))),
      variables,
      model,
      reply,
      tools,
      histories ? history : fc.constant(null),
      fc.nat(),
    )
    .map(([[templateFormat, some], declared, settings, answer, called, past, at]) => {
      const all: unknown[] = [...some];
      if (past !== null) all.splice(at % (all.length + 1), 0, past);
      return promptContent.parse({
        templateFormat,
        messages: all,
        variables: declared,
        model: { ...settings, ...answer.model },
        tools: called,
        outputSchema: answer.outputSchema,
      });
    });
}

const simpleSchema: JsonSchema = {
  type: "object",
  properties: {
    answer: { type: "string", description: "What: is said" },
    scores: { type: "array", items: { type: "number" } },
  },
  required: ["answer", "scores"],
};

const richSchema: JsonSchema = {
  type: "object",
  properties: { answer: { anyOf: [{ type: "string", maxLength: 5 }, { type: "null" }] } },
  additionalProperties: false,
};
