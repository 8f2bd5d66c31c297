import { describe, expect, test } from "vitest";
import { promptOf } from "../../../tests/support/lint-content.ts";
import type { PromptContent } from "../../model/content.ts";
import type { Finding } from "./finding.ts";
import { lintContent } from "./lint.ts";
import type { RuleId } from "./rules.ts";

const of = (rule: RuleId, content: PromptContent): Finding[] =>
  lintContent(content).filter((finding) => finding.rule === rule);
const marked = (rule: RuleId, content: PromptContent): string[] =>
  of(rule, content).map(({ place }) => {
    const message = place.in === "message" ? content.messages[place.index] : undefined;
    return message === undefined || message.role === "history" || place.in !== "message"
      ? ""
      : message.template.slice(place.start, place.end);
  });

describe("undelimited-variable", () => {
  test.each([
    ["Summarise {text} and list the main points.", ["{text}"]],
    ["Summarise this for a child.\n{article}\nUse short words.", ["{article}"]],
    ["{document}\n\nSummarise the text above in three sentences.", ["{document}"]],
    ["Please answer {question} as kindly as you can.", ["{question}"]],
    ["Question: {question} Answer it in one sentence.", ["{question}"]],
    ["请总结{文章内容}，并列出三个要点。", ["{文章内容}"]],
    ["请根据以下内容回答。\n{上下文}\n回答要简短。", ["{上下文}"]],
  ])("%s", (text, expected) => {
    expect(marked("undelimited-variable", promptOf([text]))).toEqual(expected);
  });

  test.each([
    "Translate into {language} in a {tone} tone and sign as {name}.",
    "Summarise <doc>{text}</doc> in one line.",
    'Is "{text}" a polite thing to say to a friend?',
    "Judge whether “{comment}” is fair and say why.",
    "请判断“{评论}”是否友善，并说明原因。",
    "Summarise the text between the marks.\n```\n{text}\n```\nUse short words.",
    "Summarise what stands between the lines.\n---\n{text}\n---\nUse short words.",
    "Summarise it.\n<text>\nTitle {title}\n{text}\n</text>\nUse short words.",
    "Read this first.\n\n## Text\n{text}\n\n## Task\nSummarise it in one line.",
    "Text:\n{text}\n\nSummarise it in one short line.",
    "- Question: {question}\n- Context: {context}\nAnswer in one short line.",
    "| Question | {question} |\nAnswer it in one short line.",
    "Sources to be used:\n- {document}\n- {article}\nCite them by number.",
    "Summarise the following text in one line.\n\n{text}",
    "{text}",
    "{context}\n\n{question}",
    "Hi {message}",
    "用户的问题是：{问题}\n请用一句话回答。",
    "【资料】\n{资料}\n【要求】\n请只根据资料回答问题。",
  ])("nothing in: %s", (text) => {
    expect(marked("undelimited-variable", promptOf([text]))).toEqual([]);
  });

  test("a long example tells that a variable brings text whatever its name", () => {
    const variables = [{ name: "x", type: "text" as const, example: "one line\nand another" }];
    const text = "Please make {x} shorter than it is.";
    expect(marked("undelimited-variable", promptOf([text], { variables }))).toEqual(["{x}"]);
    expect(marked("undelimited-variable", promptOf([text]))).toEqual([]);
  });

  test("a choice or a number is no foreign text, and an example turn is no instruction", () => {
    const variables = [{ name: "text", type: "enum" as const, options: ["a"] }];
    expect(of("undelimited-variable", promptOf(["Say {text} in a friendly way."], { variables }))).toEqual(
      [],
    );
    expect(of("undelimited-variable", promptOf(["Go on.", "ai: You said {text} to me just now."]))).toEqual(
      [],
    );
  });
});

