import { describe, expect, it } from "vitest";
import { arbitrarySpec } from "../../tests/support/arbitrary-spec.ts";
import fc from "../../tests/support/property.ts";
import { type PromptContent, promptContent } from "../model/content.ts";
import { type PromptSpec, promptSpec, type SpecConstraint } from "../model/spec.ts";
import { lintContent } from "../text/lint/lint.ts";
import { comply } from "./comply.ts";
import { contentOfSpec } from "./generate-content.ts";

const specWith = (more: object): PromptSpec => promptSpec.parse({ task: "Answer the question.", ...more });
const written = (system: string, more: object = {}): PromptContent =>
  promptContent.parse({
    messages: [
      { role: "system", template: `Answer the question.\n${system}` },
      { role: "human", template: "{user_input}" },
    ],
    variables: [{ name: "user_input", type: "text" }],
    ...more,
  });
const rulesOf = (content: PromptContent, spec: PromptSpec | null, tokens?: number) =>
  comply(content, spec, tokens).issues.map(({ rule, where }) => `${rule} ${where}`);

const max = (amount: number, unit: "characters" | "words" | "sentences"): SpecConstraint => ({
  kind: "max-length",
  amount,
  unit,
});
const said = (constraint: SpecConstraint, text: string): boolean =>
  !rulesOf(written(text), specWith({ constraints: [constraint] })).includes(
    "constraint-missing constraints[0]",
  );

describe("a constraint is found in the words of a person", () => {
  it.each([
    [max(150, "characters"), "Use at most 150 characters."],
    [max(150, "characters"), "Keep it under 150 characters."],
    [max(150, "characters"), "Write no more than one hundred and fifty characters."],
    [max(150, "characters"), "The reply must not exceed 120 characters."],
    [max(150, "characters"), "Maximum length: 150 characters"],
    [max(150, "characters"), "150 characters or less."],
    [max(150, "characters"), "回答不超过150字。"],
    [max(150, "characters"), "不多于一百五十个字"],
    [max(150, "characters"), "字数控制在 150 字以内"],
    [max(150, "characters"), "150个汉字以内"],
    [max(150, "characters"), "最多１５０字"],
    [max(50, "words"), "Answer in fifty words or fewer."],
    [max(50, "words"), "A 50-word limit applies."],
    [max(3, "sentences"), "Answer in three sentences."],
    [max(3, "sentences"), "Reply with two short sentences."],
    [max(3, "sentences"), "用三句话回答。"],
    [{ kind: "max-tokens", amount: 300 }, "At most 300 tokens."],
    [{ kind: "max-tokens", amount: 300 }, "不超过 300 个 token。"],
    [{ kind: "tone", text: "friendly and accurate" }, "Be warm and precise."],
    [{ kind: "tone", text: "friendly" }, "请用亲切的语气。"],
    [{ kind: "tone", text: "友好而专业" }, "Tone: kind, professional."],
    [{ kind: "must", text: "Mention the order number." }, "Always mention the number of the order."],
    [{ kind: "must", text: "不确定时说明不知道" }, "如果不确定，就说明不知道。"],
    [{ kind: "must-not", text: "Promise a delivery date" }, "Never promise delivery dates."],
    [{ kind: "must-not", text: "Promise a delivery date" }, "Do not:\n- promise a delivery date\n- be rude"],
    [{ kind: "must-not", text: "编造事实" }, "不得编造事实。"],
    [{ kind: "must-not", text: "Do not invent facts." }, "Avoid inventing facts."],
    [{ kind: "other", name: "Reading level", text: "grade 8" }, "Write for grade 8."],
    [{ kind: "must-not", text: "promise a refund date" }, "Never commit to a date for a refund."],
    [{ kind: "must", text: "Name the owner of each action" }, "* say who owns each action item"],
    [
      { kind: "must", text: "Use null when a value is not stated" },
      "If a value isn't there, set it to null.",
    ],
    [{ kind: "must", text: "包含三个话题标签" }, "文末附上3个话题标签"],
    [{ kind: "must-not", text: "编造信息" }, "没有提到的一律填 null，不要自行编造。"],
    [{ kind: "must-not", text: "使用绝对化用语" }, "不用“最”“第一”之类的绝对化用语"],
    [{ kind: "must", text: "标题不超过20个字" }, "- 标题20字以内"],
    [{ kind: "tone", text: "轻松活泼" }, "语气轻松、俏皮一点"],
  ] as [SpecConstraint, string][])("%j: %s", (constraint, text) => {
    expect(said(constraint, text)).toBe(true);
  });

  it.each([
    [max(150, "characters"), "Use at most 150 words."],
    [max(150, "characters"), "Use at most 200 characters."],
    [max(150, "characters"), "There are 150 characters in the play."],
    [max(150, "characters"), "至少150字"],
    [max(300, "characters"), "标题不超过20字"],
    [max(80, "words"), "Use 20 words per bullet, at most 12 words in each heading."],
    [max(50, "words"), "At least 20 words."],
    [{ kind: "tone", text: "friendly" }, "Do not be friendly."],
    [{ kind: "tone", text: "formal" }, "Be casual."],
    [{ kind: "must", text: "Mention the price." }, "Never mention the price."],
    [{ kind: "must", text: "提到价格" }, "不要提到价格。"],
    [{ kind: "must-not", text: "Mention prices" }, "Mention prices where asked."],
    [{ kind: "must", text: "Mention the order number and the carrier." }, "Order by number."],
  ] as [SpecConstraint, string][])(
    "and not where the words say something else: %j: %s",
    (constraint, text) => {
      expect(said(constraint, text)).toBe(false);
    },
  );
});

