import { describe, expect, test } from "vitest";
import { folderOf } from "../folder.ts";
import type { FoundPrompt, FoundSuite } from "../found.ts";
import { promptfooReader } from "./read-promptfoo.ts";

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

test("of the same note on many tests a few are kept, with how many more there are", () => {
  const test = '{ vars: {}, assert: [{ type: python, value: "1" }] }';
  const { suite } = reading(`prompts: [x]\ntests: [${Array(120).fill(test).join(", ")}]`);
  expect(suite?.cases).toHaveLength(120);
  expect(suite?.inert).toHaveLength(120);
  expect(suite?.warnings).toHaveLength(101);
  expect(suite?.warnings.at(-1)).toMatchObject({ code: "more-problems", params: { count: 140 } });
});

test("a template with filters stays Nunjucks, and its tests come along", () => {
  const found = reading("prompts: ['{{ a | upper }}']\ntests: [{ vars: { a: x } }]");
  expect(found.prompts[0]?.content).toMatchObject({
    templateFormat: "nunjucks",
    messages: [{ template: "{{ a | upper }}" }],
  });
  expect(found.suite?.cases).toHaveLength(1);
});

test("A-32 tests that multiply one long value are cut where a suite ends, and that is told", () => {
  const big = "x".repeat(4_000_000);
  const tests = Array.from({ length: 200 }, (_, index) => `{vars: {n: ${index}}}`).join(", ");
  const { suite } = reading(
    `prompts: ["{{big}}"]\nscenarios: [{config: [{vars: {big: ${big}}}], tests: [${tests}]}]`,
  );
  expect(suite?.cases.length).toBe(50);
  expect(codes(suite?.losses)).toEqual([["cases-left-out", 100_000, 200]]);
});

test("A-32 a long file that is named again and again is taken a few times, and that is told", () => {
  const tests = Array.from({ length: 100 }, (_, index) => `{vars: {n: ${index}, x: file://big.txt}}`).join(
    ", ",
  );
  const { suite } = reading(`prompts: ["{{x}}"]\ntests: [${tests}]`, {
    "demo/big.txt": "y".repeat(4_000_000),
  });
  const read = suite?.cases.filter(({ inputs }) => inputs.x !== "file://big.txt");
  expect([suite?.cases.length, read?.length]).toEqual([100, 12]);
  expect(codes(suite?.losses)).toEqual([["files-too-long", "demo/big.txt", 50]]);
});
