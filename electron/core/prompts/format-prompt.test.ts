import { ChatPromptTemplate } from "@langchain/core/prompts";
import { describe, expect, test } from "vitest";
import type { LatheError } from "#shared/contract/errors.ts";
import {
  emptyContent,
  type PromptContent,
  type Variable,
  type VariableValue,
  type VariableValues,
} from "#shared/model/content.ts";
import { parseTemplate } from "#shared/text/template.ts";
import fc from "../../../tests/support/property.ts";
import { formatPrompt } from "./format-prompt.ts";

const prompt = (template: string, more: Partial<PromptContent> = {}): PromptContent => ({
  ...emptyContent(),
  messages: [{ role: "human", template }],
  ...more,
});
const mustache = (template: string, variables: Variable[] = []) =>
  prompt(template, { templateFormat: "mustache", variables });
const textOf = async (content: PromptContent, values: VariableValues) =>
  (await formatPrompt(content, values)).map((message) => message.content).join("");
const failure = (content: PromptContent, values: VariableValues = {}): Promise<LatheError> =>
  formatPrompt(content, values).then(
    () => expect.fail("was formatted"),
    (error) => error,
  );

test("roles, escapes, typed values and defaults arrive as LangChain would send them", async () => {
  const content: PromptContent = {
    ...emptyContent(),
    messages: [
      { role: "system", template: 'Answer {{"n": {n}}} in {语言}.' },
      { role: "human", template: "{items}\n{flag} {data}" },
      { role: "ai", template: "" },
    ],
    variables: [
      { name: "n", type: "number", default: 2 },
      { name: "语言", type: "enum", options: ["中文", "English"] },
      { name: "items", type: "list" },
      { name: "flag", type: "boolean" },
      { name: "data", type: "json" },
    ],
  };
  expect(
    await formatPrompt(content, { 语言: "中文", items: "a\nb", flag: "yes", data: '{ "k": [1, null] }' }),
  ).toEqual([
    { role: "system", content: 'Answer {"n": 2} in 中文.' },
    { role: "human", content: 'a\nb\ntrue {"k":[1,null]}' },
    { role: "ai", content: "" },
  ]);
});