describe("issues", () => {
  it("a limit with another number is changed in place, and joined by no second one", () => {
    const [issue] = comply(
      written("Write no more than 200 words, please."),
      specWith({ constraints: [max(80, "words")] }),
    ).issues;
    expect(issue?.fix?.content.messages[0]).toEqual({
      role: "system",
      template: "Answer the question.\nWrite no more than 80 words, please.",
    });
  });

  it("a rule that is missing becomes the next one under the heading that a person wrote", () => {
    const [issue] = comply(
      written("## Requirements\n- Be brief.\n\n## Notes\nNone."),
      specWith({ constraints: [{ kind: "must", text: "Name the next step." }] }),
    ).issues;
    expect(issue?.fix?.content.messages[0]).toMatchObject({
      template:
        "Answer the question.\n## Requirements\n- Be brief.\n- Name the next step.\n\n## Notes\nNone.",
    });
  });

  it("a rule joins the points below a plain “Rules:”, and opens no second section at the end", () => {
    const [issue] = comply(
      written("Rules:\n- Be brief.\n- Be kind.\nSign as Ann."),
      specWith({ constraints: [{ kind: "must", text: "Name the next step." }] }),
    ).issues;
    expect(issue?.fix?.content.messages[0]).toMatchObject({
      template:
        "Answer the question.\nRules:\n- Be brief.\n- Be kind.\n- Name the next step.\n\nSign as Ann.",
    });
  });

  it("a key is named as a key: neither a verb nor the same words with blanks are one", () => {
    const spec = specWith({
      output: { format: "json", fields: [{ name: "answer" }, { name: "next_step" }] },
    });
    expect(
      rulesOf(written("Answer in French as JSON. End with the next step.\nAnswer politely."), spec),
    ).toEqual(["output-field-missing output.fields[1]"]);
    expect(rulesOf(written("Return JSON.\nAnswer politely, with the next step."), spec)).toEqual([
      "output-field-missing output.fields[0]",
      "output-field-missing output.fields[1]",
    ]);
    expect(rulesOf(written("Return JSON.\n- answer: the reply\n- `next_step`"), spec)).toEqual([]);
  });

  it("an example that is wrong itself is not offered to be put into the prompt", () => {
    const spec = specWith({
      output: { format: "json", fields: [] },
      examples: [{ input: "Q", output: "no JSON" }],
    });
    const { issues } = comply(written("Return JSON."), spec);
    expect(issues.map(({ rule, fix }) => [rule, fix])).toEqual([
      ["example-missing", null],
      ["example-inconsistent", null],
    ]);
    expect(issues[1]?.data).toMatchObject({ number: 1 });
  });

  it("a prompt without the task, role, context and language of its spec is told each of them", () => {
    const spec = specWith({
      task: "Compare the two contracts clause by clause.",
      role: "a lawyer",
      domain: "tenancy law",
      context: "The tenant moved out in May.",
      audience: "the landlord",
      language: "German",
    });
    const content = written("Be brief.");
    expect(rulesOf(content, spec)).toEqual([
      "role-missing role",
      "context-missing domain",
      "context-missing audience",
      "context-missing context",
      "task-missing task",
      "language-missing language",
    ]);
    expect(comply(content, spec)).toMatchObject({ checked: 7, met: 1 });
  });

  it("a default that was changed by hand to another role is not the role of the spec", () => {
    const spec = specWith({ role: "a lawyer" });
    const content = contentOfSpec(spec);
    const other = {
      ...content,
      variables: content.variables.map((one) => (one.name === "role" ? { ...one, default: "a poet" } : one)),
    };
    const { issues } = comply(other, spec);
    expect(issues.map(({ rule }) => rule)).toEqual(["role-missing"]);
    expect(issues[0]?.fix?.content).toEqual(content);
  });

  it("JSON that nobody asks for, fields that are not named, and a schema with other types are errors", () => {
    const spec = specWith({
      output: {
        format: "json",
        fields: [
          { name: "score", type: "number" },
          { name: "tags", type: "list" },
        ],
      },
    });
    expect(rulesOf(written("Be brief."), spec)).toEqual([
      "output-format-missing output.format",
      "output-field-missing output.fields[0]",
      "output-field-missing output.fields[1]",
    ]);
    const schema = {
      type: "object",
      properties: { score: { type: "string" }, tags: { type: "array", maxItems: 3 } },
      required: ["tags"],
    };
    const wrong = written("Be brief.", { model: { responseFormat: "json-schema" }, outputSchema: schema });
    const [issue] = comply(wrong, spec).issues;
    expect(issue).toMatchObject({ rule: "output-schema-mismatch", data: { name: "score" } });
    // What a person wrote beside it stays.
    expect(issue?.fix?.content.outputSchema).toMatchObject({ properties: { tags: { maxItems: 3 } } });
  });

  it("a prompt for text that is sent with a JSON schema, or asks for a table, is told", () => {
    const json = written("Be brief.", { model: { responseFormat: "json" } });
    expect(rulesOf(json, specWith({}))).toEqual([
      "output-format-missing output.format",
      "output-schema-mismatch output.format",
    ]);
    expect(rulesOf(written("Answer with a Markdown table."), specWith({}))).toEqual([
      "output-format-missing output.format",
    ]);
  });

  it("an example that breaks its own spec is told, whatever the prompt says", () => {
    const json = {
      format: "json",
      fields: [
        { name: "a", type: "number" },
        { name: "b", required: false },
      ],
    };
    const faults = (output: string, more: object = {}) => {
      const spec = specWith({ examples: [{ input: "x", output }], ...more });
      return comply(contentOfSpec(spec), spec).issues.map(({ rule, data }) => `${rule} ${data.detail}`);
    };
    expect(faults("{'a': 1}", { output: json })).toEqual(["example-inconsistent not-json"]);
    expect(faults('{"a": "1", "c": 2}', { output: json })).toEqual([
      "example-inconsistent wrong-type",
      "example-inconsistent extra-field",
    ]);
    expect(faults('{"b": "x"}', { output: json })).toEqual(["example-inconsistent no-field"]);
    expect(faults('{"a": 1, "b": null}', { output: json })).toEqual([]);
    expect(faults("Just words.", { output: { format: "list" } })).toEqual([
      "example-inconsistent not-a-list",
    ]);
    expect(faults("六个字的回答", { constraints: [max(5, "characters")] })).toEqual([
      "example-inconsistent too-long",
    ]);
    expect(faults("👩‍🚀", { constraints: [max(3, "characters")] })).toEqual([]);
    expect(faults("这是一个中文的回答。", { language: "English" })).toEqual(["language-mismatch example"]);
  });

  it("another language than the one that is asked for is replaced where it is named", () => {
    const spec = specWith({ language: "English" });
    const { issues } = comply(written("Always reply in French."), spec);
    const mismatch = issues.find(({ rule }) => rule === "language-mismatch");
    expect(mismatch?.fix?.content.messages[0]).toMatchObject({
      template: "Answer the question.\nAlways reply in English.",
    });
  });

  it("variables that are unknown, unused, or named by the spec alone are told, and hints are not", () => {
    const content = written("About {subject}.", { variables: [{ name: "user_input" }, { name: "extra" }] });
    const { issues } = comply(content, specWith({ context: "The shop is {shop}." }));
    expect(
      issues
        .filter(({ rule }) => rule.startsWith("variable"))
        .map(({ rule, data }) => [rule, data.detail, data.name]),
    ).toEqual([
      ["variable-unused", "spec", "shop"],
      ["variable-unknown", "undeclared", "subject"],
      ["variable-unused", "declared", "extra"],
    ]);
  });

  it("errors of the linter come in, and a prompt over its budget is told by its longest input", () => {
    expect(rulesOf(written("Return { here."), null)).toEqual(["lint messages[0]"]);
    expect(rulesOf(written("Hello."), specWith({ tokenBudget: 100 }), 101)).toEqual([
      "token-budget tokenBudget",
    ]);
    expect(rulesOf(written("Hello."), specWith({ tokenBudget: 100 }), 100)).toEqual([]);
  });

  it("a snippet's words count, since they are sent", () => {
    const content = written("{>rules}", { snippets: [{ name: "rules", text: "Use at most 80 words." }] });
    expect(rulesOf(content, specWith({ constraints: [max(80, "words")] }))).toEqual([]);
  });

  it("a text in a foreign syntax is read, and gets no half-right fix", () => {
    const content = written("{% if a %}x{% endif %}", { templateFormat: "jinja2", variables: [] });
    const { issues } = comply(content, specWith({ constraints: [max(80, "words")] }));
    expect(issues.map(({ rule, fix }) => [rule, fix])).toEqual([
      ["constraint-missing", null],
      ["lint", null],
    ]);
  });
});

