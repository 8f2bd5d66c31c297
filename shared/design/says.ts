import { cutText } from "../text/cut-text.ts";
import { isWeak, sameChinese, sameEnglish, withoutWeakChinese } from "./same-words.ts";

/** Of a longer text only its beginning is searched. */
const longest = 300_000;

/** What two ways to write the same words have in common: width, case, blanks, tags around a variable. */
export function normalise(text: string): string {
  return cutText(text, longest)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/<([\p{L}_][\p{L}\p{N}_]{0,63})>(\{\1\})<\/\1>/gu, "$2")
    .replace(/([{}])\s+(?=[{}])/g, "$1")
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, (blank) => (blank.includes("\n") ? "\n" : " "))
    .trim();
}

const oneLine = (text: string): string => text.replaceAll("\n", " ");
const withoutEnd = (text: string): string => text.replace(/[\s.。!！?？;；,，:：]+$/u, "");

const stopWords = new Set(
  "a an and any are as at be been but by can do does for from has have how i if in into is it its may me must my no not of on or our shall should so than that the their them then there they this to us was we what when where which who will with would you your please always only also never don't dont avoid without use using".split(
    " ",
  ),
);
const hanStop = /[的了是在和与及或把被将要请你我他她它们就都而也并对从到为让所]/gu;

interface PlacedWord {
  word: string;
  /** In the normalised text. */
  at: number;
}

/** The words that carry a meaning, by what stands for them and their like; Chinese in pairs of characters. */
function wordsIn(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const { 0: run, index } of sameChinese(text).matchAll(
    /\p{Script=Han}+|[^\P{L}\p{Script=Han}]+(?:[\p{N}_'][^\P{L}\p{Script=Han}]*)*|[\p{N}_]+/gu,
  )) {
    if (!/\p{Script=Han}/u.test(run)) {
      if (!stopWords.has(run)) words.push({ word: sameEnglish(run), at: index });
      continue;
    }
    let at = index;
    for (const part of run.split(hanStop)) {
      if (part.length === 1) words.push({ word: part, at });
      for (let from = 0; from + 1 < part.length; from += 1)
        words.push({ word: part.slice(from, from + 2), at: at + from });
      at += part.length + 1;
    }
  }
  return words;
}

const allIn = (phrase: string): Set<string> => new Set(wordsIn(phrase).map(({ word }) => word));

/** Of a phrase: without what only says that something is asked for, where two words or more say what. */
function wantedIn(phrase: string): Set<string> {
  const all = allIn(phrase);
  const strong = new Set(
    wordsIn(withoutWeakChinese(phrase)).flatMap(({ word }) => (isWeak(word) ? [] : [word])),
  );
  return strong.size >= 2 || (strong.size === 1 && /\p{Script=Han}/u.test(phrase)) ? strong : all;
}

/** What is meant as a whole, such as a task, is told in many ways. */
export const mostOf = (words: number): number => words * (words <= 2 ? 1 : 0.6);

/** How many words of a phrase must be found: all of a short one. */
const enough = (words: number): number => words * (words <= 2 ? 1 : words <= 4 ? 0.7 : 0.6);

/** Sentences and lines. */
export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?;])\s|[。！？；!?;\n]+/u).filter((part) => part.trim() !== "");

interface Sentence {
  text: string;
  words: PlacedWord[];
}

/** A text that is asked for many phrases: taken apart once, when the first of them is not there word for word. */
export interface Searched {
  /** Normalised. */
  text: string;
  /** In one line. */
  flat: string;
  lines(): readonly { text: string; sentences: readonly Sentence[] }[];
}

export function searched(text: string): Searched {
  const plain = normalise(text);
  let lines: ReturnType<Searched["lines"]> | undefined;
  return {
    text: plain,
    flat: oneLine(plain),
    lines() {
      lines ??= plain.split("\n").map((line) => ({
        text: line,
        sentences: sentencesOf(line).map((sentence) => ({ text: sentence, words: wordsIn(sentence) })),
      }));
      return lines;
    },
  };
}

