import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryContent } from "../../../tests/support/arbitrary-prompts.ts";
import { type Check, check } from "../../model/check.ts";
import { type PromptContent, promptContent } from "../../model/content.ts";
import { type CaseContent, caseContent } from "../../model/suite.ts";
import { folderOf } from "../folder.ts";
import type { Exported, ExportSource, FoundPrompt, FoundSuite } from "../found.ts";
import { readYaml } from "../front-matter.ts";
import { readRunnable } from "../syntax/read-runnable.ts";
import { namesIn, shapesOf } from "../syntax/shapes.ts";
import { promptfooReader } from "./read-promptfoo.ts";
import { writePromptfoo } from "./write-promptfoo.ts";

const reading = (text: string, others: Record<string, string> = {}) => {
  const file = { path: "demo/promptfooconfig.yaml", text };
  const files = [file, ...Object.entries(others).map(([path, inner]) => ({ path, text: inner }))];
  const { items, ...rest } = promptfooReader.read(file, folderOf(files));
  const prompts = items.filter((item): item is FoundPrompt => item.kind === "prompt");
  const suite = items.find((item): item is FoundSuite => item.kind === "suite");
  return { prompts, suite, items, ...rest };
};
const codes = (notes: FoundPrompt["losses"] = []) =>
  notes.map(({ code, params }) => [code, ...Object.values(params)]);
const texts = (prompts: FoundPrompt[]) =>
  prompts.map(({ name, content }) => [
    name,
    ...content.messages.map((message) => (message.role === "history" ? message.variable : message.template)),
  ]);

describe("prompts in every form", () => {
  test("texts, files, patterns, parts of a file, chats, sheets, objects and maps", () => {
    const found = reading(
      `prompts:
  - "Say {{ thing }}."
  - file://prompts/two.txt
  - file://prompts/chat.json
  - prompts/chat.yaml
  - file://prompts/sheet.csv
  - file://more/*.md
  - file://prompts/one.j2
  - { label: named, raw: 'Raw {{x}}' }
  - { id: file://prompts/one.j2, label: renamed }
  - '[{"role": "system", "content": "Be {{ tone }}"}, {"role": "user", "content": [{"type": "text", "text": "Hi"}, {"type": "image_url"}]}]'
`,
      {
        "demo/prompts/two.txt": "First {{a}}\n---\nSecond",
        "demo/prompts/chat.json":
          '[{"role": "system", "content": "S"}, {"role": "assistant", "content": "A"}]',
        "demo/prompts/chat.yaml": "- role: user\n  content: |\n    Q {{ q }}",
        "demo/prompts/sheet.csv": 'label,prompt\nL,"A, {{b}}"\n,Plain',
        "demo/more/x.md": "# X",
        "demo/more/y.md": "# Y",
        "demo/prompts/one.j2": "One",
      },
    );
    expect(texts(found.prompts)).toEqual([
      ["demo 1", "Say {{thing}}."],
      ["two 1", "First {{a}}"],
      ["two 2", "Second"],
      ["chat", "S", "A"],
      ["chat", "Q {{q}}\n"],
      ["L", "A, {{b}}"],
      ["sheet 2", "Plain"],
      ["x", "# X"],
      ["y", "# Y"],
      ["one", "One"],
      ["named", "Raw {{x}}"],
      ["renamed", "One"],
      ["demo 13", "Be {{tone}}", "Hi"],
    ]);
    expect(codes(found.prompts[12]?.losses)).toEqual([["part-left-out", "image_url", 2]]);
    expect(found.used).toHaveLength(7);
    expect(
      texts(
        reading("prompts: { one.txt: First, two.txt: Second }", { "demo/one.txt": "1", "demo/two.txt": "2" })
          .prompts,
      ),
    ).toEqual([
      ["First", "1"],
      ["Second", "2"],
    ]);
  });

  test("code, commands and files outside are listed and never opened or run", () => {
    const found = reading(
      "prompts: [hi, file://p.js, 'exec: rm -rf /', 'python:x.py', file://../../secret.txt, file://gone.txt, file:///etc/passwd]\nextensions: [file://hook.js:beforeAll]\nproviders: [exec:./run.sh, file://custom.py, https://api.example/x]\nnunjucksFilters: { f: ./f.js }",
      { "demo/p.js": "module.exports = () => process.exit()" },
    );
    const [prompt] = found.prompts;
    expect(prompt?.inert.map(({ where, language }) => [where, language])).toEqual([
      ["extensions[0]", "javascript"],
      ["nunjucksFilters[0]", "javascript"],
      ["providers[0]", "command"],
      ["providers[1]", "python"],
      ["providers[2]", "other"],
      ["demo/p.js", "javascript"],
      ["prompts[2]", "command"],
      ["prompts[3]", "python"],
    ]);
    expect(codes(prompt?.warnings)).toEqual(
      expect.arrayContaining([
        ["file-outside", "../../secret.txt"],
        ["file-missing", "gone.txt"],
        ["file-outside", "/etc/passwd"],
      ]),
    );
    expect(found.wanted).toEqual(["demo/gone.txt"]);
  });
});

