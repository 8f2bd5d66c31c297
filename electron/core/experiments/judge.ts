import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { createPairJudge } from "../checks/index.ts";
import { shuffled } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { experimentOf } from "./experiment-store.ts";
import { type Judgement, listJudgements } from "./judge-store.ts";
import { startWork } from "./judge-work.ts";
import { costOf, newestJudgements } from "./preferences.ts";
import { armPairOf, forgetPairs, keyOfPair, pairsOf, placeOfPair, standing } from "./preferences-pairs.ts";

/**
 * Asks a judge for each pair of replies that are complete now and differ, and answers how many those are. Pairs that this
 * judge has answered for are left out, also after a crash; those that it failed to are asked again.
 */
export async function startJudging(
  context: ExperimentContext,
  { experimentId, a, b, model, criteria, maxCostUsd }: ParsedInput<"experiments.judge">,
): Promise<{ pairs: number }> {
  const { db, models, judging } = context;
  if (db.readOnly !== null) throw new LatheError(db.readOnly);
  const experiment = experimentOf(context, experimentId);
  const arms = armPairOf(experiment, { a, b });
  const judge = createPairJudge(context.checks, { model: model ?? experiment.plan.judgeModel, criteria });
  // Fails where there is no such provider, before anything is read.
  const isPriced = models.priceOf(judge.model) !== null;
  if (maxCostUsd !== null && !isPriced && experiment.plan.mode !== "replay")
    throw new LatheError({
      code: "experiments.judge-price-unknown",
      message: `Nobody knows what a call of ${judge.model} costs, so a cap cannot be kept. Enter its price in Settings, or ask without a cap.`,
      details: { model: judge.model },
    });
  refuseSecond(context, experimentId);
  const pairs = await pairsOf(context, experiment, arms);
  // Another page may have been quicker.
  refuseSecond(context, experimentId);
  const known = listJudgements(db, experiment.sequence, arms, judge.hash);
  const newest = newestJudgements(known);
  const outcomeOf = (row: number) => newest.get(keyOfPair(placeOfPair(pairs.layout, row)))?.outcome;
  const open = Uint32Array.from(pairs.standings.keys()).filter(
    (row) => pairs.standings[row] === standing.differ && (outcomeOf(row) ?? "error") === "error",
  );
  judging.delete(experimentId);
  if (open.length > 0) {
    const live = startWork(context, {
      experiment,
      pairs,
      judge,
      // What has been judged at any moment is a random sample of what there is.
      rows: shuffled(open, experiment.plan.seed),
      failed: new Set(open.filter((row) => outcomeOf(row) === "error")),
      capUsd: maxCostUsd,
      spentUsd: spentOn(known),
      dearestUsd: known.reduce((most, { costUsd }) => Math.max(most, costUsd ?? 0), 0),
    });
    judging.set(experimentId, live);
    void live.ended.then(() => {
      // One that was halted stays, so that whoever looks is told why.
      if (live.error === null && judging.get(experimentId) === live) judging.delete(experimentId);
      context.publish({ type: "experiment.changed", experimentId });
    });
  }
  return { pairs: open.length };
}

function refuseSecond({ judging }: ExperimentContext, id: ExperimentId): void {
  const live = judging.get(id);
  if (live === undefined || live.error !== null) return;
  throw new LatheError({
    code: "experiments.judging",
    message: "A judge is comparing the replies of this comparison already. Wait for it, or stop it first.",
  });
}

/** Judgements of unknown cost count as much as the others did on average. */
function spentOn(judgements: readonly Judgement[]): number {
  const known = judgements.filter(({ costUsd }) => costUsd !== null);
  const sum = costOf(known) ?? 0;
  return known.length === 0 ? sum : (sum * judgements.length) / known.length;
}

/** Cuts its calls at once. What has been judged is kept; the reason for which it was halted is not shown any longer. */
export async function stopJudging(
  { judging, publish }: ExperimentContext,
  { experimentId }: ParsedInput<"experiments.stop-judge">,
): Promise<null> {
  const live = judging.get(experimentId);
  if (live === undefined) return null;
  live.stop();
  await live.ended;
  if (judging.get(experimentId) === live) judging.delete(experimentId);
  publish({ type: "experiment.changed", experimentId });
  return null;
}

/** For the end of the program, and before another state takes the file's place. */
export async function stopAllJudging({ db, judging }: ExperimentContext): Promise<void> {
  const all = [...judging.values()];
  for (const live of all) live.stop();
  await Promise.all(all.map(({ ended }) => ended));
  judging.clear();
  forgetPairs(db);
}
