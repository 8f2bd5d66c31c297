import { describe, expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import { type PromptContent, promptContent } from "../model/content.ts";
import { declareMissingVariables } from "./check-content.ts";
import { findUnsafeKey } from "./json-text.ts";
import { parsePromptFile, toPromptFile } from "./prompt-file.ts";

const read = (text: string, fileName?: string) => {
  const reading = parsePromptFile(text, fileName === undefined ? {} : { fileName });
  if (!reading.ok) expect.fail(reading.message);
  return reading;
};
const readJson = (value: unknown) => read(JSON.stringify(value));
const fault = (text: string, fileName = "") => {
  const reading = parsePromptFile(text, { fileName });
  return reading.ok ? expect.fail("was read") : reading;
};

describe("a plain text", () => {
  test.each([
    "Summarise {text}.\n",
    "{topic} in one line",
    "{ not json",
    "[1, 2]",
    "42",
    '"quoted"',
    "line\r\nline",
  ])("%j is one human message, byte for byte", (text) => {
    expect(read(text).content).toMatchObject({
      templateFormat: "f-string",
      messages: [{ role: "human", template: text }],
    });
  });

  test("its variables are declared and said", () => {
    const { content, notes } = read("{topic} for {读者}");
    expect(content.variables).toEqual([
      { name: "topic", type: "text" },
      { name: "读者", type: "text" },
    ]);
    expect(notes).toEqual(["Declared as text: topic, 读者."]);
  });

  test("a byte order mark is not part of it; nothing, a NUL and half a character are refused", () => {
    expect(read("\ufeffHi").content.messages).toEqual([{ role: "human", template: "Hi" }]);
    expect(fault(" \n").message).toMatch(/empty/);
    expect(fault("a\u0000b").message).toMatch(/NUL/);
    expect(fault("a\ud800b").message).toMatch(/surrogate/);
  });
});

describe("JSON", () => {
  test("the form of the command line's help is read, aliases and defaults included", () => {
    const { content, notes } = readJson({
      template_format: "mustache",
      messages: [
        { role: "system", template: "Be {{tone}}." },
        { role: "placeholder", variable: "past" },
        { role: "user", template: "{{q}}" },
        { role: "assistant", template: "Sure" },
      ],
      variables: [{ name: "tone", type: "enum", options: ["kind"] }, "q"],
      model: { model: "simulator/default", max_tokens: 5, top_p: 0.5, stop: "END" },
      output_schema: { type: "object" },
    });
    expect(content).toEqual({
      templateFormat: "mustache",
      messages: [
        { role: "system", template: "Be {{tone}}." },
        { role: "history", variable: "past", optional: true },
        { role: "human", template: "{{q}}" },
        { role: "ai", template: "Sure" },
      ],
      variables: [
        { name: "tone", type: "enum", options: ["kind"] },
        { name: "q", type: "text" },
      ],
      model: { model: "simulator/default", maxTokens: 5, topP: 0.5, stop: ["END"] },
      tools: [],
      outputSchema: { type: "object" },
    });
    expect(notes).toEqual([]);
  });

  test("a model may be a name alone, and what Lathe does not keep is said", () => {
    const { content, notes } = readJson({
      name: "x",
      messages: [],
      model: { model: "a/b/c", logit_bias: {} },
    });
    expect(content.model).toEqual({ model: "a/b/c" });
    expect(notes).toEqual(["Ignored: name.", "Ignored: model.logit_bias."]);
    expect(readJson({ messages: [], model: "a/b" }).content.model).toEqual({ model: "a/b" });
  });

  test.each<[unknown, string]>([
    [{}, "messages"],
    [{ prompt: "Hi" }, "messages"],
    [{ messages: "Hi" }, "messages"],
    [{ messages: ["Hi"] }, "messages[0]"],
    [
      {
        messages: [
          { role: "human", template: "a" },
          { role: "tool", template: "b" },
        ],
      },
      "messages[1].role",
    ],
    [{ messages: [{ role: "constructor", template: "b" }] }, "messages[0].role"],
    [{ messages: [{ role: "human", content: "a" }] }, "messages[0].template"],
    [{ messages: [{ role: "history" }] }, "messages[0].variable"],
    [{ messages: [{ role: "history", variable: "a.b" }] }, "messages[0].variable"],
    [{ messages: [], variables: [{ name: "ok" }, { name: "not ok" }] }, "variables[1].name"],
    [{ messages: [], variables: [{ name: "a", type: "string" }] }, "variables[0].type"],
    [{ messages: [], variables: "a" }, "variables"],
    [{ messages: [], model: 3 }, "model"],
    [{ messages: [], model: "gpt" }, "model.model"],
    [{ messages: [], model: { temperature: "hot" } }, "model.temperature"],
    [{ messages: [], model: { max_tokens: 1, maxTokens: 2 } }, "model.maxTokens"],
    [{ messages: [], templateFormat: "twig" }, "templateFormat"],
    [{ messages: [], tools: [{ name: "a b", parameters: {} }] }, "tools[0].name"],
    [[{ role: "human", template: "a" }], ""],
  ])("%j says by its path what is missing", (value, path) => {
    expect(fault(JSON.stringify(value))).toMatchObject({ path, message: expect.stringMatching(/\S/) });
  });

  test("a slip in JSON is an error and not a prompt that reads like JSON", () => {
    expect(fault('{"messages": [],}').message).toMatch(/not valid JSON/);
    expect(fault("Hello", "prompt.JSON").message).toMatch(/not valid JSON/);
    expect(fault("[]", "prompt.json").message).toMatch(/not a prompt/);
  });

  test.each([
    ['{"messages": [], "messages": [{"role": "human", "template": "x"}]}', "messages"],
    ['{"messages": [{"role": "human", "template": "a", "r\\u006fle": "ai"}]}', "messages[0].role"],
    ['{"messages": [], "model": {"seed": 1, "seed": 2}}', "model.seed"],
    ['{"messages": [], "__proto__": {"polluted": true}}', "__proto__"],
    ['{"messages": [], "outputSchema": {"a": [{}, {"__proto__": 1}]}}', "outputSchema.a[1].__proto__"],
  ])("%s is refused: a key would be lost or dangerous", (text, path) => {
    expect(fault(text).path).toBe(path);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("keys named constructor or toString are ordinary keys of a schema", () => {
    const outputSchema = { properties: { constructor: {}, toString: {}, prototype: {} } };
    expect(readJson({ messages: [], outputSchema }).content.outputSchema).toEqual(outputSchema);
  });
});

test("valid JSON without repeated keys has no unsafe key, whatever its strings hold", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const json = JSON.stringify(value);
      expect(findUnsafeKey(json) === null).toBe(!json.includes('"__proto__":'));
      if (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).length > 0
      ) {
        const key = JSON.stringify(Object.keys(value)[0]);
        expect(findUnsafeKey(`${json.slice(0, -1)},${key}:1}`)).not.toBeNull();
      }
    }),
  );
});