test("providers become the model, its settings, tools and form of the reply, without keys and addresses", () => {
  const found = reading(
    `prompts: [{ raw: A, label: a }, { raw: B, label: b, config: { temperature: 1 } }]
targets:
  - { id: "openai:chat:gpt-4o-mini", prompts: [a], config: { temperature: 0.1, max_tokens: 5, apiKey: k, apiBaseUrl: "https://x", tools: file://tools.json, response_format: { type: json_object } } }
  - "anthropic:messages:claude-x": { config: { top_p: 0.2 }, prompts: [b] }
  - openai:gpt-4.1
env: { OPENAI_API_KEY: sk }
outputPath: out.json
`,
    {
      "demo/tools.json":
        '[{"type": "function", "function": {"name": "t", "parameters": {"type": "object"}}}]',
    },
  );
  expect(found.prompts.map(({ content }) => content.model)).toEqual([
    { model: "openai/gpt-4o-mini", temperature: 0.1, maxTokens: 5, responseFormat: "json" },
    { model: "anthropic/claude-x", topP: 0.2, temperature: 1 },
  ]);
  expect(found.prompts[0]?.content.tools).toEqual([{ name: "t", parameters: { type: "object" } }]);
  expect(codes(found.prompts[0]?.losses)).toEqual([
    ["models-left-out", "openai:gpt-4.1"],
    ["credential-dropped", "apiKey"],
    ["credential-dropped", "apiBaseUrl"],
    ["credential-dropped", "env"],
    ["unknown-field", "outputPath"],
  ]);
  expect(JSON.stringify(found.items)).not.toMatch(/sk"|https:\/\/x/);
});

describe("tests become one suite", () => {
  test("defaults, lists of values, scenarios, files and sheets, each once", () => {
    const found = reading(
      `prompts: ["{{ q }} {{ lang }} {% for t in tags %}{{ t }}{% endfor %}"]
defaultTest: { vars: { lang: en }, assert: [{ type: not-contains, value: sorry }], threshold: 0.5 }
tests:
  - { description: Two, vars: { q: [a, b] }, assert: [{ type: icontains, value: x, weight: 2, metric: m, threshold: 0.1 }] }
  - { vars: { q: c, tags: [u, v] }, options: { disableVarExpansion: true, transform: "output.trim()" }, provider: other }
  - file://more.yaml
  - tests/sheet.csv
  - { vars: file://vars.json, metadata: { topic: x } }
  - { vars: { q: file://text.txt } }
scenarios:
  - config: [{ vars: { q: s1 } }, { vars: { q: s2 } }]
    tests: [{ description: T, vars: { lang: zh } }]
`,
      {
        "demo/more.yaml": "- vars: { q: d }\n",
        "demo/tests/sheet.csv": "q,__expected,__metadata:x\ne,contains:z,1\n",
        "demo/vars.json": '{"q": "f"}',
        "demo/text.txt": "g",
      },
    );
    const { suite } = found;
    expect(suite?.cases.map(({ name, inputs }) => [name, inputs])).toEqual([
      ["Two", { q: "a" }],
      ["Two", { q: "b" }],
      ["", { q: "c", tags: ["u", "v"] }],
      ["", { q: "d" }],
      ["", { q: "f" }],
      ["", { q: "g" }],
      ["T", { q: "s1", lang: "zh" }],
      ["T", { q: "s2", lang: "zh" }],
      ["", { q: "e" }],
    ]);
    expect(suite).toMatchObject({ threshold: 0.5, forPrompt: 0, checks: [{ type: "contains", not: true }] });
    expect(suite?.cases[0]?.checks).toMatchObject([{ type: "icontains", weight: 2, metric: "m" }]);
    expect(suite?.cases.at(-1)?.checks).toMatchObject([{ type: "contains", value: "z" }]);
    expect(found.prompts[0]?.content).toMatchObject({
      messages: [{ template: "{{q}} {{lang}} {{#tags}}{{.}}{{/tags}}" }],
      variables: [{ name: "tags", type: "list" }, { name: "q" }, { name: "lang", default: "en" }],
    });
    expect(codes(suite?.losses)).toEqual([
      ["unknown-field", "demo/tests/sheet.csv: __metadata:x"],
      ["unknown-field", "tests[].provider"],
      ["unknown-field", "tests[].options.transform"],
      ["unknown-field", "tests[].metadata.topic"],
    ]);
  });

  test("every assertion is taken over, or kept and skipped; code is listed and stays off", () => {
    const found = reading(
      `prompts: [x]
assertionTemplates: { short: { type: javascript, value: "output.length < 9" } }
tests:
  - vars: {}
    assert:
      - { type: equals, value: a }
      - { type: contains-any, value: [a, b] }
      - { type: regex, value: "^a" }
      - { type: is-json, value: file://schema.json }
      - { type: llm-rubric, value: Is kind, threshold: 0.7 }
      - { type: similar, value: a, threshold: 0.8 }
      - { type: latency, threshold: 500 }
      - { type: cost, threshold: 0.1 }
      - { type: is-valid-openai-tools-call }
      - $ref: "#/assertionTemplates/short"
      - { type: python, value: "len(output) > 1" }
      - { type: javascript, value: file://check.js }
      - { type: contains, value: x, transform: "output.toUpperCase()" }
      - { type: assert-set, assert: [{ type: equals, value: a }, { type: javascript, value: "1" }] }
      - { type: moderation }
      - { type: contains, value: file://../../outside }
`,
      { "demo/schema.json": '{"type": "object"}', "demo/check.js": "module.exports = 1" },
    );
    const [one] = found.suite?.cases ?? [];
    expect(one?.checks.map(({ type }) => type)).toEqual([
      "equals",
      "contains-any",
      "regex",
      "is-json",
      "llm-rubric",
      "similar",
      "latency",
      "cost",
      "tool-call",
      "javascript",
      "unsupported",
      "javascript",
      "unsupported",
      "unsupported",
      "unsupported",
      "unsupported",
    ]);
    expect(one?.checks[3]?.value).toEqual({ type: "object" });
    expect(
      one?.checks.filter(({ type, options }) => type === "javascript" && options.enabled === true),
    ).toEqual([]);
    expect(found.suite?.inert.map(({ where, language }) => [where, language])).toEqual([
      ["tests[0].assert[9]", "javascript"],
      ["tests[0].assert[10]", "python"],
      ["tests[0].assert[11]", "javascript"],
      ["tests[0].assert[12].transform", "javascript"],
      ["tests[0].assert[13].assert[1]", "javascript"],
    ]);
  });

  test("a test that does without the default assertions does so, and the others keep them", () => {
    const { suite } = reading(
      "prompts: [x]\ndefaultTest: { assert: [{ type: contains, value: d }] }\ntests: [{ vars: { a: 1 } }, { vars: { a: 2 }, options: { disableDefaultAsserts: true } }]",
    );
    expect(suite?.checks).toEqual([]);
    expect(suite?.cases.map(({ checks }) => checks.length)).toEqual([1, 0]);
  });

  test("tests at an address or made by code are told and not fetched", () => {
    const found = reading(
      "prompts: [x]\ntests: [https://docs.google.com/spreadsheets/d/1, file://gen.py:make]",
    );
    expect(codes(found.prompts[0]?.losses)).toEqual([
      ["address-not-fetched", "https://docs.google.com/spreadsheets/d/1"],
    ]);
    expect(found.prompts[0]?.inert).toMatchObject([{ where: "tests[1]", language: "python" }]);
  });
});

test("of the same note on a thousand tests a few are kept, with how many more there are", () => {
  const test = '{ vars: {}, assert: [{ type: python, value: "1" }] }';
  const { suite } = reading(`prompts: [x]\ntests: [${Array(1_000).fill(test).join(", ")}]`);
  expect(suite?.cases).toHaveLength(1_000);
  expect(suite?.inert.length).toBe(500);
  expect(suite?.warnings).toHaveLength(101);
  expect(suite?.warnings.at(-1)).toMatchObject({ code: "more-problems", params: { count: 1_900 } });
});

test("a template with filters stays Nunjucks, and its tests come along", () => {
  const found = reading("prompts: ['{{ a | upper }}']\ntests: [{ vars: { a: x } }]");
  expect(found.prompts[0]?.content).toMatchObject({
    templateFormat: "nunjucks",
    messages: [{ template: "{{ a | upper }}" }],
  });
  expect(found.suite?.cases).toHaveLength(1);
});

const sourceOf = (content: PromptContent, more: Partial<ExportSource> = {}): ExportSource => ({
  name: "greet",
  description: "Says: hello",
  tags: ["demo", "team: blue"],
  version: null,
  message: "",
  content,
  spec: null,
  suite: null,
  ...more,
});
const written = ({ files }: Exported): string => files[0]?.text ?? "";

const checks: Check[] = [
  { type: "equals" },
  { type: "contains", value: "x: y", not: true, weight: 2 },
  { type: "icontains-any", value: ["a", "b, c"], metric: "m" },
  { type: "is-json", value: { type: "object" } },
  { type: "latency", threshold: 300 },
  { type: "llm-rubric", value: "Kind", threshold: 0.5 },
  { type: "similar", value: "a", options: { measure: "dot" } },
  { type: "tool-call", value: ["f"], options: { mode: "names-f1" } },
  { type: "javascript", value: "output.length < 3" },
  { type: "unsupported", value: { type: "moderation", threshold: 1 }, options: { name: "moderation" } },
].map((one) => check.parse(one));

const arbitraryCase: fc.Arbitrary<CaseContent> = fc
  .record(
    {
      name: fc.constantFrom("One: a", "二"),
      inputs: fc.record(
        {
          question: fc.constantFrom("a", "line\nline", "{{x}}", "#1"),
          count: fc.constantFrom(0, 2.5),
          标签: fc.constant(["p", "q"]),
          data: fc.constant({ a: [1, { b: null }] }),
        },
        { requiredKeys: ["question"] },
      ),
      expected: fc.constantFrom("An answer", { a: 1 }, ["x"]),
      checks: fc.subarray(checks, { maxLength: 3 }),
      tags: fc.constant(["t1", "t2"]),
      group: fc.constant("g"),
      weight: fc.constantFrom(0, 2),
      split: fc.constantFrom("train", "test"),
      notes: fc.constant("n"),
      turns: fc.constant(["again"]),
      threshold: fc.constant(0.4),
    },
    { requiredKeys: ["inputs"] },
  )
  .map((fields) => caseContent.parse(fields));

/** Names are all that is held of a variable, and its default; those that no template uses are not there. */
function normalised(content: PromptContent): PromptContent {
  const shapes = shapesOf(content.variables);
  const used = new Set(
    content.messages.flatMap((message) =>
      message.role === "history" ||
      (content.templateFormat !== "mustache" && content.templateFormat !== "f-string")
        ? []
        : namesIn(readRunnable(message.template, content.templateFormat, shapes) ?? []),
    ),
  );
  return {
    ...content,
    variables: content.variables.flatMap((variable) => {
      if (!used.has(variable.name)) return [];
      const { name, type, default: standard } = variable;
      const isHeld = standard !== undefined && !Array.isArray(standard);
      return [{ name, type, ...(isHeld ? { default: standard } : {}) }];
    }),
  };
}
const byName = (content: PromptContent) => ({
  ...content,
  variables: content.variables
    .map(({ name, default: standard }) => ({ name, default: standard }))
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
});

test("what comes back from an exported file is what went out, for all that the format holds", () => {
  fc.assert(
    fc.property(
      arbitraryContent({ histories: false, json: false }),
      fc.array(arbitraryCase, { minLength: 1, maxLength: 3 }),
      fc.subarray(checks, { maxLength: 3 }),
      fc.option(fc.constant(0.6), { nil: null }),
      (content, cases, shared, threshold) => {
        const suite = { name: "Cases", description: "Of all", checks: shared, threshold, cases };
        const exported = writePromptfoo(sourceOf(content, { suite }));
        const found = reading(written(exported));
        expect(byName(found.prompts[0]?.content as PromptContent)).toEqual(byName(normalised(content)));
        expect(found.prompts[0]).toMatchObject({
          name: "greet",
          description: "Says: hello",
          tags: ["demo", "team: blue"],
        });
        expect(found.suite).toMatchObject(suite);
        expect(found.suite?.losses).toEqual([]);
      },
    ),
    { numRuns: 30, seed: 9 },
  );
});

/** Which fields promptfoo’s published schema of a configuration allows, and of which kind; all others it refuses. */
const closed = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const text = { type: "string" };
const number = { type: "number" };
const assertion = closed(
  {
    type: text,
    value: {},
    config: { type: "object" },
    threshold: number,
    weight: number,
    metric: text,
    transform: text,
  },
  ["type"],
);
const vars = {
  type: "object",
  additionalProperties: { type: ["string", "number", "boolean", "array", "object"] },
};
const testCase = {
  description: text,
  vars,
  assert: { type: "array", items: assertion },
  options: { type: "object", properties: { disableVarExpansion: { type: "boolean" } } },
  threshold: number,
  metadata: { type: "object" },
};
const published = closed(
  {
    description: text,
    tags: { type: "object", additionalProperties: text },
    prompts: { type: "array", items: closed({ raw: text, label: text, config: {} }, ["raw", "label"]) },
    providers: {
      type: "array",
      items: { type: "object", properties: { id: text, config: {}, label: text } },
    },
    tests: { type: "array", items: closed(testCase) },
    defaultTest: closed(testCase),
  },
  ["prompts"],
);

test("an exported configuration has the form that promptfoo publishes a schema of", () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(published);
  fc.assert(
    fc.property(
      arbitraryContent({ histories: false, json: false }),
      fc.array(arbitraryCase, { maxLength: 2 }),
      (content, cases) => {
        const suite = { name: "Cases", description: "", checks, threshold: 0.5, cases };
        const { files } = writePromptfoo(sourceOf(content, { suite }));
        validate(readYaml(files[0]?.text ?? ""));
        expect(validate.errors).toBeNull();
      },
    ),
    { numRuns: 20, seed: 2 },
  );
});

