import { describe, expect, it } from "vitest";
import fc from "../../tests/support/property.ts";
import { promptContent } from "../model/content.ts";
import { promptSpec } from "../model/spec.ts";
import { lintContent } from "../text/lint/lint.ts";
import { contentOfSpec } from "./generate-content.ts";
import { structureText } from "./structure-text.ts";

const shown = (text: string) => {
  const { content } = structureText(text);
  return content.messages.map((message) =>
    message.role === "history" ? ["history", ""] : [message.role, message.template],
  );
};
const codes = (text: string) => structureText(text).notes.map(({ code }) => code);

describe("roles in a pasted text", () => {
  const expected = [
    ["system", "Be brief."],
    ["human", "Hello {name}"],
    ["ai", "Hi!"],
  ];
  it.each([
    ["labels", "System: Be brief.\nUser: Hello {name}\nAssistant: Hi!"],
    ["bold labels", "**System:** Be brief.\n\n**User:** Hello {name}\n\n**Assistant:** Hi!"],
    ["Chinese labels", "系统：Be brief.\n用户：Hello {name}\n助手：Hi!"],
    ["brackets", "[SYSTEM]\nBe brief.\n[USER]\nHello {name}\n[ASSISTANT]\nHi!"],
    ["wide brackets", "【系统】Be brief.\n【用户】Hello {name}\n【助手】Hi!"],
    ["headings", "### System\nBe brief.\n\n### User\nHello {name}\n\n### Assistant\nHi!\n"],
    [
      "ChatML",
      "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello {name}<|im_end|>\n<|im_start|>assistant\nHi!<|im_end|>",
    ],
    ["tags", "<system>\nBe brief.\n</system>\n<user>Hello {name}</user>\n<assistant>Hi!</assistant>"],
    [
      "Llama's headers",
      "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHello {name}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHi!<|eot_id|>",
    ],
    [
      "messages in JSON",
      JSON.stringify([
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "Hello {name}" }] },
        { role: "assistant", content: "Hi!" },
      ]),
    ],
    [
      "a request in JSON",
      JSON.stringify({
        messages: [
          { role: "developer", content: "Be brief." },
          { role: "user", content: "Hello {name}" },
          { role: "assistant", content: "Hi!" },
        ],
      }),
    ],
  ])("are found where they are written as %s", (_how, text) => {
    expect(shown(text)).toEqual(expected);
    expect(structureText(text).content.variables).toEqual([{ name: "name", type: "text" }]);
  });

  it("are not made of a word with a colon, of a fence around the user's text, or of a list", () => {
    for (const text of [
      "Describe the computer.\nSystem: {os}\nMemory: 8 GB",
      "Answer the question.\n<user>{question}</user>",
      "Sort these:\n- user: Ann\n- admin: Bob",
    ])
      expect(shown(text)).toEqual([["human", text]]);
  });

  it("a mark after which the model is to begin is no message: an empty one would be sent", () => {
    expect(shown("<|im_start|>user\nHi {name}<|im_end|>\n<|im_start|>assistant\n")).toEqual([
      ["human", "Hi {name}"],
    ]);
  });

  it("what stands before the first mark is for the system message", () => {
    expect(shown("You help people.\n\nUser: Hi\nAssistant: Hello")).toEqual([
      ["system", "You help people."],
      ["human", "Hi"],
      ["ai", "Hello"],
    ]);
  });

  it("a text for the system message alone gets a message that takes what the user writes", () => {
    const { content, notes } = structureText("You are a poet. Write a haiku about what you are given.");
    expect(content.messages.map(({ role }) => role)).toEqual(["system", "human"]);
    expect(content.variables).toEqual([{ name: "user_input", type: "text" }]);
    expect(notes.map(({ code }) => code)).toContain("input-added");
  });

  it("what is no text in a JSON request is named and not passed over in silence", () => {
    const { notes } = structureText(
      JSON.stringify([
        {
          role: "user",
          content: [
            { type: "image_url", image_url: {} },
            { type: "text", text: "What is this?" },
          ],
        },
        { role: "tool", tool_call_id: "1", content: "42" },
      ]),
    );
    expect(notes.find(({ code }) => code === "left-out")?.params).toEqual({
      names: "image_url, tool_call_id",
    });
    expect(notes.find(({ code }) => code === "unknown-role")?.params).toEqual({ role: "tool" });
  });
});