test("what toPromptFile writes reads back to the same content", () => {
  const name = fc.constantFrom("a", "b", "角色", "_x");
  const template = fc.string({ unit: fc.constantFrom("{", "}", "a", "角色", '"', "\n", "🙂", " ") });
  const written = fc.record({
    templateFormat: fc.constantFrom("f-string", "mustache"),
    messages: fc.array(
      fc.oneof(
        fc.record({ role: fc.constantFrom("system", "human", "ai"), template }),
        fc.record({
          role: fc.constant("history"),
          variable: fc.constantFrom("h", "past"),
          optional: fc.boolean(),
        }),
      ),
      { maxLength: 6 },
    ),
    variables: fc.uniqueArray(
      fc.record(
        {
          name,
          type: fc.constantFrom("text", "number", "json", "enum"),
          // Through JSON, which has no −0.
          default: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
          description: template,
          options: fc.array(template, { maxLength: 3 }),
        },
        { requiredKeys: ["name", "type"] },
      ),
      { selector: (variable) => variable.name },
    ),
    model: fc.record(
      {
        model: fc.constant("p/m"),
        temperature: fc.constantFrom(0, 0.7),
        stop: fc.constant(["x"]),
        seed: fc.integer(),
      },
      { requiredKeys: [] },
    ),
    tools: fc.array(fc.record({ name: fc.constant("t"), parameters: fc.constant({ type: "object" }) }), {
      maxLength: 2,
    }),
    outputSchema: fc.constantFrom(null, { type: "object" }),
  });
  fc.assert(
    fc.property(written, (value) => {
      const content: PromptContent = declareMissingVariables(promptContent.parse(value));
      const text = JSON.stringify(toPromptFile(content));
      if (text.includes('"__proto__":')) return;
      expect(read(text)).toEqual({ ok: true, content, notes: [] });
    }),
  );
});
