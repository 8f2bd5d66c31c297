import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
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

const reading = (text: string) => {
  const file = { path: "demo/promptfooconfig.yaml", text };
  const { items } = promptfooReader.read(file, folderOf([file]));
  return { prompt: items[0] as FoundPrompt, suite: items[1] as FoundSuite };
};
const codes = (notes: FoundPrompt["losses"]) =>
  notes.map(({ code, params }) => [code, ...Object.values(params)]);

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
        expect(byName(found.prompt.content)).toEqual(byName(normalised(content)));
        expect(found.prompt).toMatchObject({
          name: "greet",
          description: "Says: hello",
          tags: ["demo", "team: blue"],
        });
        expect(found.suite).toMatchObject(suite);
        expect(found.suite.losses).toEqual([]);
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
    cases: [
      caseContent.parse({
        inputs: { expected: "mine {{x}}" },
        expected: "e",
        tags: ["t"],
        checks: [{ type: "regex", value: "a", transform: [{ kind: "regex", pattern: "a" }] }],
      }),
      caseContent.parse({
        group: "g",
        checks: [
          { type: "json-path", value: "$.b" },
          { type: "equals", value: "a", transform: [{ kind: "regex", pattern: "a" }] },
        ],
      }),
    ],
  };
  const { losses } = writePromptfoo(sourceOf(content, { version: "1.0.0", message: "why", suite }));
  expect(codes(losses)).toEqual([
    ["details-not-held", "version, message"],
    ["types-not-held", "x"],
    ["simulator-model", "default"],
    ["history-not-held", "past"],
    ["checks-not-held", "json-path"],
    ["check-parts-not-held", "regex, equals"],
    ["check-details-not-held", "javascript.enabled"],
    ["case-fields-not-held", "expected"],
    ["case-fields-carried", "tags, group"],
    ["values-read-there", "expected"],
  ]);
  const needed = promptContent.parse({ messages: [{ role: "history", variable: "past", optional: false }] });
  expect(() => writePromptfoo(sourceOf(needed))).toThrow(
    expect.objectContaining({ code: "exchange.history-needed" }),
  );
});
