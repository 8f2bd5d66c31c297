import type { LatheEvent } from "#shared/contract/events.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { ExperimentContext } from "./context.ts";
import { createEarlyStop } from "./early-stop.ts";
import { stateOf } from "./experiment-state.ts";
import { type ExperimentRow, experimentOf, listExperimentsOfRun } from "./experiment-store.ts";
import { storeVerdict } from "./verdicts.ts";

/** Told at most ten times a second. */
const tellEveryMs = 100;

/** What test runs tell becomes what their experiments tell. */
export interface TestWatch {
  /** To be called with every event of test runs, after it was published. */
  hear(event: LatheEvent): void;
  /** Before the database is closed. */
  stop(): void;
}

/** As soon as the last run of an experiment stands still, its verdict is stored. */
export function createTestWatch(context: ExperimentContext): TestWatch {
  const { clock, log } = context.ports;
  const earlyStop = createEarlyStop(context);
  /** Those of which a change is about to be told. */
  const untold = new Set<ExperimentId>();
  const closing = new AbortController();

  function changed({ experimentId, plan }: ExperimentRow): void {
    if (untold.has(experimentId)) return;
    untold.add(experimentId);
    const tell = () => {
      untold.delete(experimentId);
      context.publish({ type: "experiment.changed", experimentId });
      if (plan.stopEarly) earlyStop.look(experimentId);
    };
    clock
      .sleep(tellEveryMs, closing.signal)
      .then(tell)
      .catch((error) => {
        if (!closing.signal.aborted) complain(error);
      });
  }

  /** Tells of the end where this was the last of its runs. */
  function ended(row: ExperimentRow): void {
    const { experimentId } = row;
    const experiment = experimentOf(context, experimentId);
    const state = stateOf(experiment);
    if (state === "running") {
      changed(row);
      return;
    }
    earlyStop.forget(experimentId);
    // A program that is about to end, or starts after one that did, has no time for it: nobody has asked for a verdict.
    if (state !== "interrupted") attempt(() => storeVerdict(context, experiment));
    context.publish({ type: "experiment.ended", experimentId, state });
  }

  /** Whoever told of the test run must not be held up by what goes wrong here. */
  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      complain(error);
    }
  }

  const complain = (error: unknown) =>
    log("error", `a comparison could not be followed: ${error instanceof Error ? error.stack : error}`);

  return {
    hear(event) {
      if (event.type === "test.started" || event.type === "test.ended") {
        const hear = event.type === "test.started" ? changed : ended;
        attempt(() => listExperimentsOfRun(context.db, event.testRunId).forEach(hear));
      }
      if (event.type === "test.progress") {
        const { testRunId } = event.progress;
        attempt(() => listExperimentsOfRun(context.db, testRunId).forEach(changed));
      }
    },
    stop: () => closing.abort(),
  };
}
