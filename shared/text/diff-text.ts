import { diffLines as compareLines, diffWordsWithSpace } from "diff";

export interface TextPart {
  kind: "same" | "added" | "removed";
  text: string;
}

export interface TextDiff {
  /** In order: the same and removed parts join to the old text, the same and added parts to the new one. */
  parts: TextPart[];
  /** `block`: the texts differ too much to be matched in time; what lies between their common ends is one change. */
  unit: "word" | "line" | "block";
}

/** Edits after which a comparison gives up, the same on every machine; the time limit (ms) is the second net. */
const limits = { word: { maxEditLength: 1_200, timeout: 150 }, line: { maxEditLength: 2_000, timeout: 300 } };

/** Longer texts (between the lines that they share at both ends) are compared by lines at once. */
const maxWordText = 40_000;

type Comparison = (before: string, after: string) => TextPart[] | undefined;

/** By words (by characters where a script has no blanks) for texts of moderate length, by lines otherwise. */
export function diffWords(before: string, after: string): TextDiff {
  const byWords = compare(before, after, (old, now) =>
    old.length + now.length > maxWordText ? undefined : partsOf(diffWordsWithSpace(old, now, limits.word)),
  );
  return byWords === undefined ? diffLines(before, after) : { parts: byWords, unit: "word" };
}

/** By whole lines, line breaks included; a block where even that takes too long. */
export function diffLines(before: string, after: string): TextDiff {
  const byLines = compare(before, after, (old, now) => partsOf(compareLines(old, now, limits.line)));
  if (byLines !== undefined) return { parts: byLines, unit: "line" };
  const asBlock = compare(before, after, (old, now) => [
    { kind: "removed", text: old },
    { kind: "added", text: now },
  ]);
  return { parts: asBlock ?? [], unit: "block" };
}

/** Compares what lies between the lines that both texts start and end with. */
function compare(before: string, after: string, middle: Comparison): TextPart[] | undefined {
  const { head, tail } = commonLines(before, after);
  const parts = middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  if (parts === undefined) return undefined;
  return joinEqualNeighbours([
    { kind: "same", text: before.slice(0, head) },
    ...parts,
    { kind: "same", text: tail === 0 ? "" : before.slice(-tail) },
  ]);
}

const partsOf = (
  changes: readonly { value: string; added: boolean; removed: boolean }[] | undefined,
): TextPart[] | undefined =>
  changes?.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));

function joinEqualNeighbours(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === "") continue;
    if (last?.kind === part.kind)
      joined[joined.length - 1] = { kind: part.kind, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** How many characters of whole lines the texts share at their start and at their end. */
function commonLines(before: string, after: string): { head: number; tail: number } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  if (before === after) return { head, tail: 0 };
  head = head === 0 ? 0 : before.lastIndexOf("\n", head - 1) + 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const lineBreak = before.indexOf("\n", before.length - tail);
  tail = lineBreak < 0 || tail === 0 ? 0 : before.length - lineBreak - 1;
  return { head, tail };
}

/** The words of a text (its characters where a script has no blanks) with their counts; of a long text, of its start. */
export type WordBag = ReadonlyMap<string, number>;

/** From 0 (nothing in common) to 1 (the same words), by the share of the characters that stay. */
export function similarity(before: WordBag, after: WordBag): number {
  let shared = 0;
  let total = 0;
  for (const [word, count] of before) {
    shared += Math.min(count, after.get(word) ?? 0) * word.length * 2;
    total += count * word.length;
  }
  for (const [word, count] of after) total += count * word.length;
  return total === 0 ? 1 : shared / total;
}

const pieces = /[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

export function wordBag(text: string): WordBag {
  const counts = new Map<string, number>();
  for (const [word] of text.slice(0, 20_000).matchAll(pieces)) {
    for (const piece of word.match(unspaced) ?? [word]) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  return counts;
}
