import type { ReplyLanguage } from "./language.ts";

/** English and Chinese; enough for greetings and shop talk, and for a test to see that a translation took place. */
const pairs: [string, string][] = [
  ["good morning", "早上好"],
  ["good evening", "晚上好"],
  ["good night", "晚安"],
  ["how are you", "你好吗"],
  ["thank you very much", "非常感谢"],
  ["thank you", "谢谢"],
  ["thanks", "谢谢"],
  ["hello", "你好"],
  ["hi", "你好"],
  ["goodbye", "再见"],
  ["please", "请"],
  ["sorry", "对不起"],
  ["i love you", "我爱你"],
  ["i am", "我是"],
  ["my name is", "我叫"],
  ["welcome", "欢迎"],
  ["see you tomorrow", "明天见"],
  ["nice to meet you", "很高兴认识你"],
  ["how much", "多少钱"],
  ["where is", "在哪里"],
  ["i would like", "我想要"],
  ["i want", "我想要"],
  ["yes", "是"],
  ["no", "不"],
  ["today", "今天"],
  ["tomorrow", "明天"],
  ["yesterday", "昨天"],
  ["now", "现在"],
  ["the weather", "天气"],
  ["weather", "天气"],
  ["is", "是"],
  ["very", "很"],
  ["good", "好"],
  ["nice", "好"],
  ["world", "世界"],
  ["friend", "朋友"],
  ["water", "水"],
  ["coffee", "咖啡"],
  ["tea", "茶"],
  ["book", "书"],
  ["cat", "猫"],
  ["dog", "狗"],
  ["order", "订单"],
  ["refund", "退款"],
  ["return", "退货"],
  ["delivery", "配送"],
  ["parcel", "包裹"],
  ["customer", "顾客"],
  ["price", "价格"],
  ["quality", "质量"],
  ["product", "产品"],
  ["service", "服务"],
  ["question", "问题"],
  ["answer", "答案"],
  ["meeting", "会议"],
  ["computer", "电脑"],
  ["phone", "手机"],
  ["company", "公司"],
  ["school", "学校"],
  ["home", "家"],
  ["work", "工作"],
  ["time", "时间"],
  ["day", "天"],
  ["week", "星期"],
  ["month", "月"],
  ["year", "年"],
  ["you", "你"],
  ["we", "我们"],
  ["they", "他们"],
  ["i", "我"],
  ["and", "和"],
  ["like", "喜欢"],
  ["love", "爱"],
];

const other: Partial<Record<ReplyLanguage, [string, string][]>> = {
  fr: [
    ["good morning", "bonjour"],
    ["hello", "bonjour"],
    ["thank you", "merci"],
    ["goodbye", "au revoir"],
    ["please", "s’il vous plaît"],
    ["world", "monde"],
    ["yes", "oui"],
    ["no", "non"],
    ["friend", "ami"],
    ["how are you", "comment allez-vous"],
  ],
  de: [
    ["good morning", "guten Morgen"],
    ["hello", "hallo"],
    ["thank you", "danke"],
    ["goodbye", "auf Wiedersehen"],
    ["please", "bitte"],
    ["world", "Welt"],
    ["yes", "ja"],
    ["no", "nein"],
    ["friend", "Freund"],
    ["how are you", "wie geht es Ihnen"],
  ],
  es: [
    ["good morning", "buenos días"],
    ["hello", "hola"],
    ["thank you", "gracias"],
    ["goodbye", "adiós"],
    ["please", "por favor"],
    ["world", "mundo"],
    ["yes", "sí"],
    ["no", "no"],
    ["friend", "amigo"],
    ["how are you", "cómo está usted"],
  ],
  ja: [
    ["good morning", "おはようございます"],
    ["hello", "こんにちは"],
    ["thank you", "ありがとうございます"],
    ["goodbye", "さようなら"],
    ["please", "お願いします"],
    ["world", "世界"],
    ["yes", "はい"],
    ["no", "いいえ"],
    ["friend", "友達"],
    ["how are you", "お元気ですか"],
  ],
};

const marks: Record<string, string> = { ".": "。", "?": "？", "!": "！", ",": "，" };

const notes: Record<ReplyLanguage, (text: string) => string> = {
  en: (text) => `[simulated translation into English] ${text}`,
  zh: (text) => `【模拟译文】${text}`,
  fr: (text) => `[traduction simulée en français] ${text}`,
  de: (text) => `[simulierte Übersetzung ins Deutsche] ${text}`,
  es: (text) => `[traducción simulada al español] ${text}`,
  ja: (text) => `【模擬翻訳】${text}`,
};

/**
 * Replaces what the phrase book knows. Where it knows only part of the text, the reply says that it is a simulated
 * translation: it must not be taken for a real one.
 */
export function translate(text: string, from: ReplyLanguage, to: ReplyLanguage): string {
  const clean = text.trim();
  if (from === to) return clean;
  const { done, left } = to === "en" ? intoEnglish(clean) : fromEnglish(clean, to);
  return left ? notes[to](done) : done;
}

function fromEnglish(text: string, to: ReplyLanguage): { done: string; left: boolean } {
  const book = new Map(to === "zh" ? pairs : (other[to] ?? []));
  const phrases = [...book.keys()].sort((a, b) => b.length - a.length);
  if (phrases.length === 0) return { done: text, left: true };
  const pattern = new RegExp(`\\b(?:${phrases.join("|")})\\b`, "gi");
  let done = text.replace(pattern, (phrase) => book.get(phrase.toLowerCase()) ?? phrase);
  const left = /[a-z]{2}/i.test(text.replace(pattern, ""));
  if (to === "zh") {
    done = done.replace(/(?<=\p{Script=Han})[.?!,](?=\s|$)/gu, (mark) => marks[mark] ?? mark);
    done = done.replace(/(?<=[\p{Script=Han}，。？！])\s+(?=\p{Script=Han})/gu, "");
  }
  return { done, left };
}

function intoEnglish(text: string): { done: string; left: boolean } {
  const book = new Map<string, string>();
  for (const [english, chinese] of pairs) if (!book.has(chinese)) book.set(chinese, english);
  const phrases = [...book.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(phrases.join("|"), "g");
  const left = /\p{Script=Han}/u.test(text.replace(pattern, ""));
  const done = text
    .replace(pattern, (phrase) => ` ${book.get(phrase) ?? phrase} `)
    .replace(/[。？！，]/g, (mark) => Object.keys(marks).find((key) => marks[key] === mark) ?? mark)
    .replace(/\s+/g, " ")
    .replace(/\s+(?=[.?!,])/g, "")
    .trim();
  return { done: done.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()), left };
}
