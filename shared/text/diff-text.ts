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

/** Longer texts are compared by lines at once. */
const maxWordText = 40_000;

/** By words (by characters where a script has no blanks) for texts of moderate length, by lines otherwise. */
export function diffWords(before: string, after: string): TextDiff {
  if (before.length + after.length > maxWordText) return diffLines(before, after);
  const changes = diffWordsWithSpace(before, after, limits.word);
  return changes === undefined ? diffLines(before, after) : { parts: partsOf(changes), unit: "word" };
}

/** By whole lines, line breaks included; a block where even that takes too long. */
export function diffLines(before: string, after: string): TextDiff {
  const { head, tail } = commonLines(before, after);
  const oldMiddle = before.slice(head, before.length - tail);
  const newMiddle = after.slice(head, after.length - tail);
  const changes = compareLines(oldMiddle, newMiddle, limits.line);
  const middle: TextPart[] =
    changes === undefined
      ? [
          { kind: "removed", text: oldMiddle },
          { kind: "added", text: newMiddle },
        ]
      : partsOf(changes);
  const parts: TextPart[] = [
    { kind: "same", text: before.slice(0, head) },
    ...middle,
    { kind: "same", text: tail === 0 ? "" : before.slice(-tail) },
  ];
  return { parts: joinEqualNeighbours(parts), unit: changes === undefined ? "block" : "line" };
}

const partsOf = (changes: readonly { value: string; added: boolean; removed: boolean }[]): TextPart[] =>
  joinEqualNeighbours(
    changes.map(({ value, added, removed }) => ({
      kind: added ? "added" : removed ? "removed" : "same",
      text: value,
    })),
  );

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

/** From 0 (nothing in common) to 1 (equal), by the share of the characters that stay; quick for texts of any length. */
export function similarity(before: string, after: string): number {
  if (before === after) return 1;
  const old = countPieces(before);
  const now = countPieces(after);
  let shared = 0;
  let total = 0;
  for (const [piece, count] of old) {
    shared += Math.min(count, now.get(piece) ?? 0) * piece.length * 2;
    total += count * piece.length;
  }
  for (const [piece, count] of now) total += count * piece.length;
  return total === 0 ? 0 : shared / total;
}

const pieces = /[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

function countPieces(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.slice(0, 20_000).matchAll(pieces)) {
    for (const piece of word.match(unspaced) ?? [word]) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  return counts;
}