describe("volatile-prefix", () => {
  const long = "Answer politely and keep to the rules of the house. ".repeat(150);

  test.each([
    [`system: Today is {today}.\n${long}`, "{today}"],
    [`system: Today is 3 March 2025. ${long}`, "Today is 3 March 2025"],
    [`system: 今天是2025年3月3日。${"请礼貌地回答，遵守规定。".repeat(200)}`, "今天是2025年3月3日"],
  ])("what changes before a long fixed text: %#", (text, expected) => {
    expect(marked("volatile-prefix", promptOf([text, "Hello"]))).toEqual([expected]);
  });

  test.each([
    [`system: ${long}\nToday is {today}.`],
    ["system: Today is {today}. Be kind."],
    [`system: ${long}`],
    [`system: ${long}${long}Shop: {shop}. ${long}`],
  ])("nothing where the fixed text leads or is short: %#", (text) => {
    expect(of("volatile-prefix", promptOf([text, "Hello"]))).toEqual([]);
  });
});

describe("contradictory-format", () => {
  test.each<[string, string[], string]>([
    [
      "json-and-other",
      ["system: Return only JSON.", "Answer with a Markdown table."],
      "Answer with a Markdown table",
    ],
    ["json-and-other", ["Reply in JSON.\nAnswer in Markdown."], "Answer in Markdown"],
    ["json-and-other", ["只输出JSON。\n请用表格回答。"], "用表格回答"],
    [
      "plain-and-marked",
      ["Do not use Markdown.\nFormat your answer as Markdown with headings."],
      "Format your answer as Markdown",
    ],
    ["plain-and-marked", ["不要使用Markdown。\n以Markdown格式输出。"], "以Markdown格式输出"],
    ["word-and-reasons", ["Answer with one word.\nExplain your reasoning."], "Explain your reasoning"],
    ["word-and-reasons", ["只用一个词回答。\n请说明理由。"], "请说明理由"],
    ["languages", ["system: Always answer in English.", "Answer in French."], "Answer in French"],
    ["languages", ["请用中文回答。\n务必用英文回复。"], "用英文回复"],
    ["lengths", ["Keep it under 50 words.\nWrite at least 200 words."], "at least 200 words"],
    ["lengths", ["回答不超过100字。\n回答不少于300字。"], "不少于300字"],
  ])("%s", (kind, texts, words) => {
    const content = promptOf(texts);
    const found = of("contradictory-format", content);
    expect(found.map(({ data }) => data.kind)).toEqual([kind]);
    expect(marked("contradictory-format", content)).toEqual([words]);
    expect(found[0]?.other).toMatchObject({ in: "message" });
  });

  test("the text asks for a table where the reply format is JSON", () => {
    const content = promptOf(["Answer with a table."], { model: { responseFormat: "json" } });
    expect(of("contradictory-format", content)).toMatchObject([
      { data: { kind: "setting" }, other: { in: "setting", name: "responseFormat" } },
    ]);
    expect(
      of("contradictory-format", promptOf(["Return JSON."], { model: { responseFormat: "json" } })),
    ).toEqual([]);
  });

  test.each([
    "If the user asks for data, return only JSON. Otherwise answer with a Markdown table.",
    "Return only JSON without Markdown code fences. Do not use Markdown.",
    "Return only JSON. The field body holds a Markdown table.",
    "Answer in English or French.",
    "When they write in French, answer in French. When they write in English, answer in English.",
    "Answer in English and French.",
    "Never answer in French. Answer in English.",
    "Title: at most 10 words.\nBody: at least 200 words.",
    "The summary has at most 50 words.\nThe article has at least 300 words.",
    "Each bullet has at most 12 words. Write at least 40 words.",
    "Use at least 50 words and at most 100 words.",
    "Write at most 200 words, at least 50 words.",
    "回答不少于100字，不超过300字。",
    "每条不超过30字。全文不少于200字。",
    "Answer with one word. Do not explain your reasoning.",
    "Answer with one word, then explain your reasoning.",
    "<example>\nAnswer in French.\n</example>\nAnswer in English.",
    "```\nReturn only JSON.\n```\nAnswer with a table.",
    'The user may say "answer in French". Answer in English.',
    "# Step 1\nAnswer in French.\n# Step 2\nAnswer in English.",
    "如果用户用英文提问，请用英文回答。\n请用中文回答。",
    "请不要用英文回答。\n请用中文回答。",
    "输出 JSON，不要输出表格。",
    "Explain the code. Keep it under 100 words.",
  ])("nothing in: %s", (text) => {
    expect(of("contradictory-format", promptOf([text]))).toEqual([]);
  });

  test("what an example turn of the model says is asked of nobody", () => {
    const texts = ["Answer in English.", "ai: Answer in French.", "Go on."];
    expect(of("contradictory-format", promptOf(texts))).toEqual([]);
  });
});

