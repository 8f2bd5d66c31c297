import type { PromptId, TestRunId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";

export const findBaselineRun = (db: Database, promptId: PromptId): TestRunId | null =>
  db.get<{ id: TestRunId }>(
    "find baseline",
    "SELECT r.id FROM baselines b JOIN test_runs r ON r.sequence = b.run WHERE b.prompt_id = @promptId",
    { promptId },
  )?.id ?? null;

export function writeBaseline(db: Database, promptId: PromptId, run: number, at: string): void {
  db.run(
    "write baseline",
    `INSERT INTO baselines (prompt_id, run, set_at) VALUES (@promptId, @run, @at)
     ON CONFLICT (prompt_id) DO UPDATE SET run = excluded.run, set_at = excluded.set_at`,
    { promptId, run, at },
  );
}

export function clearBaseline(db: Database, promptId: PromptId): void {
  db.run("clear baseline", "DELETE FROM baselines WHERE prompt_id = @promptId", { promptId });
}
