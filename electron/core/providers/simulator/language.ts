/** Languages that the simulator has sentences in. */
export type ReplyLanguage = "en" | "zh" | "fr" | "de" | "es" | "ja";

const han = /\p{Script=Han}/gu;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const latinWord = /\p{Script=Latin}+/gu;

/** Words that are frequent in one language and rare in the others. */
const marks: [ReplyLanguage, RegExp][] = [
  ["fr", /\b(?:le|les|des|une|est|et|pour|dans|vous|avec|que|qui|quelle?|pas|sur|mon|ma|je|la|de|du)\b/giu],
  ["de", /\b(?:der|die|das|und|ist|nicht|mit|ein|eine|für|ich|sie|wie|auf|zu|den|wir)\b/giu],
  ["es", /\b(?:el|los|las|una|es|por|para|con|que|como|está|mi|del|la|de|y|cómo|qué|cuál|un)\b/giu],
  ["en", /\b(?:the|is|are|and|of|to|in|for|you|that|with|what|how|it|my|do|this|a|i)\b/gi],
];

/** The language a text is written in, as far as the simulator tells them apart; English where nothing speaks for another. */
export function languageOf(text: string): ReplyLanguage {
  const hanCount = text.match(han)?.length ?? 0;
  const wordCount = text.match(latinWord)?.length ?? 0;
  // One Chinese character says about as much as half an English word.
  if (kana.test(text) && hanCount + wordCount > 0) return hanCount < 2 * wordCount ? "en" : "ja";
  if (kana.test(text)) return "ja";
  if (hanCount > wordCount) return "zh";
  const scores = marks.map(([language, pattern]) => ({ language, score: text.match(pattern)?.length ?? 0 }));
  const english = scores.at(-1)?.score ?? 0;
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score >= 2 && best.score > english ? best.language : "en";
}

const names: [ReplyLanguage, string][] = [
  [
    "zh",
    "(?:(?:simplified|traditional|mandarin) )?chinese|mandarin|(?:简体|繁体)?中文|汉语|普通话|chinois|chinesisch|chino",
  ],
  ["en", "english|英文|英语|anglais|englisch|inglés"],
  ["fr", "french|法文|法语|français|französisch|francés"],
  ["de", "german|德文|德语|deutsch|allemand|alemán"],
  ["es", "spanish|西班牙文|西班牙语|español|spanisch|espagnol"],
  ["ja", "japanese|日文|日语|日本語"],
];
const anyName = names.map(([, pattern]) => pattern).join("|");

const requests = [
  new RegExp(`\\b(?:in|auf|en|using)\\s+(?:plain |simple |formal )?(${anyName})(?![\\p{L}])`, "giu"),
  new RegExp(`(?:用|以|使用)(?:简洁的|流利的|地道的)?(${anyName})`, "giu"),
  new RegExp(
    `\\blanguage(?: of the (?:reply|answer))?\\s*(?::|=|is|must be|should be)\\s*(${anyName})`,
    "giu",
  ),
  new RegExp(`(?:语言|输出语言|回答语言)\\s*(?:[:：]|是|为)\\s*(${anyName})`, "giu"),
  new RegExp(`\\b(${anyName})\\s+only\\b`, "giu"),
];

const translation = new RegExp(`(?:\\b(?:in)?to|\\ben|\\bins|成|为|到)\\s*(${anyName})(?![\\p{L}])`, "giu");

/** The language that an instruction asks to be answered in; the last one wins. A denied one does not count. */
export function requestedLanguage(instructions: string): ReplyLanguage | null {
  let found: { at: number; language: ReplyLanguage } | null = null;
  for (const pattern of requests) {
    for (const match of instructions.matchAll(pattern)) {
      const before = instructions.slice(Math.max(0, match.index - 24), match.index);
      if (
        /\b(?:not|never|n't|written|text|message|review|is|was)\s*(?:\w+\s*)?$|(?:不要|不能|不|别|禁止)\s*$/i.test(
          before,
        )
      )
        continue;
      const language = languageNamed(match[1] ?? "");
      if (language !== null && (found === null || match.index > found.at))
        found = { at: match.index, language };
    }
  }
  return found?.language ?? null;
}

/** The target of a request to translate, or null when none is asked for. */
export function translationTarget(instructions: string): ReplyLanguage | null {
  if (!/\btranslat|翻译|译成|译为|\btradui|\bübersetz|\btraduc/i.test(instructions)) return null;
  const matches = [...instructions.matchAll(translation)];
  return languageNamed(matches.at(-1)?.[1] ?? "");
}

const languageNamed = (name: string): ReplyLanguage | null =>
  names.find(([, pattern]) => new RegExp(`^(?:${pattern})$`, "iu").test(name))?.[0] ?? null;

/** Whether words are told apart by blanks; otherwise a character counts as a word. */
export const hasSpaces = (language: ReplyLanguage): boolean => language !== "zh" && language !== "ja";