test("what the format cannot hold is told, and a prompt that needs its conversation is refused", () => {
  const content = promptContent.parse({
    messages: [
      { role: "history", variable: "past", optional: true },
      { role: "human", template: "{x}" },
    ],
    variables: [{ name: "x", type: "number", default: 3, example: 4 }],
    model: { model: "simulator/default" },
  });
  const suite = {
    name: "S",
    description: "",
    threshold: null,
    checks: [
      check.parse({ type: "json-path", value: "$.a" }),
      check.parse({ type: "javascript", value: "1", options: { enabled: true } }),
    ],
    cases: [caseContent.parse({ inputs: { expected: "mine" }, expected: "e", tags: ["t"] })],
  };
  const { losses } = writePromptfoo(sourceOf(content, { version: "1.0.0", message: "why", suite }));
  expect(codes(losses)).toEqual([
    ["details-not-held", "version, message"],
    ["types-not-held", "x"],
    ["simulator-model", "default"],
    ["history-not-held", "past"],
    ["check-details-not-held", "javascript.enabled"],
    ["checks-not-held", "json-path"],
    ["case-fields-not-held", "expected"],
    ["case-fields-carried", "tags"],
  ]);
  const needed = promptContent.parse({ messages: [{ role: "history", variable: "past", optional: false }] });
  expect(() => writePromptfoo(sourceOf(needed))).toThrow(
    expect.objectContaining({ code: "exchange.history-needed" }),
  );
});
