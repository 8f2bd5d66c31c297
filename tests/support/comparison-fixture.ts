import { insertExperiment, insertRound } from "#core/experiments/experiment-store.ts";
import type { ExperimentPlan } from "#shared/model/experiment.ts";
import { type ExperimentId, experimentId } from "#shared/model/ids.ts";
import { fixturePlan } from "./fixture-plan.ts";
import { type FixtureSuite, nextId } from "./suite-fixture.ts";

/** An experiment of test runs that are there; each further list of runs is a round of its own. */
export function addFixtureComparison(
  suite: FixtureSuite,
  [first, ...later]: { run: number }[][],
  plan: Partial<ExperimentPlan> = {},
): ExperimentId {
  const { db } = suite;
  const id = experimentId.parse(nextId("exp"));
  const numbers = (runs: { run: number }[] = []) => runs.map(({ run }) => run);
  db.transaction(() => {
    const experiment = insertExperiment(db, {
      experimentId: id,
      origin: "runs",
      suiteId: suite.suiteId,
      suiteName: "Fixture",
      isTyped: false,
      plan: { ...fixturePlan, ...plan },
      appVersion: "0.1.0",
      createdAt: "2026-11-25T10:00:00.000Z",
      arms: numbers(first).map(() => ({
        promptId: suite.promptId,
        promptName: suite.promptName,
        versionId: null,
        version: null,
        model: "simulator/default",
        settings: {},
        contentHash: suite.contentHash,
      })),
      runs: numbers(first),
    });
    for (const [index, runs] of later.entries()) insertRound(db, experiment, index + 1, numbers(runs));
  });
  return id;
}
