import type { ErrorData } from "#shared/contract/errors.ts";
import type { RunSummary } from "#shared/model/run.ts";

/** The runs of a prompt, newest first, as far as they were read. */
export interface RecentRuns {
  runs: RunSummary[];
  /** Where the older ones go on; null: there are none. */
  next: number | null;
  state: "loading" | "ready" | "loading-older" | "failed";
  error: ErrorData | null;
}

export const noRecentRuns: RecentRuns = { runs: [], next: null, state: "loading", error: null };

/**
 * Puts a newly read first page in front of what was read before. Where the two do not touch, runs would be missing
 * between them, so the older ones are let go and can be read again.
 */
export function joinFirstPage(
  before: RecentRuns,
  page: { runs: RunSummary[]; next: number | null },
): RecentRuns {
  const fresh = new Set(page.runs.map((run) => run.runId));
  const older = before.runs.filter((run) => !fresh.has(run.runId));
  const touch = page.next !== null && older.length < before.runs.length && older.length > 0;
  return touch
    ? { runs: [...page.runs, ...older], next: before.next, state: "ready", error: null }
    : { ...page, state: "ready", error: null };
}