describe.each(["f-string", "mustache"] as const)("in %s", (templateFormat) => {
  const open = templateFormat === "mustache" ? "{{" : "{";
  const close = templateFormat === "mustache" ? "}}" : "}";
  const name = fc.constantFrom(
    "a",
    "b2",
    "_c",
    "角色",
    "userName",
    "isPrototypeOf",
    "length",
    "toLocaleString",
  );
  const piece = fc.oneof(
    name.map((variable) => ({ text: `${open}${variable}${close}`, variable })),
    fc.string({ unit: "binary" }).map((text) => ({ text: text.replace(/[{}]/g, ""), variable: null })),
  );
  const value = fc.oneof(
    fc.constantFrom(
      "{a}",
      "{{a}}",
      "{{{a}}}",
      "{__proto__}",
      "{{constructor}}",
      "{{#a}}x{{/a}}",
      "$&",
      "}",
      "{",
      "<&>",
    ),
    fc.string(),
  );

  test("variables are those that LangChain finds, and a value is put in as it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.infiniteStream(value), async (pieces, someValues) => {
        const template = pieces.map(({ text }) => text).join("");
        const { variables, problems } = parseTemplate(template, templateFormat);
        expect(problems).toEqual([]);
        const theirs = ChatPromptTemplate.fromMessages([["human", template]], { templateFormat });
        expect(theirs.inputVariables).toEqual(variables);

        const values = Object.fromEntries(
          variables.map((variable) => [variable, someValues.next().value ?? ""]),
        );
        const expected = pieces
          .map(({ text, variable }) => (variable === null ? text : values[variable]))
          .join("");
        expect(await textOf(prompt(template, { templateFormat }), values)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["constructor", "__proto__", "a.b", "constructor.constructor('return 1')()", "toString"])(
    "a template that names %s is refused with its place and reaches no object",
    async (hostile) => {
      const error = await failure(prompt(`Hi ${open}${hostile}${close}`, { templateFormat }), {
        a: { b: "reached" },
      });
      expect(error).toMatchObject({
        code: "prompts.template-invalid",
        details: { code: "bad-name", message: 0, start: 3 },
      });
    },
  );

  test("a value that is only inherited counts as missing", async () => {
    const error = await failure(prompt(`${open}toLocaleString${close} ${open}b${close}`, { templateFormat }));
    expect(error).toMatchObject({
      code: "prompts.value-missing",
      details: { names: ["toLocaleString", "b"] },
    });
  });
});

describe("mustache", () => {
  test("sections repeat over lists and objects, look outwards, and both print as text too", async () => {
    const content = mustache(
      "{{#people}}{{name}} ({{team}}) {{#tags}}<{{.}}>{{/tags}};{{/people}} {{people}} {{names}}",
      [
        { name: "people", type: "json" },
        { name: "team", type: "text" },
        { name: "names", type: "list" },
      ],
    );
    const people: VariableValue = [
      { name: "Ann", tags: ["x", "y"] },
      { name: "李雷", team: "own", tags: [] },
    ];
    expect(await textOf(content, { people, team: "A", names: ["p", "q"] })).toBe(
      `Ann (A) <x><y>;李雷 (own) ; ${JSON.stringify(people)} p\nq`,
    );
  });

  test("a boolean section asks for the variables inside it and shows them or not", async () => {
    const content = mustache(
      "{{#formal}}Dear {{name}}{{/formal}}{{^formal}}Hi {{name}}{{/formal}} {{formal}}",
      [{ name: "formal", type: "boolean" }],
    );
    expect(await failure(content, { formal: true })).toMatchObject({ details: { names: ["name"] } });
    expect(await textOf(content, { formal: true, name: "Ann" })).toBe("Dear Ann true");
    expect(await textOf(content, { formal: "no", name: "Ann" })).toBe("Hi Ann false");
  });

  test.each([
    [
      "a name that only Object.prototype has",
      "{{#d}}[{{isPrototypeOf}}]{{/d}}",
      [{}, 1, "s", null, true, []],
      "[][][][]",
    ],
    ["a member of nested arrays", "{{#d}}[{{map}}{{join}}]{{/d}}", [[1, 2]], "[]"],
    ["a key named __proto__", "{{#d}}[{{x}}]{{/d}}", JSON.parse('[{"__proto__": {"x": "reached"}}]'), "[]"],
    ["null items", "{{#d}}[{{x}}{{.}}]{{/d}}", [null, 1], "[][1]"],
    ["false items", "{{#d}}{{#x}}yes{{/x}}{{^x}}no{{/x}}{{/d}}", [{ x: true }, { x: false }], "yesno"],
    ["the whole of what is known", "{{#d}}{{#x}}{{.}}{{/x}}{{/d}}", { x: true }, "true"],
  ])("%s shows own values only", async (_, template, d, expected) => {
    const text = await textOf(mustache(template, [{ name: "d", type: "json" }]), { d });
    expect(text.startsWith(expected)).toBe(true);
    expect(text).not.toMatch(/native code|object Object|reached|function/);
  });

  test("values inside sections are not expanded again", async () => {
    const content = mustache("{{#d}}{{x}}{{/d}}", [{ name: "d", type: "json" }]);
    expect(await textOf(content, { d: [{ x: "{{d}}" }, { x: "{{#d}}!{{/d}}" }] })).toBe("{{d}}{{#d}}!{{/d}}");
  });

  test("comments are not sent", async () => {
    expect(await textOf(mustache(`a{{! note ${" ".repeat(1_000_000)} }}b`), {})).toBe("ab");
  });

  test("loops that would never end or fill the memory are refused before they start", async () => {
    const d = Array.from({ length: 5_000 }, () => 1);
    const nested = "{{#d}}{{#d}}{{#d}}{{/d}}{{/d}}{{/d}}";
    expect(await failure(mustache(nested, [{ name: "d", type: "json" }]), { d })).toMatchObject({
      code: "prompts.too-long",
    });
  });
});

describe("history", () => {
  const content: PromptContent = {
    ...emptyContent(),
    messages: [
      { role: "system", template: "Be {tone}." },
      { role: "history", variable: "past", optional: true },
      { role: "human", template: "{question}" },
    ],
  };
  const values = { tone: "kind", question: "Why?" };

  test.each(["f-string", "mustache"] as const)(
    "%s: past messages come in their place and are not templates",
    async (templateFormat) => {
      const open = templateFormat === "mustache" ? "{{tone}}" : "{tone}";
      const past = [
        { role: "user", content: `Is ${open} a {tone}?` },
        { role: "assistant", content: "{{#tone}}No" },
        { role: "system", content: "" },
      ];
      const messages = await formatPrompt({ ...content, templateFormat }, { ...values, past });
      expect(messages.slice(1, 4)).toEqual([
        { role: "human", content: past[0]?.content },
        { role: "ai", content: past[1]?.content },
        { role: "system", content: "" },
      ]);
    },
  );

  test("an optional history may be absent, a required one may not", async () => {
    expect(await formatPrompt(content, values)).toHaveLength(2);
    const required: PromptContent = {
      ...content,
      messages: [{ role: "history", variable: "past", optional: false }],
    };
    expect(await failure(required)).toMatchObject({
      code: "prompts.value-missing",
      details: { names: ["past"] },
    });
    expect(await formatPrompt(required, { past: [] })).toEqual([]);
  });

  test.each([
    [["hello"]],
    ["hello"],
    [{ role: "human" }],
    [[{ role: "tool", content: "x" }]],
    [[{ lc: 1, id: ["x"] }]],
  ])("%j is no conversation", async (past) => {
    expect(await failure(content, { ...values, past })).toMatchObject({
      code: "prompts.value-invalid",
      details: { names: ["past"] },
    });
  });

  test("a history named like a variable is refused", async () => {
    const clash: PromptContent = {
      ...content,
      messages: [...content.messages, { role: "human", template: "{past}" }],
    };
    expect(await failure(clash, { ...values, past: [] })).toMatchObject({
      details: { code: "history-clash" },
    });
  });
});

describe("snippets", () => {
  const snippets = [
    { name: "voice", text: "calm, {tone}" },
    { name: "secret", text: "never sent" },
  ];

  test("are written out before the values are put in: a value that looks like a reference is a text", async () => {
    const content = prompt("{>voice} {tone}", { snippets });
    expect(await textOf(content, { tone: "{>secret} {tone}" })).toBe(
      "calm, {>secret} {tone} {>secret} {tone}",
    );
    const inMustache = prompt("{{>voice}}", {
      templateFormat: "mustache",
      snippets: [
        { name: "voice", text: "{{#items}}{{>line}}{{/items}}" },
        { name: "line", text: "<{{.}}>" },
      ],
      variables: [{ name: "items", type: "list" }],
    });
    expect(await textOf(inMustache, { items: ["{{>line}}", "b"] })).toBe("<{{>line}}><b>");
  });

  test("without a text, or without an end, keep the prompt from being sent", async () => {
    expect(await failure(prompt("a {>nobody}"))).toMatchObject({
      code: "prompts.template-invalid",
      details: { code: "unknown-snippet", message: 0, start: 2, end: 11 },
    });
    const endless = [{ name: "a", text: "{>a}" }];
    expect(await failure(prompt("{>a}", { snippets: endless }))).toMatchObject({
      details: { code: "snippet-cycle" },
    });
    const long = [{ name: "a", text: "x".repeat(100) }];
    expect(await failure(prompt("{>a}".repeat(60_000), { snippets: long }))).toMatchObject({
      code: "prompts.too-long",
    });
  });

  test("ask for the variables that only they use", async () => {
    expect(await failure(prompt("{>voice}", { snippets }))).toMatchObject({
      code: "prompts.value-missing",
      details: { names: ["tone"] },
    });
  });
});

test.each(["jinja2", "handlebars", "nunjucks"] as const)(
  "a prompt in %s is refused as a foreign syntax, whatever stands in it",
  async (templateFormat) => {
    expect(await failure(prompt("Hi {{ name }} {", { templateFormat }), { name: "x" })).toMatchObject({
      code: "prompts.foreign-syntax",
      details: { syntax: templateFormat },
    });
  },
);

test("values of the wrong type are named together", async () => {
  const content = prompt("{n} {e}", {
    variables: [
      { name: "n", type: "number" },
      { name: "e", type: "enum", options: ["x"] },
    ],
  });
  expect(await failure(content, { n: "many", e: "y" })).toMatchObject({
    code: "prompts.value-invalid",
    details: { names: ["n", "e"] },
  });
});

test("five million characters are the limit of the whole prompt, whatever it is made of", async () => {
  const half = "x".repeat(2_500_000);
  expect(await failure(prompt("{a}{a}!"), { a: half })).toMatchObject({ code: "prompts.too-long" });
  expect((await textOf(prompt("{a}{a}"), { a: half })).length).toBe(5_000_000);
});
