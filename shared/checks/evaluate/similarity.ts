import { bleu } from "../measures/bleu.ts";
import { editDistance } from "../measures/edit-distance.ts";
import { maxTokens } from "../measures/n-grams.ts";
import { maxSubsequenceWork, type Overlap, rougeL, rougeN } from "../measures/rouge.ts";
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
    if (distance === null) return broken("too-long", { length, limit: 40_000 });
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

export function evaluateRougeN({ output, value, options, threshold }: Asked<"rouge-n">): Outcome {
  const { n, measure } = options;
  return bestOverlap(output, value, `ROUGE-${n}`, measure, threshold, (own, reference) =>
    rougeN(own, reference, n),
  );
}

export function evaluateRougeL({ output, value, options, threshold }: Asked<"rouge-l">): Outcome {
  return bestOverlap(output, value, "ROUGE-L", options.measure, threshold, (own, reference) =>
    own.length * reference.length > maxSubsequenceWork ? null : rougeL(own, reference),
  );
}

/** Of several references the best counts (Lin 2004, section 2.1). */
function bestOverlap(
  output: string,
  references: readonly string[],
  name: string,
  measure: keyof Overlap,
  threshold: number | null,
  compare: (own: readonly string[], reference: readonly string[]) => Overlap | null,
): Outcome {
  const own = rougeTokens(output);
  let score = 0;
  for (const reference of references) {
    const tokens = rougeTokens(reference);
    const longest = Math.max(own.length, tokens.length);
    const overlap = longest > maxTokens ? null : compare(own, tokens);
    if (overlap === null) return broken("too-long", { length: longest, limit: maxTokens });
    score = Math.max(score, overlap[measure]);
  }
  return scored(name, score, threshold ?? 0.75);
}

export function evaluateBleu({ output, value: references, options, threshold }: Asked<"bleu">): Outcome {
  const tokens = (text: string) => bleuTokens(options.ignoreCase ? text.toLowerCase() : text);
  const own = tokens(output);
  const others = references.map(tokens);
  const longest = Math.max(own.length, ...others.map(({ length }) => length));
  if (longest > maxTokens) return broken("too-long", { length: longest, limit: maxTokens });
  return scored("BLEU", bleu(own, others), threshold ?? 0.5);
}

function scored(name: string, score: number, min: number): Outcome {
  const passed = reaches(score, min);
  return decided(passed, reason(passed ? "score-reached" : "score-below", { name, score, min }), { score });
}