describe("variables in a pasted text", () => {
  it.each([
    ['Return {"name": "x", "n": 1} for {text}', "f-string", ["text"]],
    ["Hello {{name}}, {{#items}}{{.}}{{/items}}", "mustache", ["name", "items"]],
    ['Return {{name}} as {"a": {"b": 1}}', "mustache", ["name"]],
    ['Return {{"a": 1}} for {text}', "f-string", ["text"]],
    ["No braces at all", "f-string", []],
    ['function f() { return {"a": 1}; }', "f-string", []],
    ["{% if x %}a{% endif %} {{ y }}", "jinja2", []],
    ["{{ name | upper }}", "jinja2", []],
    ["{{#if x}}a{{/if}}", "handlebars", []],
  ] as const)("%s", (text, format, names) => {
    const { content } = structureText(text);
    expect(content.templateFormat).toBe(format);
    expect(content.variables.map(({ name }) => name).filter((name) => name !== "user_input")).toEqual(names);
    if (format === "f-string" || format === "mustache")
      expect(lintContent(content).filter(({ level }) => level === "error")).toEqual([]);
  });

  it("get the type that their name or use speaks for", () => {
    const { content } = structureText(
      "{{#tags}}{{.}}{{/tags}} {{#is_new}}New!{{/is_new}} {{max_words}} {{数量}} {{question}} {{#orders}}{{id}}{{/orders}}",
    );
    expect(Object.fromEntries(content.variables.map(({ name, type }) => [name, type]))).toEqual({
      tags: "list",
      is_new: "boolean",
      max_words: "number",
      数量: "number",
      question: "text",
      orders: "json",
    });
  });

  it("places of other tools are named, since they would be sent as they stand", () => {
    expect(codes("Write to [YOUR NAME] about $topic")).toContain("other-placeholders");
    expect(codes("It costs $5 [1]")).not.toContain("other-placeholders");
  });
});

describe("the spec of a pasted text", () => {
  it("is read from its headings, and says all of them", () => {
    const { spec } = structureText(
      '# Role\nYou are a careful editor.\n# Task\nShorten the text.\n# Rules\n1. Use at most 50 words.\n2. Tone: calm.\n3. Do not add facts.\n4. Keep names.\n# Output format\nReturn JSON.\n- "text" (text): the result\n- "cuts" (number)\n# Notes\nSee the guide.\n# Language\nReply in English.',
    );
    expect(spec).toEqual({
      role: "a careful editor",
      task: "Shorten the text.",
      constraints: [
        { kind: "max-length", amount: 50, unit: "words" },
        { kind: "tone", text: "calm" },
        { kind: "must-not", text: "Do not add facts." },
        { kind: "must", text: "Keep names." },
      ],
      output: {
        format: "json",
        description: "Return JSON.",
        fields: [
          { name: "text", type: "text", description: "the result", required: true },
          { name: "cuts", type: "number", description: "", required: true },
        ],
      },
      context: "Notes:\nSee the guide.",
      language: "English",
      writtenIn: "en",
    });
  });

  it("of a prompt that Lathe made is that spec again", () => {
    const spec = promptSpec.parse({
      writtenIn: "zh",
      audience: "等待发货的顾客",
      context: "满{free_from}元包邮。",
      task: "回答顾客的问题。",
      constraints: [{ kind: "max-length", amount: 150, unit: "characters" }],
      output: { format: "json", fields: [{ name: "answer", description: "给顾客的回答" }] },
      examples: [{ input: "到哪了？", output: '{"answer":"已发出。"}' }],
      language: "简体中文",
    });
    const { messages } = contentOfSpec({ ...spec, role: "客服" });
    const text = messages
      .map((one) => (one.role === "history" ? "" : `[${one.role}]\n${one.template}`))
      .join("\n");
    const { useCase: _use, domain: _domain, role: _role, tokenBudget: _budget, ...said } = spec;
    expect(structureText(text).spec).toEqual(said);
  });

  it("keeps who the model is with its variables as context: a role is a value and would send the braces", () => {
    const { spec } = structureText(
      "system: You are a {{tone}} editor for {{brand}}.\nShorten.\nuser: {{text}}",
    );
    expect(spec).toMatchObject({ context: "You are a {tone} editor for {brand}.", task: "Shorten." });
    expect(spec?.role).toBeUndefined();
    expect(
      structureText("# 角色\n你是一名{风格}的客服，负责售后。\n\n# 任务\n回答{问题}").spec,
    ).toMatchObject({
      context: "你是一名{风格}的客服，负责售后。",
      task: "回答{问题}",
    });
  });

  it("of a Chinese text is Chinese", () => {
    const { spec } = structureText(
      "# 角色\n你是一位资深编辑。\n\n# 要求\n1. 不超过150个字。\n2. 不要编造事实。\n\n# 语言\n用简体中文回答。",
    );
    expect(spec).toEqual({
      role: "一位资深编辑",
      constraints: [
        { kind: "max-length", amount: 150, unit: "characters" },
        { kind: "must-not", text: "不要编造事实。" },
      ],
      language: "简体中文",
      writtenIn: "zh",
    });
  });
});

