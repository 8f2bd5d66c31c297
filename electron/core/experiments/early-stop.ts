import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import { compareArms } from "#shared/experiments/compare-arms.ts";
import { enoughEvidence, eValueAlong } from "#shared/experiments/e-value-along.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { ExperimentContext } from "./context.ts";
import { evidenceOf, readingsOf } from "./evidence.ts";
import { isStoppedEarly, runsOf, stateOf, stoppedEarly } from "./experiment-state.ts";
import { type Experiment, experimentOf } from "./experiment-store.ts";

/** At most a few times a second, and a tenth of the time: of 100,000 cases a look takes a while. */
const lookEveryMs = 250;
const shareOfTime = 10;

/**
 * Looks whether a comparison is certain already, and stops it then. What stopped it stands in the state of its runs, as
 * the reason why they are cancelled: calls under way come to their end, a program that ends meanwhile has stopped it all
 * the same, and whoever reads the runs sees that it was not a person.
 */
export function createEarlyStop(context: ExperimentContext) {
  const { clock } = context.ports;
  const next = new Map<ExperimentId, number>();
  return {
    look(id: ExperimentId): void {
      const startedAt = clock.monotonic();
      if (startedAt < (next.get(id) ?? 0)) return;
      const experiment = experimentOf(context, id);
      // Another program that makes one of its runs may have found it first.
      if (isStoppedEarly(experiment) || isCertain(context, experiment))
        for (const { testRunId } of runsOf(experiment))
          context.tests.live.get(testRunId)?.settle(settledEarly());
      const endedAt = clock.monotonic();
      next.set(id, endedAt + Math.max(lookEveryMs, (endedAt - startedAt) * shareOfTime));
    },
    forget: (id: ExperimentId) => void next.delete(id),
  };
}

/**
 * Every arm has reached E = 20 against the first at some time, in whichever direction, and would be called better or worse
 * now: a difference on eight cases, or one among many errors, is no reason to stop.
 */
function isCertain(context: ExperimentContext, experiment: Experiment): boolean {
  const { plan, arms } = experiment;
  if (stateOf(experiment) !== "running") return false;
  const evidence = {
    ...evidenceOf(context, readingsOf(context, experiment), plan.metric),
    isStoppedEarly: true,
  };
  const isEnough = arms
    .slice(1)
    .every((_arm, index) => (eValueAlong(evidence, 0, index + 1).eValue ?? 0) >= enoughEvidence);
  return isEnough && compareArms(evidence, plan).every(({ verdict }) => isWinner(verdict));
}

const isWinner = (verdict: string): boolean => verdict === "a_better" || verdict === "b_better";

export const settledEarly = (): ErrorData =>
  new LatheError({
    code: stoppedEarly,
    message: "The comparison was certain before all was called, so the rest was not called.",
  }).toData();
