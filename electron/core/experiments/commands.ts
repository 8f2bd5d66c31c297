import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { cancelTest, pauseTest, type RunFacts, settleTest, standingTest, takeUpAll } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { settledEarly } from "./early-stop.ts";
import { isSettled, isStoppedEarly, runsOf } from "./experiment-state.ts";
import { type Experiment, experimentOf } from "./experiment-store.ts";
import { capsAnew, missingOf } from "./plan-cap.ts";
import { isWatched } from "./start.ts";

export function pauseExperiment(context: ExperimentContext, id: ExperimentId): void {
  for (const { state, testRunId } of runsOf(experimentOf(context, id)))
    if (state === "running") pauseTest(context.tests, testRunId);
}

/** Runs that are done stay what they are. */
export function cancelExperiment(context: ExperimentContext, id: ExperimentId): void {
  const experiment = experimentOf(context, id);
  // It stands still for a better reason than that.
  if (isStoppedEarly(experiment)) return;
  for (const { state, testRunId } of runsOf(experiment))
    if (state !== "done") cancelTest(context.tests, testRunId);
}

/** Goes on with what is missing, in every arm that stands still and is not done; all of them or none. */
export async function resumeExperiment(
  context: ExperimentContext,
  { experimentId, maxCostUsd }: ParsedInput<"experiments.resume">,
): Promise<void> {
  const standing = await standStill(context, experimentId);
  const { experiment } = standing;
  if (isStoppedEarly(experiment)) {
    settleRest(context, experiment);
    throw new LatheError({
      code: "experiments.stopped-early",
      message:
        "This comparison was certain before all was called, and its plan says that it stops then. Start a new one to ask more.",
    });
  }
  const waiting = standing.runs.filter(({ state }) => state !== "done");
  if (waiting.length === 0) {
    if (standing.isUnderWay) throw stillRunning();
    throw new LatheError({
      code: "experiments.nothing-missing",
      message: "This comparison is complete; nothing is missing. Add cases to it, or start a new one.",
    });
  }
  const caps = capsAnew(
    experiment,
    maxCostUsd,
    waiting.map((run) => ({ run, calls: missingOf(run) })),
  );
  takeUpAll(
    context.tests,
    await Promise.all(
      waiting.map(async ({ testRunId, sequence, maxCostUsd: before }) => ({
        run: await standingTest(context.tests, testRunId),
        wanted: "missing" as const,
        maxCostUsd: caps === null ? before : (caps.taken.get(sequence) ?? null),
      })),
    ),
    isWatched(experiment.rounds[0]?.runs ?? []),
    caps?.left,
  );
}

/** Of a program that ended in the middle of stopping early. */
function settleRest(context: ExperimentContext, experiment: Experiment): void {
  for (const run of runsOf(experiment))
    if (run.state !== "running" && !isSettled(run)) settleTest(context.tests, run.testRunId, settledEarly());
}

/** Calls again what ended in an error, in every arm that stands still. */
export async function retryExperiment(
  context: ExperimentContext,
  id: ExperimentId,
): Promise<Output<"experiments.retry-errors">> {
  const { experiment, runs, isUnderWay } = await standStill(context, id);
  if (isUnderWay) throw stillRunning();
  const failed = runs.filter(({ errored }) => errored > 0);
  // Errors are seldom paid for, so that the cap is dealt anew: the rest of it may be another run's by now.
  const caps = capsAnew(
    experiment,
    undefined,
    failed.map((run) => ({ run, calls: run.errored })),
  );
  const wishes = await Promise.all(
    failed.map(async ({ testRunId, sequence, maxCostUsd }) => ({
      run: await standingTest(context.tests, testRunId),
      wanted: "errors" as const,
      maxCostUsd: caps === null ? maxCostUsd : (caps.taken.get(sequence) ?? null),
    })),
  );
  const attempts = takeUpAll(context.tests, wishes, isWatched(experiment.rounds[0]?.runs ?? []), caps?.left);
  return { attempts };
}

/**
 * Waits for those runs that are on their way to a standstill. `runs`: those that stand still; others may be under way,
 * such as where one arm alone was halted.
 */
export async function standStill(
  context: ExperimentContext,
  id: ExperimentId,
): Promise<{ experiment: Experiment; runs: RunFacts[]; isUnderWay: boolean }> {
  for (const { testRunId } of runsOf(experimentOf(context, id))) {
    const live = context.tests.live.get(testRunId);
    if (live !== undefined && live.stopping !== null) await standingTest(context.tests, testRunId);
  }
  const experiment = experimentOf(context, id);
  const runs = runsOf(experiment).filter(({ state }) => state !== "running");
  return { experiment, runs, isUnderWay: runs.length < runsOf(experiment).length };
}

export const stillRunning = (): LatheError =>
  new LatheError({
    code: "experiments.still-running",
    message: "This comparison is still under way. Pause it, or wait until it stands still.",
  });
