import { describe, expect, test } from "vitest";
import { promptOf } from "../../../tests/support/lint-content.ts";
import fc from "../../../tests/support/property.ts";
import { type Message, type PromptContent, promptContent, type Variable } from "../../model/content.ts";
import { parseTemplate } from "../template.ts";
import { explainFinding } from "./explain-finding.ts";
import type { Finding } from "./finding.ts";
import { fixAll, fixesFor } from "./fixes.ts";
import { lintContent } from "./lint.ts";
import { isRuleId, rules } from "./rules.ts";

const only = (content: PromptContent, rule: Finding["rule"]): Finding => {
  const [found] = lintContent(content).filter((finding) => finding.rule === rule);
  if (found === undefined) throw new Error(`${rule} did not fire`);
  return found;
};
const templates = (content: PromptContent) =>
  content.messages.map((message) => (message.role === "history" ? "" : message.template));
/** The content after the first fix of the first finding of a rule. */
const fixed = (content: PromptContent, rule: Finding["rule"]): PromptContent =>
  fixesFor(content, only(content, rule))[0]?.apply(content) ?? content;

describe("fixes", () => {
  test("a variable that brings text is put between tags of its name", () => {
    expect(templates(fixed(promptOf(["Summarise {text} in one line."]), "undelimited-variable"))).toEqual([
      "Summarise <text>{text}</text> in one line.",
    ]);
    const mustache = promptOf(["请总结{{{正文}}}的要点。"], { templateFormat: "mustache" });
    expect(templates(fixed(mustache, "undelimited-variable"))).toEqual([
      "请总结<正文>{{{正文}}}</正文>的要点。",
    ]);
  });

  test("a slip of the key is written as the variable that is declared and used nowhere, before it is declared", () => {
    const variables: Variable[] = [{ name: "customer_name", type: "text" }];
    const content: PromptContent = {
      ...promptOf(["x"]),
      variables,
      messages: [{ role: "human", template: "Hi {custmer_name}" }],
    };
    const fixes = fixesFor(content, only(content, "unknown-variable"));
    expect(fixes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "write customer_name",
      "declare custmer_name",
    ]);
    expect(templates(fixes[0]?.apply(content) ?? content)).toEqual(["Hi {customer_name}"]);
  });

  test("a system message goes up behind the leading ones, and all messages stay what they were", () => {
    const content = promptOf(["system: a", "Hi", "system: b", "ai: Hello", "Go on"]);
    expect(templates(fixed(content, "role-order"))).toEqual(["a", "b", "Hi", "Hello", "Go on"]);
  });

  test("characters that nobody sees go, and a look-alike becomes the letter that it looks like", () => {
    const content = promptOf(["pаypal\u200b, a\u202eb\u2066"]);
    expect(templates(fixAll(content, lintContent(content), "hidden-characters"))).toEqual(["paypal, ab"]);
  });

  test("all of one kind at one press leaves none of them, and the other kinds alone", () => {
    const content = promptOf([
      "Summarise {text} for me and {article} for you, \u200bplease.",
      "Then answer {question} and {text} as well.",
    ]);
    const mended = fixAll(content, lintContent(content), "undelimited-variable");
    expect(templates(mended)).toEqual([
      "Summarise <text>{text}</text> for me and <article>{article}</article> for you, \u200bplease.",
      "Then answer <question>{question}</question> and <text>{text}</text> as well.",
    ]);
    const unused = {
      ...promptOf(["Hi"]),
      variables: [
        { name: "a", type: "text" as const },
        { name: "b", type: "text" as const },
      ],
    };
    expect(fixAll(unused, lintContent(unused), "unused-variable").variables).toEqual([]);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    "{a}",
    "{text}",
    "{{text}}",
    "{",
    "}",
    "{{",
    "}}",
    "{ a }",
    "{a.b}",
    "{stop}",
    "{{#a}}",
    "{{/a}}",
    "{{^text}}",
    "{{! x }}",
    "Summarise this for me: ",
    "Answer in English. ",
    "Answer in French.\n",
    "Return only JSON.\n",
    "Answer with a table. ",
    "at most 5 words. ",
    "at least 9 words. ",
    "\n",
    "\n\n",
    "```\n",
    '"',
    "<text>",
    "</text>",
    "---\n",
    "# Head\n",
    "- ",
    "请总结文章内容，",
    "只用一个词回答。",
    "请说明理由。",
    "\u200b",
    "\u202e",
    "\ufeff",
    "pаypal ",
    "\u{E0041}",
    "🏴",
    "é",
    `${"sk-"}proj-Zk3mQ8vT1xWb7LrP0aYd5NfHc9UjEs2G`,
    ` ${"AKIA"}Q3EGRZ7NKLVX5T2M `,
    "password: ",
  ),
  fc.string({ maxLength: 12 }),
);
const template = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
const anyContent: fc.Arbitrary<PromptContent> = fc.record({
  templateFormat: fc.constantFrom("f-string" as const, "mustache" as const),
  messages: fc.array(
    fc.oneof(
      fc.record({ role: fc.constantFrom("system" as const, "human" as const, "ai" as const), template }),
      fc.record({
        role: fc.constant("history" as const),
        variable: fc.constantFrom("a", "chat"),
        optional: fc.boolean(),
      }),
    ),
    { maxLength: 5 },
  ),
  variables: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom("a", "A", "text", "txet", "stop2"),
      type: fc.constantFrom("text" as const, "json" as const),
    }),
    { maxLength: 4, selector: ({ name }) => name },
  ),
  model: fc.constantFrom({}, { responseFormat: "json" as const }),
  tools: fc.constant([]),
  outputSchema: fc.constant(null),
});

