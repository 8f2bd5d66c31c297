import { caseMeans } from "#shared/experiments/arm-values.ts";
import { eValueAlong } from "#shared/experiments/e-value-along.ts";
import type { Comparison } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import type { ExperimentContext } from "./context.ts";
import { evidenceOf, type Readings, readingsOf } from "./evidence.ts";
import { stateOf } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";
import { changesOf, countChanges } from "./rows-order.ts";

type LiveComparison = Pick<Comparison, "b" | "n" | "fixed" | "broken" | "eValue" | "leaning">;

const lives = new WeakMap<
  Database,
  { id: ExperimentId; list: LiveComparison[]; madeAt: number; tookMs: number }
>();

/**
 * What may be told of every arm against the first before the end: by the primary metric, and no p-value. Asked ten times
 * a second it is worked out for at most a fifth of the time.
 */
export function liveComparisons(context: ExperimentContext, experiment: Experiment): LiveComparison[] {
  const { db, ports } = context;
  const { experimentId: id } = experiment;
  const found = lives.get(db);
  const madeAt = ports.clock.monotonic();
  if (found?.id === id && stateOf(experiment) === "running" && madeAt - found.madeAt < found.tookMs * 5)
    return found.list;
  const list = compareSoFar(context, readingsOf(context, experiment));
  lives.set(db, { id, list, madeAt, tookMs: ports.clock.monotonic() - madeAt });
  return list;
}

function compareSoFar(context: ExperimentContext, readings: Readings): LiveComparison[] {
  const evidence = evidenceOf(context, readings, readings.experiment.plan.metric);
  const { arms, cases, repeats, assign } = evidence;
  if (assign === "random") {
    const calls = arms.map(({ values }) => values.filter((value) => !Number.isNaN(value)).length);
    return calls.slice(1).map((own, index) => {
      return {
        b: index + 1,
        n: (calls[0] ?? 0) + own,
        fixed: null,
        broken: null,
        eValue: null,
        leaning: null,
      };
    });
  }
  const means = arms.map((arm) => caseMeans(arm, cases, repeats).means);
  return means.slice(1).map((own, index) => {
    const b = index + 1;
    const n = own.filter((value, row) => !Number.isNaN(value + (means[0]?.[row] as number))).length;
    const { fixed, broken } = countChanges(changesOf(context, readings, b));
    // What the e-value speaks for: it counts groups, and not every case has had its turn.
    const { eValue, wins, losses } = eValueAlong(evidence, 0, b);
    const leaning = wins === losses ? null : wins > losses ? "b" : "a";
    return { b, n, fixed, broken, eValue, leaning };
  });
}
