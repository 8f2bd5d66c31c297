import type { Asked } from "#shared/checks/evaluate/asked.ts";
import { broken, decided, type Outcome } from "#shared/checks/outcome.ts";
import { reason } from "#shared/checks/reasons.ts";
import { isCancelled, LatheError } from "#shared/contract/errors.ts";
import { callFailed, charge, type Judge } from "./ask-judge.ts";
import { seen } from "./judge-input.ts";

/**
 * `similar`: how near the reply's vector lies to that of a reference; the nearest of several counts. Cosine and dot product
 * must reach the threshold, the Euclidean distance must not exceed it.
 */
export async function judgeSimilarity(judge: Judge, input: Asked<"similar">): Promise<Outcome> {
  const { value: references, output, options } = input;
  const [own, ...others] = await embed(judge, [output, ...references]);
  const { measure } = options;
  const limit = input.threshold ?? 0;
  if (own === undefined || isNothing(own) || others.every(isNothing)) return broken("nothing-to-embed");
  const values = others.map((other) => measures[measure](own, other));
  const best = measure === "euclidean" ? Math.min(...values) : Math.max(...values);
  const passed = measure === "euclidean" ? best <= limit + rounding : best >= limit - rounding;
  const because = reason(passed ? "similar" : "not-similar", {
    metric: measure,
    wanted: references[values.indexOf(best)] ?? "",
    score: best,
    limit,
    model: judge.model,
  });
  return decided(passed, because, {
    // A distance has no upper end: near is 1, far tends to 0.
    score: measure === "euclidean" ? 1 / (1 + best) : Math.min(1, Math.max(0, best)),
    detail: seen(judge.model, { measure, threshold: limit, values }),
  });
}

const rounding = 1e-6;

async function embed(judge: Judge, texts: string[]): Promise<number[][]> {
  const { mode, signal, onRetry } = judge.call;
  try {
    const { vectors, costUsd } = await judge.context.models.embed({ model: judge.model, texts }, mode, {
      signal,
      onRetry,
      onUnknownCost: () => charge(judge, null),
    });
    charge(judge, costUsd);
    return vectors;
  } catch (error) {
    throw error instanceof LatheError && !isCancelled(error) ? callFailed(error) : error;
  }
}

const isNothing = (vector: number[]): boolean => vector.every((value) => value === 0);

const dot = (a: number[], b: number[]): number =>
  a.reduce((sum, value, place) => sum + value * (b[place] ?? 0), 0);
const measures = {
  dot,
  cosine: (a: number[], b: number[]) => {
    const lengths = Math.hypot(...a) * Math.hypot(...b);
    return lengths === 0 ? 0 : dot(a, b) / lengths;
  },
  euclidean: (a: number[], b: number[]) => Math.hypot(...a.map((value, place) => value - (b[place] ?? 0))),
};
