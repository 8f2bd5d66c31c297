import type { Instructions } from "./instructions.ts";
import { hasSpaces, type ReplyLanguage } from "./language.ts";
import { splitSentences } from "./words.ts";

type Limits = Pick<Instructions, "maxWords" | "maxCharacters" | "sentences">;

/** Keeps a reply within what the prompt allows: by leaving out whole sentences, and only then by cutting one. */
export function shorten(text: string, limits: Limits, language: ReplyLanguage): string {
  let short = limits.sentences === null ? text : firstSentences(text, limits.sentences, language);
  // Counted in words, a Chinese text is counted in characters.
  const maxCharacters = Math.min(
    limits.maxCharacters ?? Infinity,
    hasSpaces(language) ? Infinity : (limits.maxWords ?? Infinity),
  );
  const maxWords = hasSpaces(language) ? (limits.maxWords ?? Infinity) : Infinity;
  const fits = (candidate: string) => countWords(candidate) <= maxWords && candidate.length <= maxCharacters;
  while (!fits(short)) {
    const sentences = pieces(short);
    if (sentences.length <= 1) return cut(short, maxWords, maxCharacters);
    short = sentences.slice(0, -1).join("").trimEnd();
  }
  return short;
}

export const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

function firstSentences(text: string, count: number, language: ReplyLanguage): string {
  const sentences = splitSentences(text);
  return sentences.length <= count ? text : sentences.slice(0, count).join(hasSpaces(language) ? " " : "");
}

/** Sentences and lines with whatever stands between them, so that joining them gives the text again. */
const pieces = (text: string): string[] =>
  text
    .match(/[^\n.!?。！？]*(?:[.!?](?!\s|$)[^\n.!?。！？]*)*(?:[.!?。！？]+["”’)]*\s*|\n+|$)/g)
    ?.filter((piece) => piece !== "") ?? [text];

function cut(text: string, maxWords: number, maxCharacters: number): string {
  const byWords = text
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, maxWords === Infinity ? undefined : maxWords)
    .join(" ");
  if (byWords.length <= maxCharacters) return closed(byWords, maxCharacters);
  const held = byWords.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, "");
  // A word of a language with blanks is not cut in half.
  const whole =
    /\s/.test(held) && /^[\p{L}\p{N}]/u.test(byWords.slice(held.length)) ? held.replace(/\s+\S*$/, "") : held;
  return closed(whole, maxCharacters);
}

/** Ends like a sentence where there is room for the full stop. */
function closed(text: string, maxCharacters: number): string {
  const bare = text.replace(/[\s,;:，、；：–—-]+$/u, "");
  if (/[.!?。！？”"]$/.test(bare)) return bare;
  const stop = /\p{Script=Han}$/u.test(bare) ? "。" : ".";
  return bare.length < maxCharacters ? bare + stop : `${bare.slice(0, -1)}${stop}`;
}
