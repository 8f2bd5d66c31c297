import type { Incomparable, Metric } from "#shared/model/experiment.ts";
import { checksOfRun, scoredHashes } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import type { Readings } from "./evidence.ts";

/**
 * What forbids a comparison, whatever the values say. Prompts, models and settings may differ: they are what is compared.
 * - The cases have to be the same for any metric: other questions take other times and other money.
 * - The checks, and the threshold, for whatever is read from what they said. A name says nothing of what a check asks, so
 *   that also one check by its name needs all of them to be the same.
 * - The judges, where what they said is in it: not in latency, nor in the cost, which is that of the replies.
 */
export function incomparableBy(
  context: ExperimentContext,
  readings: Readings,
  metric: Metric,
): Incomparable[] {
  const { rounds } = readings.experiment;
  const isScored = metric.kind !== "latency" && metric.kind !== "cost";
  const differs = (key: "checksHash" | "judgeHash") =>
    rounds.some(({ runs }) => new Set(runs.map((run) => run[key])).size > 1);
  return [
    ...(asksOthers(context, readings) ? ["suite" as const] : []),
    ...(isScored && differs("checksHash") ? ["checks" as const] : []),
    ...(isScored && differs("judgeHash") && hasJudge(context, readings, metric) ? ["judge" as const] : []),
  ];
}

/** Of a named check it matters only where that one asks a model. */
const hasJudge = ({ tests }: ExperimentContext, { columns }: Readings, metric: Metric): boolean =>
  metric.kind !== "check" ||
  columns
    .flat()
    .some((own) => checksOfRun(tests, own).some(({ name, isJudge }) => isJudge && name === metric.name));

/** Whether any case that two arms were asked is not the same in both, or is not in the suite of one of them. */
function asksOthers(context: ExperimentContext, { experiment, layout, columns }: Readings): boolean {
  return experiment.rounds.some(({ runs }, round) => {
    const first = runs[0];
    const laid = layout.rounds[round];
    if (first === undefined || laid === undefined) return false;
    const isSame = runs.every(
      (run) => run.suiteVersionId === first.suiteVersionId && run.rescoredFrom === null,
    );
    if (isSame) return false;
    const sides = runs.map((run, arm) => ({
      hashes: scoredHashes(context.tests, run, (columns[round] ?? [])[arm] as Readings["columns"][0][0]),
      each: run.plan.models.length * run.plan.repeats,
      firstCell: laid.arms[arm]?.firstCell ?? new Int32Array(0),
    }));
    for (let row = 0; row < laid.caseIndexes.length; row += 1) {
      let seen: string | undefined;
      for (const { hashes, each, firstCell } of sides) {
        const cell = firstCell[row] as number;
        if (cell < 0) return true;
        // Of a run that was scored again, one that was not called has none.
        const hash = hashes[Math.floor(cell / each)];
        if (hash === undefined) continue;
        if (seen !== undefined && seen !== hash) return true;
        seen = hash;
      }
    }
    return false;
  });
}
