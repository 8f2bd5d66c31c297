import { describe, expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import { emptyContent, type Message, type PromptContent } from "../model/content.ts";
import { diffContent } from "./diff-content.ts";
import { diffLines, diffWords, similarity, type TextDiff, wordBag } from "./diff-text.ts";
import { renderContentDiff } from "./render-content-diff.ts";

const content = (messages: Message[], more: Partial<PromptContent> = {}): PromptContent => ({
  ...emptyContent(),
  messages,
  ...more,
});
const human = (template: string): Message => ({ role: "human", template });
const system = (template: string): Message => ({ role: "system", template });
const shape = (before: Message[], after: Message[]) =>
  diffContent(content(before), content(after)).messages.map(
    ({ kind, before: old, after: now, moved }) =>
      `${kind} ${old?.index ?? "-"}>${now?.index ?? "-"}${moved ? " moved" : ""}`,
  );
const sides = ({ parts }: TextDiff) => ({
  before: parts
    .filter((part) => part.kind !== "added")
    .map((part) => part.text)
    .join(""),
  after: parts
    .filter((part) => part.kind !== "removed")
    .map((part) => part.text)
    .join(""),
});

describe("text", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "\n", " ", "你", "🙂", "word ", "\r\n", "\nline\n"), { maxLength: 30 })
    .map((parts) => parts.join(""));

  test("the parts of any two texts join to both again", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(sides(diffLines(before, after))).toEqual({ before, after });
        expect(sides(diffWords(before, after))).toEqual({ before, after });
        const [old, now] = [wordBag(before), wordBag(after)];
        expect(similarity(old, now)).toBe(similarity(now, old));
        expect(similarity(old, old)).toBe(1);
      }),
      { numRuns: 1_000 },
    );
  });

  test("one changed word of a Chinese sentence is one small part", () => {
    const { parts } = diffWords("请用友好的语气回答。", "请用正式的语气回答。");
    expect(parts.filter((part) => part.kind !== "same").map((part) => part.text)).toEqual(["友好", "正式"]);
  });

  test("two unlike texts of 200 kB end as one block instead of never", () => {
    const lines = (seed: number) =>
      Array.from(
        { length: 5_000 },
        (_, index) => `line ${(index * seed) % 7919} of some length to fill`,
      ).join("\n");
    const [before, after] = [`same\n${lines(31)}`, `same\n${lines(57)}`];
    const diff = diffLines(before, after);
    expect(diff.unit).toBe("block");
    expect(sides(diff)).toEqual({ before, after });
    expect(diff.parts[0]).toMatchObject({ kind: "same", text: expect.stringMatching(/^same\n/) });
    expect(sides(diffWords(before, after))).toEqual({ before, after });
  });
});