it("a hostile text takes no longer than its length", () => {
  const spec = specWith({
    role: "a b c d",
    language: "English",
    constraints: [max(80, "words"), { kind: "must-not", text: "a b c d" }, { kind: "tone", text: "warm" }],
    output: { format: "json", fields: [{ name: "a" }] },
  });
  for (const piece of [
    "<example>",
    "at most ",
    "one hundred and ",
    "不超过",
    "一百",
    "not ",
    "{a}",
    "<a>{a}",
    "a b ",
    "limit x ",
  ]) {
    const content = written(piece.repeat(8_000));
    expect(comply(content, spec).checked).toBeGreaterThan(5);
  }
});

describe("whatever the spec", () => {
  /** Of the spec itself, and not of the text. */
  const ofSpec = (rule: string, detail: unknown) =>
    rule === "example-inconsistent" || rule === "token-budget" || detail === "example" || rule === "lint";

  it("what it gives says all that it asks for", () => {
    fc.assert(
      fc.property(
        arbitrarySpec,
        fc.constantFrom("f-string" as const, "mustache" as const),
        (spec, templateFormat) => {
          const content = contentOfSpec(spec, promptContent.parse({ templateFormat, messages: [] }));
          const { issues } = comply(content, spec);
          expect(issues.filter(({ rule, data }) => !ofSpec(rule, data.detail))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("a fix takes its issue away, brings no error, and all fixes one after the other leave none that can be mended", () => {
    fc.assert(
      fc.property(arbitrarySpec, arbitrarySpec, fc.boolean(), (spec, other, isMustache) => {
        const base = promptContent.parse({
          templateFormat: isMustache ? "mustache" : "f-string",
          messages: [],
        });
        let content = contentOfSpec(other, base);
        const key = ({ rule, where, data }: { rule: string; where: string; data: object }) =>
          `${rule} ${where} ${JSON.stringify(data)}`;
        for (let turn = 0; turn < 40; turn += 1) {
          const { issues } = comply(content, spec);
          const issue = issues.find(({ fix }) => fix !== null);
          if (issue?.fix === null || issue === undefined) break;
          const mended = issue.fix.content;
          expect(promptContent.parse(mended)).toEqual(mended);
          expect(comply(mended, spec).issues.map(key)).not.toContain(key(issue));
          const errors = (one: PromptContent) =>
            lintContent(one).filter(({ level }) => level === "error").length;
          expect(errors(mended)).toBeLessThanOrEqual(errors(content));
          content = mended;
        }
        expect(comply(content, spec).issues.filter(({ fix }) => fix !== null)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});
