import type { Chunk, Output } from "#shared/contract/operations.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { closeInterruptedTests } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { readExperiment } from "./evidence-read.ts";
import { stateOf } from "./experiment-state.ts";
import { type Experiment, experimentOf } from "./experiment-store.ts";
import { countsOf } from "./run-counts.ts";
import { liveComparisons } from "./verdicts-live.ts";

type Standing = Chunk<"experiments.follow">;

/** At most ten times a second; of a program beside this one only the store tells. */
const lookEveryMs = 100;

/** How it stands, until it stands still; then the whole of it. Nothing is told twice. */
export async function* followExperiment(
  context: ExperimentContext,
  id: ExperimentId,
  signal: AbortSignal,
): AsyncGenerator<Standing, Output<"experiments.follow">> {
  let told = "";
  for (;;) {
    closeInterruptedTests(context.tests);
    const experiment = experimentOf(context, id);
    const chunk = standingOf(context, experiment);
    const text = JSON.stringify(chunk);
    if (text !== told) yield chunk;
    told = text;
    // A private copy of a file that cannot be written stays as it is.
    if (chunk.state !== "running" || context.db.readOnly !== null) return readExperiment(context, id);
    await context.ports.clock.sleep(lookEveryMs, signal);
  }
}

function standingOf(context: ExperimentContext, experiment: Experiment): Standing {
  const { live } = context.tests;
  const { rounds, arms } = experiment;
  const runs = rounds.flatMap(({ round, runs }) => runs.map((run, arm) => ({ run, arm, round })));
  const own = runs.flatMap((one) => {
    const its = live.get(one.run.testRunId);
    return its === undefined ? [] : [{ ...one, live: its, progress: its.progress() }];
  });
  const remaining = own.map(({ progress }) => progress.remainingMs);
  const isKnown = remaining.length > 0 && remaining.every((ms) => ms !== null);
  return {
    state: stateOf(experiment),
    counts: arms.map((_arm, arm) => countsOf(rounds.flatMap(({ runs }) => runs[arm] ?? []))),
    costUsd: runs.reduce((sum, { run }) => sum + run.costUsd + run.judgeCostUsd, 0),
    // The arms are called at the same time: it takes as long as the slowest of them.
    remainingMs: isKnown ? Math.max(...remaining) : null,
    partials: cut(
      own.flatMap(({ live, arm, round }) => live.partials().map((partial) => ({ arm, round, ...partial }))),
    ),
    live: liveComparisons(context, experiment),
  };
}

/** In UTF-16 units, of all replies on their way: it is sent ten times a second. */
const mostText = 60_000;

/** Of many, the ends of each. */
function cut(partials: Standing["partials"]): Standing["partials"] {
  const each = Math.floor(mostText / Math.max(1, partials.length));
  return partials.map((partial) => ({
    ...partial,
    text: partial.text.slice(-each).replace(/^[\uDC00-\uDFFF]/, ""),
  }));
}