describe("messages", () => {
  test("equal messages are found again wherever they went", () => {
    expect(shape([system("a"), human("b"), human("c")], [system("a"), human("c"), human("b")])).toEqual([
      "same 0>0",
      expect.stringMatching(/^same 2>1/),
      expect.stringMatching(/^same 1>2/),
    ]);
    expect(shape([human("x"), human("y")], [human("new one"), human("x"), human("y")])).toEqual([
      "added ->0",
      "same 0>1",
      "same 1>2",
    ]);
  });

  test("an edited message is a change and not one removed and one added", () => {
    const before = [system("You are a patient teacher of physics."), human("Explain {topic}.")];
    const after = [
      system("You are a patient teacher of maths."),
      human("An example."),
      human("Explain {topic} now."),
    ];
    expect(shape(before, after)).toEqual(["changed 0>0", "added ->1", "changed 1>2"]);
  });

  test("a message rewritten in its place is still that message", () => {
    expect(shape([system("abc"), human("{q}")], [system("全新的内容"), human("{q}")])).toEqual([
      "changed 0>0",
      "same 1>1",
    ]);
  });

  test("a removed message stands where it stood", () => {
    expect(shape([system("one"), human("two"), human("three")], [system("one"), human("three")])).toEqual([
      "same 0>0",
      "removed 1>-",
      "same 2>1",
    ]);
  });

  test("every message of both sides is named exactly once", () => {
    const messages = fc.array(
      fc.oneof(
        fc.constantFrom<Message>(system("a b c"), human("a b d"), human("x"), human(""), system("")),
        fc.constant<Message>({ role: "history", variable: "h", optional: true }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(messages, messages, (before, after) => {
        const diff = diffContent(content(before), content(after)).messages;
        const indices = (side: "before" | "after") => diff.flatMap((message) => message[side]?.index ?? []);
        expect(indices("before").sort((a, b) => a - b)).toEqual([...before.keys()]);
        expect(indices("after")).toEqual([...after.keys()]);
      }),
    );
  });

  test("two prompts of 200 messages each are compared in time", () => {
    const many = (word: string) =>
      Array.from({ length: 200 }, (_, index) => human(`${word} number ${index} `.repeat(20)));
    expect(diffContent(content(many("old")), content(many("new"))).messages.length).toBeGreaterThanOrEqual(
      200,
    );
  });
});

describe("the rest", () => {
  const before = content([human("{a}")], {
    variables: [
      { name: "a", type: "text" },
      { name: "b", type: "number" },
    ],
    model: { temperature: 0.2, seed: 1 },
    tools: [{ name: "search", parameters: { type: "object", properties: { q: {} } } }],
  });
  const after: PromptContent = {
    ...before,
    templateFormat: "mustache",
    variables: [
      { name: "c", type: "json" },
      { name: "a", type: "enum", options: ["x"] },
    ],
    model: { temperature: 0.7, topP: 1 },
    tools: [{ name: "search", parameters: { properties: { q: {} }, type: "object" } }],
    outputSchema: { type: "object" },
  };

  test("is compared field by field, and the order of JSON keys is no change", () => {
    const diff = diffContent(before, after);
    expect(diff).toMatchObject({
      identical: false,
      templateFormat: { before: "f-string", after: "mustache" },
      settings: [
        { field: "temperature", before: 0.2, after: 0.7 },
        { field: "seed", before: 1, after: undefined },
        { field: "topP", before: undefined, after: 1 },
      ],
      tools: [],
      outputSchema: { before: null, after: { type: "object" } },
    });
    expect(diff.variables.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "removed b",
      "added c",
      "changed a",
    ]);
    expect(diff.variables[2]?.fields.map(({ field }) => field)).toEqual(["type", "options"]);
  });

  test("nothing changed is nothing listed", () => {
    const diff = diffContent(before, structuredClone(before));
    expect(diff).toMatchObject({
      identical: true,
      variables: [],
      settings: [],
      tools: [],
      variablesReordered: false,
    });
    expect(renderContentDiff(diff, { before: "1", after: "2" })).toEqual([]);
  });

  test("the order of variables is part of the content and is named", () => {
    const reordered = { ...before, variables: [...before.variables].reverse() };
    expect(diffContent(before, reordered)).toMatchObject({
      identical: false,
      variables: [],
      variablesReordered: true,
    });
  });
});

describe("as lines", () => {
  const render = (before: PromptContent, after: PromptContent) =>
    renderContentDiff(diffContent(before, after), { before: "a@1.0.0", after: "a@1.0.1" });

  test("a long text shows three lines around each change", () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const changed = lines.with(10, "LINE 10");
    expect(render(content([system(lines.join("\n"))]), content([system(changed.join("\n"))]))).toEqual([
      "--- a@1.0.0",
      "+++ a@1.0.1",
      "@@ message 1 (system) @@",
      "… 7 unchanged lines",
      " line 7",
      " line 8",
      " line 9",
      "-line 10",
      "+LINE 10",
      " line 11",
      " line 12",
      " line 13",
      "… 6 unchanged lines",
    ]);
  });

  test("messages, variables, settings and tools each have their block", () => {
    const before = content([system("a"), human("b")], { model: { temperature: 0.2 } });
    const after = content([human("b"), { role: "history", variable: "past", optional: false }], {
      model: { temperature: 0.7 },
      variables: [{ name: "v", type: "text" }],
    });
    expect(render(before, after).slice(2)).toEqual([
      "@@ message 1 (system), removed @@",
      "-a",
      "@@ message 2 (history), added @@",
      "+history {past}, required",
      "@@ variable v, added @@",
      '+{"name":"v","type":"text"}',
      "@@ settings @@",
      "-temperature: 0.2",
      "+temperature: 0.7",
    ]);
  });

  test("a line break at the end is a visible difference", () => {
    expect(render(content([human("a")]), content([human("a\n")]))).toEqual(
      expect.arrayContaining(["-a", "\\ No newline at the end", "+a"]),
    );
  });

  test("terminal escapes, direction overrides and look-alikes cannot hide in it", () => {
    const lines = render(
      content([human("pay")]),
      content([human("p\u0430y \u001b[31m\u202e\u200b 👩‍👩‍👧 привет")]),
    );
    expect(lines).toContain("+p\u0430⟨U+0430⟩y ⟨U+001B⟩[31m⟨U+202E⟩⟨U+200B⟩ 👩‍👩‍👧 привет");
    for (const hidden of ["\u001b", "\u202e", "\u200b"]) expect(lines.join("")).not.toContain(hidden);
  });
});
