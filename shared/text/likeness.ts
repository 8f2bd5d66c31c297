import type { PromptContent } from "../model/content.ts";
import { readWrittenOut } from "./write-out-snippets.ts";

/**
 * What a prompt says, for comparison only: its messages in order with snippets written out, in NFKC and lower case, every
 * run of blanks one blank. Roles, variables' declarations, settings and tools are not part of it.
 */
export function contentText(content: PromptContent): string {
  const texts = readWrittenOut(content).content.messages.map((message) =>
    message.role === "history" ? "" : message.template,
  );
  return texts.join("\n").normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** A text prepared for comparison: how often each pair of neighbouring words occurs in it. */
export interface Shingles {
  counts: ReadonlyMap<number, number>;
  total: number;
}

/**
 * How alike two texts are, from 0 (no pair of neighbours in common, or nothing to compare) to 1 (the same words in the
 * same order). 0.8 means that four fifths of what the two say, in pairs of neighbouring words, is said by both: the
 * Sørensen–Dice coefficient over bags of word pairs, which is the harmonic mean of how much of each is contained in the
 * other. A short text within a long one is therefore not like it; paragraphs that changed places are.
 *
 * Punctuation, braces and case do not count. A character of a script written without spaces is a word of its own, so
 * that Chinese is compared by pairs of characters. Takes time in proportion to the texts.
 */
export const likeness = (a: string, b: string): number => likenessOf(shinglesOf(a), shinglesOf(b));

/** For a text that is compared with many: prepared once. */
export function shinglesOf(text: string): Shingles {
  const counts = new Map<number, number>();
  let total = 0;
  let before = hashStart;
  for (const [word] of text.normalize("NFKC").toLowerCase().matchAll(words)) {
    const own = hashWord(word);
    const pair = Math.imul(before ^ Math.imul(own, 0x9e3779b1), 0x85ebca6b) >>> 0;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    total += 1;
    before = own;
  }
  return { counts, total };
}

export function likenessOf(a: Shingles, b: Shingles): number {
  if (a.total === 0 || b.total === 0) return 0;
  const [fewer, more] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [pair, count] of fewer.counts) shared += Math.min(count, more.counts.get(pair) ?? 0);
  return (2 * shared) / (a.total + b.total);
}

/** The most that the likeness of two texts can be by their lengths alone: most pairs need no closer look. */
export const likenessLimit = (a: Shingles, b: Shingles): number =>
  a.total === 0 || b.total === 0 ? 0 : (2 * Math.min(a.total, b.total)) / (a.total + b.total);

/** Scripts in which nothing stands between two words. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const words = new RegExp(`[${unspaced}]|[[\\p{L}\\p{N}\\p{M}_]--[${unspaced}]]+`, "gv");

/** What stands before the first word. */
const hashStart = 0x811c9dc5;

/** FNV-1a over UTF-16 units. Two pairs of one hash are counted as one: of a thousand pairs, one in some millions. */
function hashWord(word: string): number {
  let hash = hashStart;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
