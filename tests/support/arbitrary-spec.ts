import { type PromptSpec, promptSpec } from "#shared/model/spec.ts";
import fc from "./property.ts";

/** Texts as people write them into a spec, in two languages, with variables, JSON and marks of all kinds. */
const words = fc.constantFrom(
  "Answer the customer's question",
  "Compare {plan_a} with {plan_b}",
  "Score the text from 1 to 5",
  "Use {document} and nothing else",
  'return {"ok": true} on success',
  "100% of {{ cases }}",
  "a | b | c",
  "invent facts",
  "Never promise a date",
  "回答顾客的问题",
  "说明{产品名}的优点",
  "编造事实",
  "不要承诺发货时间",
  "友好而准确",
  "warm, clear",
  "line one\nline two",
  "  blanks around  ",
  '<b>bold</b> & "quotes"',
  "{stop} {constructor} {1}",
  "",
);
const text = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }).map(storable) },
);
function storable(given: string): string {
  return given.replaceAll("\u0000", "").toWellFormed();
}

const constraint = fc.oneof(
  fc.record({
    kind: fc.constant("max-length" as const),
    amount: fc.integer({ min: 1, max: 5000 }),
    unit: fc.constantFrom("characters" as const, "words" as const, "sentences" as const),
  }),
  fc.record({ kind: fc.constant("max-tokens" as const), amount: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({ kind: fc.constantFrom("tone" as const, "must" as const, "must-not" as const), text }),
  fc.record({
    kind: fc.constant("other" as const),
    name: fc.constantFrom("Reading level", "单位", "{x}"),
    text,
  }),
);
const field = fc.record({
  name: fc.constantFrom("answer", "score", "is_urgent", "tags", "order id", "摘要", "data", "a{b}"),
  type: fc.constantFrom(
    "text" as const,
    "number" as const,
    "boolean" as const,
    "list" as const,
    "object" as const,
  ),
  description: text,
  required: fc.boolean(),
});

/** Specs of every form; `plain` leaves out texts that nobody means, so that the result must be without a finding. */
export const arbitrarySpec: fc.Arbitrary<PromptSpec> = fc
  .record({
    useCase: text,
    role: fc.constantFrom("", "a support agent of an online shop", "网店的客服", "a {careful} editor."),
    domain: fc.constantFrom("", "e-commerce", "电商"),
    audience: text,
    context: text,
    task: text,
    constraints: fc.array(constraint, { maxLength: 5 }),
    output: fc.record({
      format: fc.constantFrom(
        "text" as const,
        "markdown" as const,
        "list" as const,
        "table" as const,
        "json" as const,
      ),
      description: text,
      fields: fc.uniqueArray(field, { maxLength: 4, selector: ({ name }) => name }),
    }),
    examples: fc.array(fc.record({ input: text, output: text }), { maxLength: 2 }),
    language: fc.constantFrom("", "English", "简体中文", "法语", "Klingon"),
    writtenIn: fc.constantFrom("en" as const, "zh" as const),
    tokenBudget: fc.constantFrom(null, 2000),
  })
  .map((spec) => promptSpec.parse(spec));
