import { clippedMatches, nGrams } from "./n-grams.ts";

const maxOrder = 4;

/**
 * Sentence BLEU-4 (Papineni et al. 2002), 0..1, against one reference or several: the geometric mean of the clipped
 * precisions of runs of one to four tokens, times the brevity penalty against the reference nearest in length (of two
 * equally near ones the shorter). As sacreBLEU's `sentence_bleu`: an order without a match counts 1/2, 1/4, … of one
 * (exponential smoothing, NIST's, “method 3” of Chen and Cherry 2014), and orders longer than the text are left out.
 */
export function bleu(candidate: readonly string[], references: readonly (readonly string[])[]): number {
  let logs = 0;
  let orders = 0;
  let smoothing = 1;
  let hasMatch = false;
  for (let n = 1; n <= maxOrder && candidate.length >= n; n++) {
    const { matches, total } = modifiedPrecision(candidate, references, n);
    if (matches > 0) hasMatch = true;
    else smoothing *= 2;
    logs += Math.log(matches > 0 ? matches / total : 1 / (smoothing * total));
    orders += 1;
  }
  if (!hasMatch) return 0;
  return brevityPenalty(candidate.length, references) * Math.exp(logs / orders);
}

/** Papineni's pₙ, as a fraction. */
export function modifiedPrecision(
  candidate: readonly string[],
  references: readonly (readonly string[])[],
  n: number,
): { matches: number; total: number } {
  const matches = clippedMatches(
    nGrams(candidate, n),
    references.map((reference) => nGrams(reference, n)),
  );
  return { matches, total: candidate.length - n + 1 };
}

function brevityPenalty(length: number, references: readonly (readonly string[])[]): number {
  const [nearest = 0] = references
    .map((reference) => reference.length)
    .sort((a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b);
  return length >= nearest ? 1 : Math.exp(1 - nearest / length);
}
