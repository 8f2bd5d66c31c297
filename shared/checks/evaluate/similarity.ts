import { bleu } from "../measures/bleu.ts";
import { editDistance, maxCompared } from "../measures/edit-distance.ts";
import { maxTokens } from "../measures/n-grams.ts";
import { maxOrdered, type Overlap, rougeL, rougeN } from "../measures/rouge.ts";
import { bleuTokens, rougeTokens } from "../measures/words.ts";
import { broken, decided, type Outcome, reaches } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Asked } from "./asked.ts";

/** Of several references the nearest counts; the score is 1 − distance / length of the longer text. */
export function evaluateLevenshtein({ output, value: references, threshold }: Asked<"levenshtein">): Outcome {
  const max = threshold ?? 5;
  let nearest: { distance: number; length: number } | null = null;
  for (const reference of references) {
    const { distance, length } = editDistance(output, reference);
    if (distance === null) return broken("too-long", { length, limit: maxCompared });
    if (nearest === null || distance < nearest.distance) nearest = { distance, length };
  }
  const { distance, length } = nearest ?? { distance: 0, length: 0 };
  return decided(
    distance <= max,
    reason(distance <= max ? "distance-within" : "distance-over", { distance, max }),
    {
      score: length === 0 ? 1 : 1 - distance / length,
      detail: { distance },
    },
  );
}

export const evaluateRougeN = ({ options: { n, measure }, ...asked }: Asked<"rouge-n">): Outcome =>
  bestOverlap(asked, {
    name: `ROUGE-${n}`,
    measure,
    limit: maxTokens,
    isTooLong: (own, reference) => Math.max(own, reference) > maxTokens,
    compare: (own, reference) => rougeN(own, reference, n),
  });

export const evaluateRougeL = ({ options: { measure }, ...asked }: Asked<"rouge-l">): Outcome =>
  bestOverlap(asked, {
    name: "ROUGE-L",
    measure,
    limit: maxOrdered,
    isTooLong: (own, reference) => own * reference > maxOrdered ** 2,
    compare: rougeL,
  });

interface Comparison {
  name: string;
  measure: keyof Overlap;
  /** Tokens; what is told where the texts are too long. */
  limit: number;
  isTooLong(own: number, reference: number): boolean;
  compare(own: readonly string[], reference: readonly string[]): Overlap;
}

/** Of several references the best counts (Lin 2004, section 2.1). */
function bestOverlap(
  { output, value: references, threshold }: Pick<Asked<"rouge-l">, "output" | "value" | "threshold">,
  { name, measure, limit, isTooLong, compare }: Comparison,
): Outcome {
  const own = rougeTokens(output);
  const others = references.map(rougeTokens);
  if (others.every(isEmpty)) return broken("empty-value");
  let score = 0;
  for (const tokens of others) {
    if (isTooLong(own.length, tokens.length)) {
      return broken("too-long", { length: Math.max(own.length, tokens.length), limit });
    }
    score = Math.max(score, compare(own, tokens)[measure]);
  }
  return scored(name, score, threshold ?? 0.75);
}

export function evaluateBleu({ output, value: references, options, threshold }: Asked<"bleu">): Outcome {
  const tokens = (text: string) => bleuTokens(options.ignoreCase ? text.toLowerCase() : text);
  const own = tokens(output);
  const others = references.map(tokens);
  if (others.every(isEmpty)) return broken("empty-value");
  const longest = Math.max(own.length, ...others.map(({ length }) => length));
  if (longest > maxTokens) return broken("too-long", { length: longest, limit: maxTokens });
  return scored("BLEU", bleu(own, others), threshold ?? 0.5);
}

/** Against a reference without a word there is no share to be found. */
const isEmpty = (tokens: readonly string[]): boolean => tokens.length === 0;

function scored(name: string, score: number, min: number): Outcome {
  const passed = reaches(score, min);
  return decided(passed, reason(passed ? "score-reached" : "score-below", { name, score, min }), { score });
}
