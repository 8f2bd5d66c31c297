import { compareArms, compareByMetrics } from "#shared/experiments/compare-arms.ts";
import type { Evidence } from "#shared/experiments/evidence.ts";
import type { Comparison, ExperimentVerdict, Metric } from "#shared/model/experiment.ts";
import { checksOfRun } from "../tests/index.ts";
import { type ExperimentContext, timeOf } from "./context.ts";
import { evidenceOf, type Readings } from "./evidence.ts";
import { figuresOf } from "./figures.ts";
import { changesOf, countChanges } from "./rows-order.ts";

/** Metrics beside the primary one: more say less, since they are read together. */
const mostOthers = 12;

/** A check that speaks on fewer cases can never say anything, and would only make the others stricter. */
const fewestChecked = 5;

/** Everything that is read from what was answered, anew. */
export function judge(context: ExperimentContext, readings: Readings): ExperimentVerdict {
  const { plan } = readings.experiment;
  const read = (metric: Metric) => evidenceOf(context, readings, metric);
  const primary = read(plan.metric);
  const of = (kind: "pass" | "latency" | "cost") => (plan.metric.kind === kind ? primary : read({ kind }));
  const figures = { pass: of("pass"), latency: of("latency"), cost: of("cost") };
  const others = [
    figures.pass,
    ...(plan.metric.kind === "score" ? [] : [read({ kind: "score" })]),
    figures.latency,
    figures.cost,
    ...namedChecks(context, readings)
      .map((name) => read({ kind: "check", name }))
      .filter((evidence) => coverage(evidence) >= fewestChecked)
      // Those that say most come first, where not all of them have room.
      .sort((one, other) => coverage(other) - coverage(one)),
  ]
    .filter((evidence) => evidence !== primary && !isSame(evidence.metric, plan.metric) && isThere(evidence))
    .slice(0, mostOthers);
  return {
    primary: compareArms(primary, plan).map((one) => withChanges(context, readings, one)),
    others: compareByMetrics(others, plan).map((one) => withChanges(context, readings, one)),
    arms: figuresOf(readings, figures),
    appVersion: context.appVersion,
    at: timeOf(context),
  };
}

const isSame = (one: Metric, other: Metric): boolean =>
  one.kind === other.kind && (one.kind !== "check" || other.kind !== "check" || one.name === other.name);

/** How many values the arm has that has the fewest. */
const coverage = ({ arms }: Evidence): number =>
  Math.min(
    ...arms.map(({ values }) => values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)),
  );

const isThere = (evidence: Evidence): boolean => coverage(evidence) > 0;

/** The checks that said anything in every arm. */
function namedChecks({ tests }: ExperimentContext, { experiment, columns }: Readings): string[] {
  const arms = experiment.arms.map(
    (_arm, arm) =>
      new Set(
        columns.flatMap((round) => {
          const own = round[arm];
          return own === undefined ? [] : checksOfRun(tests, own).map(({ name }) => name);
        }),
      ),
  );
  return [...(arms[0] ?? [])].filter((name) => arms.every((names) => names.has(name)));
}

/** Over several repeats a case is passed or failed by most of them, as the rows show it: what is counted can be looked at. */
function withChanges(context: ExperimentContext, readings: Readings, one: Comparison): Comparison {
  if (one.metric.kind !== "pass" || one.fixed === null || readings.layout.repeats === 1) return one;
  const { fixed, broken } = countChanges(changesOf(context, readings, one.b, one.metric));
  return { ...one, fixed, broken };
}