/** Whether a text says a phrase, in its words or in most of them near to each other. */
export function says(where: Searched, phrase: string, atLeast = enough): boolean {
  const wanted = withoutEnd(oneLine(normalise(phrase)));
  if (wanted === "" || where.flat.includes(wanted)) return true;
  const words = wantedIn(wanted);
  if (words.size === 0) return false;
  const sentences = where
    .lines()
    .flatMap((line) => line.sentences.map((sentence) => sentence.words.map(({ word }) => word)));
  const room = words.size * 3 + 20;
  // A window over the sentences that holds as many words as the phrase could be said with.
  const seen = new Map<string, number>();
  let size = 0;
  let covered = 0;
  let from = 0;
  for (const [index, sentence] of sentences.entries()) {
    for (const word of sentence) {
      if (!words.has(word)) continue;
      const count = seen.get(word) ?? 0;
      if (count === 0) covered += 1;
      seen.set(word, count + 1);
    }
    size += sentence.length;
    while (size > room && from < index) {
      for (const word of sentences[from] ?? []) {
        if (!words.has(word)) continue;
        const count = (seen.get(word) ?? 1) - 1;
        seen.set(word, count);
        if (count === 0) covered -= 1;
      }
      size -= sentences[from]?.length ?? 0;
      from += 1;
    }
    if (covered >= atLeast(words.size)) return true;
  }
  return false;
}

const refusing =
  /\b(?:not|never|avoid(?:ing)?|without|refrain|forbidden|prohibited|cannot|no)\b|n't\b|不(?!仅|但|只是|同|断|错)|勿|别(?!人|的)|禁止|严禁|避免|杜绝/u;
const leadingRefusal =
  /^(?:please )?(?:do not|don't|never|avoid|must not|you must not|refrain from|no|not|不要|不得|不能|不可|不许|不准|禁止|严禁|切勿|请勿|避免|勿|别)[:：]?\s*/u;

/**
 * Whether a text demands a phrase, or, with `refused`, forbids it: “Never mention prices” does not ask to
 * mention prices. Points below a line such as “Do not:” are forbidden with it.
 */
export function demands(where: Searched, phrase: string, refused: boolean): boolean {
  const lines = withoutEnd(normalise(phrase));
  const whole = oneLine(lines);
  const bare = refused ? whole.replace(leadingRefusal, "") : whole;
  // What holds a refusal of its own, or several sentences, is told by its words alone.
  if (sentencesOf(lines).length > 1 || (!refused && refusing.test(bare))) return says(where, bare);
  if (bare === "") return says(where, whole);
  const words = wantedIn(bare);
  const all = allIn(bare);
  let heading = false;
  for (const line of where.lines()) {
    const isItem = /^\s*(?:[-*•·]|\d{1,3}[.)、])/u.test(line.text);
    if (!isItem) heading = /[:：]$/.test(line.text.trim()) && refusing.test(line.text);
    for (const sentence of line.sentences) {
      const at = placeOf(sentence, bare, { words, all });
      if (at === null) continue;
      const before = sentence.text.slice(0, at);
      const clause = before.slice(Math.max(before.lastIndexOf(","), before.lastIndexOf("、")) + 1);
      const isRefused = refusing.test(clause) || (isItem && heading);
      if (isRefused === refused) return true;
    }
  }
  return false;
}

/** Where a sentence begins to say the phrase; null: it does not. */
function placeOf(
  sentence: Sentence,
  phrase: string,
  { words, all }: Record<"words" | "all", ReadonlySet<string>>,
): number | null {
  const exact = sentence.text.indexOf(phrase);
  if (exact >= 0) return exact;
  if (words.size === 0) return null;
  const found = new Set(sentence.words.flatMap(({ word }) => (words.has(word) ? [word] : [])));
  if (found.size < enough(words.size)) return null;
  return sentence.words.find(({ word }) => all.has(word))?.at ?? 0;
}
