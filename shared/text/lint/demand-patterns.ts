import type { Demand } from "./demands.ts";

const asks = String.raw`\b(?:respond|reply|answer|return|output|produce|generate|emit|give|write|format|present|provide)\b`;
const replies = `(?:respond|reply|answer|output|(?:write|format|present|return|give|provide) (?:your|the) (?:final |whole |entire )?(?:answer|reply|response|results?|output|summary))`;
const formats =
  "markdown table|markdown|table|bullet(?:ed)? list|numbered list|bullet points|plain text|plain prose|prose|xml|yaml|csv|html";
const chineseFormats = "markdown\\s?表格|markdown|表格|纯文本|xml|yaml|csv|html";

export const languages: Record<string, string> = {
  english: "en",
  英文: "en",
  英语: "en",
  chinese: "zh",
  "simplified chinese": "zh",
  中文: "zh",
  汉语: "zh",
  简体中文: "zh",
  "traditional chinese": "zh-hant",
  繁体中文: "zh-hant",
  french: "fr",
  法语: "fr",
  法文: "fr",
  german: "de",
  德语: "de",
  德文: "de",
  spanish: "es",
  西班牙语: "es",
  japanese: "ja",
  日语: "ja",
  日文: "ja",
  korean: "ko",
  韩语: "ko",
  韩文: "ko",
  italian: "it",
  portuguese: "pt",
  russian: "ru",
  俄语: "ru",
};
const english = Object.keys(languages).filter((name) => /^[a-z]/.test(name));
const chinese = Object.keys(languages).filter((name) => !/^[a-z]/.test(name));
const longestFirst = (names: string[]) => names.sort((a, b) => b.length - a.length).join("|");

export const units: Record<string, string> = {
  字: "characters",
  个字: "characters",
  词: "words",
  个词: "words",
  句: "sentences",
  句话: "sentences",
  段: "paragraphs",
  条: "items",
};
const englishUnits = "words?|sentences?|characters?|paragraphs?|bullet points?|bullets?|items?|lines?";
const chineseUnits = "个?字|个?词|句话?|段|条";

interface Pattern {
  topic: Demand["topic"];
  find: RegExp;
  value?: (match: RegExpExecArray) => string;
}

/** Each is tried on one sentence; every repetition is bounded. */
export const patterns: readonly Pattern[] = [
  {
    topic: "json",
    find: new RegExp(`${asks}[^,]{0,40}?\\bjson\\b(?: object| array)?(?: only| and nothing else)?`, "i"),
  },
  { topic: "json", find: /(?:输出|返回|回复|回答|给出)[^，。]{0,12}json(?:\s?格式|\s?对象|\s?数组)?/i },
  { topic: "json", find: /(?:以|用|按|使用)\s?json[^，。]{0,6}(?:输出|返回|回复|回答|给出)/i },
  {
    topic: "format",
    find: new RegExp(
      `\\b${replies}\\b[^,]{0,25}?\\b(?:in|as|using|with)\\s(?:an? |valid |only |clean |a single ){0,2}(?<value>${formats})\\b`,
      "i",
    ),
  },
  { topic: "format", find: /\b(?:use|only) (?<value>markdown|plain text)\b(?! (?:code|fence|block))/i },
  {
    topic: "format",
    find: new RegExp(
      `(?:以|用|使用|按)\\s?(?<value>${chineseFormats})[^，。]{0,6}(?:回答|回复|输出|呈现|返回|作答|给出)`,
      "i",
    ),
  },
  {
    topic: "format",
    find: new RegExp(`(?:输出|返回|回答|回复)[^，。]{0,3}(?<value>${chineseFormats})(?:格式|形式)?`, "i"),
  },
  {
    topic: "no-markdown",
    find: /(?:\b(?:do not|don't|never|avoid|without(?: any)?|no)\b[^,]{0,20}?\bmarkdown\b(?!,? ?(?:code|fence|block|link|table))|(?:不要|不得|禁止|请勿|不使用|避免)[^，。]{0,6}markdown(?!\s?(?:代码|围栏|表格)))/i,
  },
  {
    topic: "one-word",
    find: /\b(?:answer|respond|reply)\b[^,]{0,25}?\b(?:with|in)\s(?:exactly |only |just )?(?:one|a single|1) word\b/i,
  },
  {
    topic: "one-word",
    find: /(?:用一个(?:单词|词|字)(?:来)?(?:回答|回复|作答)|(?:只|仅)(?:回答|回复|输出)一个(?:单词|词|字))/,
  },
  {
    topic: "reasons",
    find: /^[\s\-*•\d.)]{0,8}(?:please |always |also )?(?:explain (?:your|why|the reason|how you|in detail|each|every)|justify (?:your|the|each)|give (?:your |the )?reasons|show your (?:work|reasoning))[^,]{0,30}/i,
  },
  {
    topic: "reasons",
    find: /(?:^|请|并|同时)[^，。]{0,4}(?:(?:解释|说明)(?:你的|你|其|判断的?)?(?:理由|原因|推理过程|依据)|详细(?:解释|说明))/,
  },
  {
    topic: "language",
    find: new RegExp(
      `\\b(?:respond|reply|answer)\\b(?:\\s(?:only|always|strictly|exclusively|to|the|user|users|customer|customers|them|all|every|questions?)){0,5}\\sin (?:fluent |plain |formal )?(?<value>${longestFirst(english)})\\b(?! (?:and|or))`,
      "i",
    ),
  },
  {
    topic: "language",
    find: new RegExp(
      `\\b(?:write|give|provide|keep) (?:your|the|all) (?:whole |entire |final )?(?:answers?|repl(?:y|ies)|responses?|output) in (?:fluent |plain |formal )?(?<value>${longestFirst(english)})\\b(?! (?:and|or))`,
      "i",
    ),
  },
  {
    topic: "language",
    find: new RegExp(
      `(?:用|使用|以)(?<value>${longestFirst(chinese)})(?:来|进行)?(?:回答|回复|作答|答复|输出|回应)`,
    ),
  },
  {
    topic: "at-most",
    find: new RegExp(
      `\\b(?:at most|no more than|not more than|up to|a maximum of|under|fewer than|less than|within|not exceed(?:ing)?) (?<amount>\\d{1,6}) (?<value>${englishUnits})\\b`,
      "i",
    ),
  },
  {
    topic: "at-most",
    find: new RegExp(
      `\\b(?<amount>\\d{1,6}) (?<value>${englishUnits}) (?:or (?:less|fewer)|max(?:imum)?|at most)\\b`,
      "i",
    ),
  },
  {
    topic: "at-most",
    find: new RegExp(
      `(?:不超过|最多|至多|不多于|不得超过|控制在)\\s?(?<amount>\\d{1,6})\\s?(?<value>${chineseUnits})`,
    ),
  },
  { topic: "at-most", find: new RegExp(`(?<amount>\\d{1,6})\\s?(?<value>${chineseUnits})以内`) },
  {
    topic: "at-least",
    find: new RegExp(
      `\\b(?:at least|no fewer than|no less than|not less than|a minimum of|(?<!(?:no|not) )more than) (?<amount>\\d{1,6}) (?<value>${englishUnits})\\b`,
      "i",
    ),
  },
  {
    topic: "at-least",
    find: new RegExp(
      `(?:不少于|至少|最少|不低于|(?<!不|不得)超过)\\s?(?<amount>\\d{1,6})\\s?(?<value>${chineseUnits})`,
    ),
  },
  { topic: "at-least", find: new RegExp(`(?<amount>\\d{1,6})\\s?(?<value>${chineseUnits})以上`) },
];
