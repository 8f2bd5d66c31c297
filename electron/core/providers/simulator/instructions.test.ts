import { describe, expect, it } from "vitest";
import type { ModelRequest } from "../model-call.ts";
import { type Instructions, readInstructions } from "./instructions.ts";

const bare: ModelRequest = {
  model: "simulator/fast",
  messages: [],
  settings: {},
  tools: [],
  outputSchema: null,
  repeatIndex: 0,
};
const read = (text: string): Instructions => readInstructions(text, bare);

describe("limits", () => {
  it.each<[string, Partial<Instructions>]>([
    ["Answer in at most 30 words.", { maxWords: 30 }],
    ["Use no more than twenty words, please", { maxWords: 20 }],
    ["Keep it under 50 words", { maxWords: 50 }],
    ["Write a 25-word summary", { maxWords: 25 }],
    ["limit your answer to 40 words", { maxWords: 40 }],
    ["Your reply must not exceed 12 words.", { maxWords: 12 }],
    ["A reply of 15 words or less", { maxWords: 15 }],
    ["Answer in one sentence.", { sentences: 1 }],
    ["Summarise it in three short sentences", { sentences: 3 }],
    ["Write at least 80 words", { minWords: 80, maxWords: null }],
    ["不超过50字", { maxCharacters: 50 }],
    ["请用100字以内介绍", { maxCharacters: 100 }],
    ["控制在二十个字以内", { maxCharacters: 20 }],
    ["用一句话回答", { sentences: 1 }],
    ["At most 80 words, and never more than 60 words", { maxWords: 60 }],
    ["Give three bullet points", { items: 3, form: "bullets" }],
    ["列出五个要点", { items: 5, form: "bullets" }],
    ["The order has 30 words on its label", { maxWords: null }],
    ["16点前发货，结尾给出下一步", { items: null, nextStep: true }],
  ])("reads %j", (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });
});

describe("language", () => {
  it.each([
    ["Answer in Chinese.", "zh"],
    ["Reply only in Simplified Chinese", "zh"],
    ["请用英文回答", "en"],
    ["用中文回答：What is this?", "zh"],
    ["Respond in French, please", "fr"],
    ["Language: German", "de"],
    ["Antworte auf Deutsch", "de"],
    ["Translate the text into Spanish", "es"],
    ["把下面的话翻译成英文", "en"],
    ["Do not answer in English", null],
    ["The customer lives in China and reads English books", null],
    ["Answer in English. No: answer in Chinese.", "zh"],
  ])("of %j is %s", (text, language) => {
    expect(read(text).language).toBe(language);
  });
});

describe("form and tone", () => {
  it.each<[string, Partial<Instructions>]>([
    ["Explain it step by step", { form: "steps" }],
    ["Give a numbered list", { form: "steps" }],
    ["请分步骤说明", { form: "steps" }],
    ["Use bullet points", { form: "bullets" }],
    ["Use short paragraphs and no bullet points", { form: "prose" }],
    ["像真人聊天一样，不用标题和列表", { form: "prose" }],
    ["Be friendly and warm", { tone: "friendly" }],
    ["Use a formal tone", { tone: "formal" }],
    ["Tone: apologetic. Be friendly in general.", { tone: "apologetic" }],
    ["语气亲切", { tone: "friendly" }],
    ["请正式地回答", { tone: "formal" }],
    ["Do not be formal", { tone: null }],
    ["Sign as “The Harbour team”.", { signature: "The Harbour team" }],
  ])("of %j", (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });
});

describe("what to answer from", () => {
  it.each<[string, Partial<Instructions>]>([
    [
      'If the answer is not in the context, say "I don\'t know."',
      { fallback: { text: "I don't know.", exact: true } },
    ],
    [
      "If you cannot find it, reply with 'Not in the text'",
      { fallback: { text: "Not in the text", exact: true } },
    ],
    ["资料中没有的，请回答“资料未提及”", { fallback: { text: "资料未提及", exact: true } }],
    [
      "If they do not cover the request, say that a colleague will decide.",
      { fallback: { text: "A colleague will decide.", exact: false } },
    ],
    ["Answer only from the context", { onlyFromFacts: true, fallback: null }],
    ["只根据资料回答", { onlyFromFacts: true }],
    ["Be helpful", { onlyFromFacts: false, fallback: null }],
  ])("with %j", (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });
});

describe("JSON", () => {
  it.each<[string, boolean]>([
    ["Return JSON with fields a and b", true],
    ['Return {"a": 1}', true],
    ["返回JSON", true],
    ["Do not use JSON", false],
    ["Write about Jason", false],
    ["Use {braces} in the text", false],
  ])("is asked for by %j: %s", (text, json) => {
    expect(read(text).json).toBe(json);
  });

  it("is asked for by the response format and by a schema, without a word in the prompt", () => {
    expect(readInstructions("Hi", { ...bare, settings: { responseFormat: "json" } }).json).toBe(true);
    expect(readInstructions("Hi", { ...bare, outputSchema: { type: "object" } }).json).toBe(true);
  });
});

describe("labels", () => {
  it.each([
    ["Classify the ticket into: billing, shipping, technical.", ["billing", "shipping", "technical"]],
    ["Answer with one of: yes, no or unknown", ["yes", "no", "unknown"]],
    ['Categorize it as "bug", "feature" or "question"', ["bug", "feature", "question"]],
    ["将评论分类为正面、负面或中性", ["正面", "负面", "中性"]],
    ["Write a poem", []],
  ])("of %j", (text, labels) => {
    expect(read(text).labels).toEqual(labels);
  });
});
