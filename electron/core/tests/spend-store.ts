import type { Database } from "../store/database.ts";

/** Sums over test runs, those under way too; a run of which some costs are unknown is counted, and what is known summed. */
export function sumTestSpend(
  db: Database,
  since: string,
): { costUsd: number; runs: number; unknownCost: number } {
  const row = db.get<{ costUsd: number; runs: number; unknownCost: number }>(
    "sum test spend",
    `SELECT coalesce(sum(s.cost_usd + s.judge_cost_usd), 0.0) AS costUsd, count(*) AS runs,
       coalesce(sum(s.unknown_costs > 0), 0) AS unknownCost
     FROM test_runs r JOIN test_run_states s ON s.run = r.sequence WHERE r.created_at >= @since`,
    // In the one form in which times are stored: as texts, 12:00:00.000Z is before 12:00:00Z.
    { since: new Date(since).toISOString() },
  );
  return row ?? { costUsd: 0, runs: 0, unknownCost: 0 };
}
