import { clippedMatches, nGrams } from "./n-grams.ts";

export interface Overlap {
  precision: number;
  recall: number;
  f1: number;
}

/** Tokens of two equally long texts whose common subsequence is found in about a second. */
export const maxOrdered = 14_000;

/**
 * ROUGE-N (Lin 2004, “ROUGE: A Package for Automatic Evaluation of Summaries”, section 2): the runs of n tokens that both
 * have, as a share of the reference's (recall) and of the candidate's (precision). 0 where there are no such runs.
 */
export const rougeN = (candidate: readonly string[], reference: readonly string[], n: number): Overlap => {
  const runs = nGrams(candidate, n);
  return overlap(
    clippedMatches(runs, [nGrams(reference, n)]),
    Math.max(0, candidate.length - n + 1),
    Math.max(0, reference.length - n + 1),
  );
};

/** ROUGE-L (Lin 2004, section 3.1) with β = 1: the longest common subsequence as a share of each length. */
export const rougeL = (candidate: readonly string[], reference: readonly string[]): Overlap =>
  overlap(commonSubsequence(candidate, reference), candidate.length, reference.length);

function overlap(matches: number, candidate: number, reference: number): Overlap {
  const precision = candidate === 0 ? 0 : matches / candidate;
  const recall = reference === 0 ? 0 : matches / reference;
  const f1 = matches === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

/** Its length, with two rows of the table. */
function commonSubsequence(a: readonly string[], b: readonly string[]): number {
  const numbers = new Map<string, number>();
  const numbered = (tokens: readonly string[]) =>
    Int32Array.from(tokens, (token) => {
      const known = numbers.get(token) ?? numbers.size;
      numbers.set(token, known);
      return known;
    });
  const [left, right] = [numbered(a), numbered(b)];
  let above = new Int32Array(right.length + 1);
  let row = new Int32Array(right.length + 1);
  for (const token of left) {
    for (let at = 1; at <= right.length; at++) {
      row[at] =
        token === right[at - 1]
          ? (above[at - 1] as number) + 1
          : Math.max(above[at] as number, row[at - 1] as number);
    }
    [above, row] = [row, above];
  }
  return above[right.length] ?? 0;
}
