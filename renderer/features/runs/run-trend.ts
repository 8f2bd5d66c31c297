import type { RunState, RunSummary } from "#shared/model/run.ts";

/** Time in milliseconds, cost in US dollars, output tokens as the provider counted them. */
export type TrendMeasure = "time" | "cost" | "tokens";
export const trendMeasures: readonly TrendMeasure[] = ["time", "cost", "tokens"];

/** `unknown`: the call was completed, but nobody said this figure. */
export type LeftOut = "recorded" | Exclude<RunState, "done"> | "unknown";

export interface RunTrend {
  /** Completed calls, oldest first; null where the figure is unknown, which is not 0. */
  points: { run: RunSummary; value: number | null }[];
  /** How many of the points have a figure. */
  known: number;
  /** Over the known figures; null without any. */
  median: number | null;
  /** Runs that have no place or no figure in the trend, by reason, the most frequent first. */
  leftOut: { reason: LeftOut; count: number }[];
}

/** Below this there are figures, but no trend. */
export const fewestForTrend = 3;

/**
 * The trend over runs as they are listed, newest first. Only completed calls count: a partial reply has a partial
 * figure, and a recorded one repeats the time of its original call and cost nothing.
 */
export function trendOf(runs: readonly RunSummary[], measure: TrendMeasure): RunTrend {
  const points: RunTrend["points"] = [];
  const counts = new Map<LeftOut, number>();
  for (const run of runs.toReversed()) {
    const value = figureOf(run, measure);
    const reason = reasonAgainst(run) ?? (value === null ? "unknown" : null);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    if (reason === null || reason === "unknown") points.push({ run, value });
  }
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    points,
    known: values.length,
    median: medianOf(values),
    leftOut: [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  };
}

function reasonAgainst(run: RunSummary): LeftOut | null {
  if (run.state !== "done") return run.state;
  return run.recorded ? "recorded" : null;
}

function figureOf(run: RunSummary, measure: TrendMeasure): number | null {
  if (measure === "time") return run.latencyMs;
  return measure === "cost" ? run.costUsd : (run.usage?.outputTokens ?? null);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** What an axis counts in, and how much of the measure's own unit that is. */
export interface TrendUnit {
  name: "milliseconds" | "seconds" | "minutes" | "dollars" | "tokens";
  size: number;
}

/** One unit for a whole axis, so that its figures can be compared by their digits. */
export function unitFor(measure: TrendMeasure, values: readonly (number | null)[]): TrendUnit {
  if (measure === "cost") return { name: "dollars", size: 1 };
  if (measure === "tokens") return { name: "tokens", size: 1 };
  const most = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  if (most < 1_000) return { name: "milliseconds", size: 1 };
  return most < 120_000 ? { name: "seconds", size: 1_000 } : { name: "minutes", size: 60_000 };
}

const mostVersions = 5;

/**
 * Which versions of runs, newest first, get a mark of their own: the draft first, then as they came into use. Of more than a small chart can
 * tell apart the ones in use longest ago share one, `earlier`.
 */
export function groupRuns(
  runs: readonly RunSummary[],
  names: { draft: string; earlier: string },
): { groups: string[]; groupOf: (run: RunSummary) => string } {
  // The last use decides which remain, the first use their order.
  const lastUsed = [...new Set(runs.flatMap(({ version }) => version ?? []))];
  const own = new Set(lastUsed.slice(0, mostVersions));
  const versions = [...new Set(runs.toReversed().flatMap(({ version }) => version ?? []))];
  return {
    groups: [
      ...(runs.some(({ version }) => version === null) ? [names.draft] : []),
      ...(versions.length > own.size ? [names.earlier] : []),
      ...versions.filter((version) => own.has(version)),
    ],
    groupOf: ({ version }) => (version === null ? names.draft : own.has(version) ? version : names.earlier),
  };
}