describe("whatever is pasted", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "System: be kind",
      "user: {name}",
      "Assistant:",
      "### User",
      "[SYSTEM]",
      "<system>",
      "</system>",
      "<|im_start|>user",
      "<|im_end|>",
      '{"a": {"b": 1}}',
      "{{x}} and {y}",
      "系统：你好",
      "text",
      "",
    ),
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.string({ unit: fc.constantFrom("{", "}", "a", " ", "[", "]", "<", ">", ":"), maxLength: 20 }),
  );
  const marks =
    /<\|[a-z_]+\|>(?:system|user|assistant)?|<\/?(?:system|user|assistant)>|[[【][ \t]?(?:system|user|系统)[ \t]?[\]】][:：]?|#{1,6}[ \t]*(?:system|user|assistant)[ \t]*[:：]?|^[ \t]*(?:system|user|assistant|系统|ai|bot|model)[ \t]?[:：]/gimu;
  const bare = (text: string) => text.replace(marks, "").replace(/[\s\uFEFF]+/g, "");

  it("nothing but marks and blanks is lost, and the result can be stored", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join("\n").replaceAll("\u0000", "").toWellFormed();
        const { content, notes } = structureText(text);
        expect(promptContent.parse(content)).toEqual(content);
        const own = notes.some(({ code }) => code === "input-added")
          ? content.messages.slice(0, -1)
          : content.messages;
        const joined = own.map((message) => (message.role === "history" ? "" : message.template)).join("\n");
        const back =
          content.templateFormat === "f-string"
            ? joined.replace(/\{+|\}+/g, (run) => run[0] as string)
            : joined;
        const plain =
          content.templateFormat === "f-string" ? text.replace(/\{+|\}+/g, (run) => run[0] as string) : text;
        expect(bare(back)).toBe(bare(plain));
      }),
      { numRuns: 150 },
    );
  });

  it("a text of megabytes without an end to its marks takes no longer than its length", () => {
    const pieces = [
      "{",
      "{{",
      "{{#",
      "System:\n",
      "<system>",
      "<input>",
      "[[",
      "**",
      "# ",
      "$a ",
      "{%",
      " ",
      "- a",
    ];
    for (const text of pieces.flatMap((piece) => [piece.repeat(30_000), `# User${piece.repeat(20_000)}x`])) {
      expect(promptContent.safeParse(structureText(text).content).error).toBeUndefined();
    }
  });
});
