import { describe, expect, test } from "vitest";
import { emptyContent, type Message, type PromptContent, type Variable } from "../model/content.ts";
import { versionMessage } from "../model/prompt.ts";
import { describeChange } from "./describe-change.ts";
import { diffContent } from "./diff-content.ts";
import { renameVariable } from "./rename-variable.ts";
import { renderContentDiff } from "./render-content-diff.ts";

const long =
  "You are a careful assistant for the support desk. Read the question twice. Answer in the customer's language. " +
  "Never promise a date. Ask for the order number where it is missing. Keep a friendly tone.";
const content = (messages: Message[], more: Partial<PromptContent> = {}): PromptContent => ({
  ...emptyContent(),
  messages,
  ...more,
});
const base = content(
  [
    { role: "system", template: long },
    { role: "human", template: "{question}" },
  ],
  { variables: [{ name: "question", type: "text" }], model: { temperature: 0.2 } },
);
const withSystem = (template: string, more: Partial<PromptContent> = {}): PromptContent => ({
  ...base,
  messages: [{ role: "system", template }, ...base.messages.slice(1)],
  ...more,
});
const question: Variable = { name: "question", type: "text" };

test("the first version says so", () => {
  expect(describeChange(null, base, "en")).toBe("First version");
  expect(describeChange(null, base, "zh")).toBe("首个版本");
  expect(describeChange(base, base, "en")).toBe("No changes");
});

test("the example of the plan: text first, then variables, then settings", () => {
  const after = withSystem(
    "You are a careful assistant for the support desk. Answer in the customer's language.",
    {
      variables: [question, { name: "tone", type: "text" }],
      model: { temperature: 0.7 },
    },
  );
  expect(describeChange(base, after, "en")).toBe(
    "Shorten the system message; add variable tone; temperature 0.2 → 0.7",
  );
  expect(describeChange(base, after, "zh")).toBe("精简系统消息；新增变量 tone；温度 0.2 → 0.7");
});

describe("one small change is quoted", () => {
  test.each([
    [
      long.replace("friendly", "formal"),
      "“friendly” → “formal” in the system message",
      "系统消息中“friendly”改为“formal”",
    ],
    [`${long} Be brief.`, "Add “Be brief.” to the system message", "系统消息加入“Be brief.”"],
    [long.replace(" careful", ""), "Remove “careful” from the system message", "系统消息删去“careful”"],
  ])("%#", (template, en, zh) => {
    expect(describeChange(base, withSystem(template), "en")).toBe(en);
    expect(describeChange(base, withSystem(template), "zh")).toBe(zh);
  });

  test("in a text of 200 kB too", () => {
    const lines = Array.from(
      { length: 4_000 },
      (_, index) => `This is line ${index} of a long prompt with words.`,
    );
    const changed = lines.with(2_000, lines[2_000]?.replace("long", "short") ?? "");
    expect(describeChange(withSystem(lines.join("\n")), withSystem(changed.join("\n")), "en")).toBe(
      "“long” → “short” in the system message",
    );
  });

  test("a quoted direction override is written out, so that the message itself cannot be spoofed", () => {
    expect(describeChange(base, withSystem(`${long} a\u202eb`), "en")).toContain("a⟨U+202E⟩b");
  });
});

test.each([
  [`${long}\n\n`, "Reformat the system message"],
  [`${long} ${long.replace("support", "sales")} And more of the same.`, "Extend the system message"],
  ["Translate poems.", "Rewrite the system message"],
  [" ", "Clear the system message"],
])("larger edits are named by what they do", (template, en) => {
  expect(describeChange(base, withSystem(template), "en")).toBe(en);
});

test("messages that come, go, move and change their role", () => {
  const extra: Message = { role: "human", template: "Another example, quite unlike the rest." };
  expect(describeChange(base, { ...base, messages: [...base.messages, extra] }, "en")).toBe(
    "Add human message",
  );
  expect(describeChange({ ...base, messages: [...base.messages, extra] }, base, "en")).toBe(
    "Remove human message 2",
  );
  const moved = { ...base, messages: [...base.messages].reverse() };
  expect(describeChange(base, moved, "en")).toMatch(/^Move the (system|human) message$/);
  const role = { ...base, messages: [{ role: "human", template: long } as const, ...base.messages.slice(1)] };
  expect(describeChange(base, role, "en")).toBe("Turn the system message into a human message");
  const history: Message = { role: "history", variable: "past", optional: true };
  expect(describeChange(base, { ...base, messages: [...base.messages, history] }, "zh")).toBe("新增历史占位");
});

test("a renamed variable is one change, in the texts too", () => {
  const renamed = renameVariable(base, "question", "query");
  expect(renamed.ok && describeChange(base, renamed.content, "en")).toBe("Rename variable question → query");
});

test("everything else of a version has its words", () => {
  const after: PromptContent = {
    ...base,
    templateFormat: "mustache",
    variables: [{ ...question, type: "list", description: "d" }],
    model: { maxTokens: 500, model: "simulator/default" },
    tools: [{ name: "search", parameters: {} }],
    outputSchema: { type: "object" },
  };
  const text = describeChange(base, after, "en");
  expect(text).toBe(
    "Switch to mustache templates; change variable question (type, description); clear temperature; and 4 more",
  );
  const back = describeChange(
    { ...base, tools: after.tools, outputSchema: after.outputSchema },
    {
      ...base,
      outputSchema: { type: "array" },
      tools: [{ name: "search", description: "x", parameters: {} }],
    },
    "en",
  );
  expect(back).toBe("Change tool search (description); edit the output schema");
});

test("the suggestion stays within 120 characters whatever the change", () => {
  const many = Array.from(
    { length: 60 },
    (_, index): Variable => ({ name: `variable_${index}`, type: "text" }),
  );
  const text = describeChange(base, { ...base, variables: many, messages: [] }, "en");
  expect(text.length).toBeLessThanOrEqual(120);
  const stop = Array.from({ length: 9 }, (_, index) => `x${"🙂".repeat(30)}${index}`);
  for (const some of [stop, stop.map((word) => `y${word}`)]) {
    const message = describeChange(base, { ...base, model: { ...base.model, stop: some } }, "zh");
    expect(versionMessage.safeParse(message).success).toBe(true);
  }
});

test("a snippet whose text is another is told by its name", () => {
  const before = { ...base, snippets: [{ name: "voice", text: "calm" }] };
  const after = { ...base, snippets: [{ name: "voice", text: "warm" }] };
  expect(describeChange(before, after, "en")).toBe("Edit the snippet voice");
  expect(describeChange(base, after, "zh")).toBe("新增片段 voice");
  const diff = diffContent(before, after);
  expect(diff.identical).toBe(false);
  expect(renderContentDiff(diff, { before: "1", after: "2" })).toEqual([
    ...["--- 1", "+++ 2", "@@ snippet voice @@"],
    ...["-calm", "+warm"],
  ]);
});