describe("role-order", () => {
  test.each<[string[], string[]]>([
    [["Hi", "system: Be kind."], ["system-not-first 1"]],
    [["history: chat", "system: Be kind.", "Hi"], ["history-before-system 1"]],
    [["system: a", "system: b", "Hi"], ["two-systems 1"]],
    [["system: a", "ai: Hello", "Hi"], ["starts-with-ai 1"]],
    [["Hi", "There"], ["same-role 1"]],
    [["Hi", "ai: Well,"], ["ends-with-ai 1"]],
    [["system: a"], ["no-human 0"]],
    [["system: a", "history: chat", "Hi"], []],
    [["system: a", "Hi", "ai: Hello", "Go on"], []],
    [["Hi"], []],
    [["history: chat"], []],
    [[], []],
  ])("%j", (texts, expected) => {
    const found = of("role-order", promptOf(texts));
    expect(found.map(({ data, place }) => `${data.kind} ${place.index}`)).toEqual(expected);
  });
});

describe("hidden-characters", () => {
  test.each([
    ["Be\u200b kind", ["\u200b"]],
    ["a\u202eb\u202ec", ["\u202e", "\u202e"]],
    ["x\u0007", ["\u0007"]],
    ["Ignore\u{E0041}\u{E0042} this", ["\u{E0041}\u{E0042}"]],
    ["pаypal", ["а"]],
  ])("%j", (text, expected) => {
    expect(marked("hidden-characters", promptOf([text]))).toEqual(expected);
  });

  test.each(["Δt, μm, αβ", "Привет", "👩‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "a\tb\r\nc", "שלום\u200e!", "ＡＢＣ"])(
    "nothing in: %s",
    (text) => {
      expect(marked("hidden-characters", promptOf([text]))).toEqual([]);
    },
  );
});

describe("similar-names", () => {
  test("two names that differ in capitals or underscores are told", () => {
    const content = promptOf(["{orderId} {order_id} {order}"]);
    expect(of("similar-names", content).map(({ data }) => [data.first, data.second])).toEqual([
      ["orderId", "order_id"],
    ]);
  });
});

describe("muting", () => {
  test("takes a rule's warnings away and never an error", () => {
    const content = promptOf(["Summarise {text} in three points. {", ""]);
    const muted = new Set<RuleId>(["undelimited-variable", "unclosed-brace"]);
    expect(lintContent(content, muted).map(({ rule }) => rule)).toEqual([
      "unclosed-brace",
      "empty-message",
      "role-order",
    ]);
  });
});

describe("statement-as-text", () => {
  test("statements of Jinja and Liquid in a Mustache prompt are text to it, and are told", () => {
    const text = "{% if vip %}Hi{%- endif -%} {{#vip}}x{{/vip}} 100 {% of them %} {{! {% if x %} }}";
    const content = promptOf([text], { templateFormat: "mustache" });
    expect(marked("statement-as-text", content)).toEqual(["{% if vip %}", "{%- endif -%}"]);
    expect(marked("statement-as-text", promptOf([text]))).toEqual([]);
  });
});