const faults = (content: PromptContent) =>
  content.messages.reduce(
    (sum, message) =>
      message.role === "history"
        ? sum
        : sum + parseTemplate(message.template, content.templateFormat).problems.length,
    0,
  );
/** Which finding it is, whatever moved before it. */
const identity = ({ rule, data, place, level }: Finding) => JSON.stringify([rule, level, data, place.in]);
const count = (findings: readonly Finding[], wanted: string) =>
  findings.filter((one) => identity(one) === wanted).length;

describe("any content", () => {
  test("is read without a throw, and each finding has a place inside the text and a sentence", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        for (const finding of lintContent(content)) {
          expect(isRuleId(finding.rule)).toBe(true);
          expect(finding.level === "error").toBe(rules[finding.rule] === "error");
          expect(explainFinding(finding)).toMatch(/^\S[\s\S]*[.)]$/);
          for (const place of [finding.place, finding.other]) {
            if (place?.in !== "message") continue;
            const message = content.messages[place.index] as Message;
            const length = message.role === "history" ? 0 : message.template.length;
            expect(place.start).toBeGreaterThanOrEqual(0);
            expect(place.start).toBeLessThanOrEqual(place.end);
            expect(place.end).toBeLessThanOrEqual(length);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a fix takes its finding away, adds no fault to the template and touches nothing beside its place", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const before = lintContent(content);
        for (const finding of before) {
          for (const fix of fixesFor(content, finding)) {
            const after = fix.apply(content);
            const label = `${fix.kind} for ${identity(finding)} in ${JSON.stringify(content.messages)}`;
            expect(promptContent.safeParse(after).success, label).toBe(true);
            expect(faults(after), label).toBeLessThanOrEqual(faults(content));
            expect(count(lintContent(after), identity(finding)), label).toBeLessThan(
              count(before, identity(finding)),
            );
            expectRestUnchanged(content, after, finding, fix.kind);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

function expectRestUnchanged(
  before: PromptContent,
  after: PromptContent,
  finding: Finding,
  kind: string,
): void {
  const { place } = finding;
  expect({ ...after, messages: [], variables: [] }).toEqual({ ...before, messages: [], variables: [] });
  if (kind === "move-up" || kind === "remove-message") {
    const left = before.messages.filter((message) => after.messages.includes(message));
    expect(after.messages.length).toBeGreaterThanOrEqual(before.messages.length - 1);
    expect(new Set(after.messages)).toEqual(new Set(left));
    return;
  }
  expect(after.messages.length).toBe(before.messages.length);
  before.messages.forEach((message, index) => {
    if (place.in !== "message" || index !== place.index) expect(after.messages[index]).toBe(message);
  });
  const message = before.messages[place.index];
  const changed = after.messages[place.index];
  if (place.in !== "message" || kind === "declare" || kind === "close-section") return;
  if (
    message === undefined ||
    message.role === "history" ||
    changed === undefined ||
    changed.role === "history"
  )
    return;
  expect(changed.template.startsWith(message.template.slice(0, place.start))).toBe(true);
  expect(changed.template.endsWith(message.template.slice(place.end))).toBe(true);
}

describe("time in proportion to the text", () => {
  const million = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length));
  test.each([
    ["braces", million("{x} some words here with {text} in it, and so on and on and on {y}. ")],
    ["one long word", million("a")],
    ["letters in one line", million("ab ")],
    ["openings of keys", million("sk-")],
    ["openings of tokens", million("eyJ")],
    ["bearers", million("Bearer ")],
    ["key heads", million("-----BEGIN PRIVATE KEY-----\n")],
    ["assignments", million("api_key = secret: token=")],
    ["addresses", million("http://a:")],
    ["tags", million("<a b ")],
    ["open tags", million("<a>")],
    ["fences", million('"""\n')],
    ["rule lines", million("---\n")],
    ["demands", million("Answer in English. Answer in French. ")],
    ["a sentence without an end", million("answer only in ")],
    ["Chinese demands", million("请用中文回答，不超过10字，")],
    ["hidden characters", million("a\u200b")],
    ["flags", million("🏴\u{E0067}\u{E0062}\u{E007F}")],
    ["variables in one line", `Please ${million("{text} ")}`],
    ["sections", million("{{#a}}{{/a}}")],
    ["quotes", million('" {text}')],
  ])("%s", (_name, text) => {
    for (const templateFormat of ["f-string", "mustache"] as const) {
      const findings = lintContent({
        ...promptOf([]),
        templateFormat,
        messages: [{ role: "human", template: text }],
      });
      expect(findings.length).toBeLessThan(3_000);
    }
  });
});
