import { diffWords, type TextPart } from "#shared/text/diff-text.ts";

/** Characters of changed lines that are compared by words as well. */
const mostCompared = 40_000;

/**
 * What was compared by lines, with the words that changed lines begin and end with taken out of them: a long reply is often
 * one line, of which a word is another.
 */
export function withoutCommonEnds(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  let left = mostCompared;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] as TextPart;
    const next = parts[at + 1];
    if (part.kind !== "removed" || next?.kind !== "added") {
      result.push(part);
      continue;
    }
    at += 1;
    const { head, tail } = commonEnds(part.text, next.text);
    const removed = part.text.slice(head, part.text.length - tail);
    const added = next.text.slice(head, next.text.length - tail);
    left -= removed.length + added.length;
    result.push({ kind: "same", text: part.text.slice(0, head) });
    if (left > 0) result.push(...diffWords(removed, added).parts);
    else result.push({ kind: "removed", text: removed }, { kind: "added", text: added });
    result.push({ kind: "same", text: part.text.slice(part.text.length - tail) });
  }
  return result.filter(({ text }) => text !== "");
}

/** How many characters of whole words two texts begin and end with. */
function commonEnds(before: string, after: string): { head: number; tail: number } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  while (!isBetweenWords(before, head) || !isBetweenWords(after, head)) head -= 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  while (!isBetweenWords(before, before.length - tail) || !isBetweenWords(after, after.length - tail))
    tail -= 1;
  return { head, tail };
}

const isBetweenWords = (text: string, at: number): boolean =>
  at === 0 || at === text.length || !(isWordPart(text[at - 1]) && isWordPart(text[at]));

/** Half of a character outside the basic plane is one too, so that none is torn apart. */
const isWordPart = (letter: string | undefined): boolean =>
  letter !== undefined &&
  /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(letter) &&
  !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(letter);
