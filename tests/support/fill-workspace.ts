/**
 * Fills the workspace of a folder with a suite and runs of it, for looking at pages and for benches:
 * `node_modules/.bin/node tests/support/fill-workspace.ts FOLDER [cases = 1000] [repeats = 1] [models = 1]`.
 * Nothing else may have the workspace open.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Database } from "#core/store/database.ts";
import { openDatabase } from "#core/store/open-database.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import { addFixtureSuite, type FixtureSuite } from "./suite-fixture.ts";
import { addFixtureRun, type FixtureAnswer } from "./test-run-fixture.ts";

export interface FillWish {
  cases: number;
  repeats?: number;
  models?: number;
}

const topics = ["billing", "delivery", "refund", "account"];
const checks = [
  { type: "contains" as const, value: "thank you", metric: "polite" },
  { type: "is-json" as const, metric: "json" },
  { type: "llm-rubric" as const, value: "Answers the question.", metric: "accuracy" },
];

/** A baseline and a newer run of the same suite: most pass, some fail, a few are errors, some broke, some are fixed. */
export function fillWithRuns(
  db: Database,
  { cases, repeats = 1, models = 1 }: FillWish,
): { suite: FixtureSuite; base: TestRunId; testRunId: TestRunId } {
  const suite = addFixtureSuite(db, {
    cases,
    checks,
    caseOf: (index) => ({
      tags: [topics[index % 4] as string, ...(index % 10 === 0 ? ["critical"] : [])],
      ...(index % 17 === 0 ? { expected: null } : {}),
    }),
  });
  const plan = {
    models: Array.from({ length: models }, (_, index) =>
      index === 0 ? "simulator/default" : `acme/model-${index}`,
    ),
    repeats,
  };
  const base = addFixtureRun(suite, { ...plan, createdAt: "2026-11-20T09:00:00.000Z", answer: answerOf(3) });
  db.run("fixture baseline", "INSERT INTO baselines (prompt_id, run, set_at) VALUES (@promptId, @run, @at)", {
    promptId: suite.promptId,
    run: base.run,
    at: "2026-11-20T10:00:00.000Z",
  });
  const { testRunId } = addFixtureRun(suite, { ...plan, answer: answerOf(7) });
  return { suite, base: base.testRunId, testRunId };
}

export const answerOf =
  (salt: number) =>
  ({ caseIndex, repeat, model }: { caseIndex: number; repeat: number; model: string }): FixtureAnswer => {
    // A multiplicative hash: neighbours differ, and it is the same each time.
    const draw =
      (Math.imul(caseIndex * 31 + repeat * 7 + model.length + 1, 2654435761 + salt * 40503) >>> 8) % 1000;
    if (draw < 20) return { verdict: "error", latencyMs: 30_000 };
    if (draw < 30) return { verdict: "unscored" };
    const isPass = draw >= 180;
    const judged = isPass ? 0.6 + (draw % 40) / 100 : (draw % 60) / 100;
    return {
      verdict: isPass ? "pass" : "fail",
      score: Math.round(((1 + 1 + judged) / 3) * 1000) / 1000,
      reply: isPass
        ? `Your order ${caseIndex + 1} is on its way. Thank you for your patience!`
        : `I am sorry, order ${caseIndex + 1} cannot be found.`,
      latencyMs: 200 + ((draw * 7919) % 2500),
      costUsd: 0.0001 + draw / 5_000_000,
      judgeCostUsd: 0.00005,
      recorded: draw % 25 === 0,
      retries: draw % 97 === 0 ? 2 : 0,
      scores: [
        { state: isPass || draw % 3 === 0 ? "pass" : "fail" },
        { state: isPass || draw % 2 === 0 ? "pass" : "fail" },
        {
          state: judged >= 0.5 ? "pass" : "fail",
          score: judged,
          reason:
            judged >= 0.5 ? "It answers the question." : "It does not answer the question that was asked.",
          costUsd: 0.00005,
        },
      ],
    };
  };

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, cases = "1000", repeats = "1", models = "1"] = process.argv.slice(2);
  if (folder === undefined) throw new Error("Name the workspace folder.");
  const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
  const started = performance.now();
  const made = fillWithRuns(db, { cases: Number(cases), repeats: Number(repeats), models: Number(models) });
  db.close();
  console.log(`${made.testRunId} and baseline ${made.base} in ${Math.round(performance.now() - started)} ms`);
}
