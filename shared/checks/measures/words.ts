import { estimateTokens } from "../../text/tokens.ts";

export type CountUnit = "characters" | "words" | "sentences" | "tokens";

/** Scripts that put no blanks between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const meaningful = /[\p{L}\p{N}]/u;

/** Text that a segmenter cuts in about a second. */
export const maxSegmented = 1_000_000;

/**
 * characters: Unicode code points. words: what stands between blanks and holds a letter or digit; where a script has no
 * blanks, words as ICU's dictionaries cut them (`Intl.Segmenter`). sentences: as Unicode (UAX 29) ends them, with a
 * letter or digit. tokens: an estimate. null: longer than `maxSegmented` where that has to be cut up.
 */
export function countUnits(text: string, unit: CountUnit): number | null {
  if (unit === "tokens") return estimateTokens(text);
  if (unit === "characters") return countCharacters(text);
  return unit === "words" ? countWords(text) : countSegments(text, "sentence");
}

function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isPair = code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    if (isPair) at += 1;
    count += 1;
  }
  return count;
}

function countWords(text: string): number | null {
  let count = 0;
  let segmented = 0;
  for (const piece of piecesOf(text)) {
    if (!unspaced.test(piece)) {
      if (meaningful.test(piece)) count += 1;
      continue;
    }
    segmented += piece.length;
    if (segmented > maxSegmented) return null;
    count += countSegments(piece, "word") ?? 0;
  }
  return count;
}

/** What stands between blanks; one blank after the other, for of a long text without any a greedy pattern may run out of stack. */
function* piecesOf(text: string): Generator<string> {
  let start = 0;
  for (const { index } of text.matchAll(/\s/g)) {
    if (index > start) yield text.slice(start, index);
    start = index + 1;
  }
  if (start < text.length) yield text.slice(start);
}

/** The dictionaries for all these scripts serve any locale; it is fixed so that a figure does not follow the system's. */
const segmenters = {
  word: new Intl.Segmenter("zh", { granularity: "word" }),
  sentence: new Intl.Segmenter("en", { granularity: "sentence" }),
};

function countSegments(text: string, granularity: keyof typeof segmenters): number | null {
  if (text.length > maxSegmented) return null;
  let count = 0;
  for (const { segment } of segmenters[granularity].segment(text)) if (meaningful.test(segment)) count += 1;
  return count;
}

/**
 * Tokens for ROUGE: lower case, letters and digits only, as the reference implementation cuts English
 * (google-research/rouge); each character of a script without blanks is one, as sacreBLEU and the Chinese test sets do.
 */
export const rougeTokens = (text: string): string[] =>
  text.toLowerCase().normalize("NFC").match(tokenOfRouge) ?? [];

const single =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const tokenOfRouge = new RegExp(
  `[${single}]\\p{M}*|(?:(?![${single}])[\\p{L}\\p{N}])(?:(?![${single}])[\\p{L}\\p{N}\\p{M}])*`,
  "gu",
);

/**
 * Tokens for BLEU: as mteval-v13a, sacreBLEU's standard, with each character of a script without blanks by itself, as
 * sacreBLEU's `zh`.
 */
export const bleuTokens = (text: string): string[] =>
  ` ${text.replace(everySingle, " $& ")} `
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replace(/[{-~[-` -&(-+:-@/\u3000-\u303f\uff00-\uffef]/gu, " $& ")
    .replace(/([^0-9])([.,])/g, "$1 $2 ")
    .replace(/([.,])([^0-9])/g, " $1 $2")
    .replace(/([0-9])(-)/g, "$1 $2 ")
    .split(/\s+/)
    .filter((token) => token !== "");

const everySingle = new RegExp(`[${single}]\\p{M}*`, "gu");
