import { caseMeans, isRatio, rounding } from "#shared/experiments/arm-values.ts";
import { compareArms, compareByMetrics } from "#shared/experiments/compare-arms.ts";
import { eValueAlong } from "#shared/experiments/e-value-along.ts";
import type { Evidence } from "#shared/experiments/evidence.ts";
import type { Comparison, ExperimentVerdict, Metric } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { checksOfRun } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { evidenceKey, evidenceOf, type Readings, readingsOf } from "./evidence.ts";
import { stateOf } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";
import { figuresOf } from "./figures.ts";
import { findVerdict, insertVerdict } from "./verdicts-store.ts";

/** Metrics beside the primary one: more say less, since they are read together. */
const mostOthers = 12;

/** Verdicts that are kept, each some kilobytes. */
const mostKept = 50;

interface Kept {
  key: string;
  verdict: ExperimentVerdict;
  madeAt: number;
  tookMs: number;
}

const caches = new WeakMap<Database, Map<ExperimentId, Kept>>();

/**
 * What is read from an experiment as it stands. Where that state has a stored verdict it is that one, whatever this
 * program would read; while one is under way it is worked out anew for at most a fifth of the time, unless it has to be exact.
 */
export function verdictOf(
  context: ExperimentContext,
  experiment: Experiment,
  isExact = stateOf(experiment) !== "running",
): ExperimentVerdict {
  const { db, ports } = context;
  const kept = caches.get(db) ?? new Map<ExperimentId, Kept>();
  caches.set(db, kept);
  const id = experiment.experimentId;
  const found = kept.get(id);
  const madeAt = ports.clock.monotonic();
  if (found !== undefined && !isExact && madeAt - found.madeAt < found.tookMs * 5) return found.verdict;
  const readings = readingsOf(context, experiment);
  const key = evidenceKey(readings);
  if (found?.key === key) return found.verdict;
  const verdict = findVerdict(db, experiment.sequence, key)?.verdict ?? judge(context, readings);
  kept.delete(id);
  kept.set(id, { key, verdict, madeAt, tookMs: ports.clock.monotonic() - madeAt });
  for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
  return verdict;
}

/**
 * Keeps the verdict of an experiment that stands still, once for each state of its evidence, and answers it. Nothing is
 * kept while a run is under way, or where nothing can be written.
 */
export function storeVerdict(context: ExperimentContext, experiment: Experiment): ExperimentVerdict {
  const state = stateOf(experiment);
  const verdict = verdictOf(context, experiment);
  if (state === "running" || context.db.readOnly !== null) return verdict;
  const { sequence } = experiment;
  const evidence = evidenceKey(readingsOf(context, experiment));
  insertVerdict(context.db, { experiment: sequence, evidence, state, verdict });
  // Another program may have been first.
  const stored = findVerdict(context.db, sequence, evidence)?.verdict ?? verdict;
  const kept = caches.get(context.db)?.get(experiment.experimentId);
  if (kept !== undefined) kept.verdict = stored;
  return stored;
}

function judge(context: ExperimentContext, readings: Readings): ExperimentVerdict {
  const { plan } = readings.experiment;
  const options = { delta: plan.delta, seed: plan.seed };
  const read = (metric: Metric) => evidenceOf(context, readings, metric);
  const primary = read(plan.metric);
  const of = (kind: "pass" | "latency" | "cost") => (plan.metric.kind === kind ? primary : read({ kind }));
  const figures = { pass: of("pass"), latency: of("latency"), cost: of("cost") };
  const others = [
    figures.pass,
    ...(plan.metric.kind === "score" ? [] : [read({ kind: "score" })]),
    figures.latency,
    figures.cost,
    ...namedChecks(context, readings).map((name) => read({ kind: "check", name })),
  ]
    .filter((evidence) => evidence !== primary && !isSame(evidence.metric, plan.metric) && isThere(evidence))
    .slice(0, mostOthers);
  return {
    primary: compareArms(primary, options),
    others: compareByMetrics(others, options),
    arms: figuresOf(readings, figures),
    appVersion: context.appVersion,
    at: new Date(context.ports.clock.now()).toISOString(),
  };
}

const isSame = (one: Metric, other: Metric): boolean =>
  one.kind === other.kind && (one.kind !== "check" || other.kind !== "check" || one.name === other.name);

/** Each arm has a value. */
const isThere = ({ arms }: Evidence): boolean =>
  arms.every(({ values }) => values.some((value) => !Number.isNaN(value)));

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

type LiveComparison = Pick<Comparison, "b" | "n" | "fixed" | "broken" | "eValue">;

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
  const evidence = evidenceOf(context, readingsOf(context, experiment), experiment.plan.metric);
  const list = compareSoFar(evidence);
  lives.set(db, { id, list, madeAt, tookMs: ports.clock.monotonic() - madeAt });
  return list;
}

function compareSoFar(evidence: Evidence): LiveComparison[] {
  const { arms, cases, repeats, assign, metric } = evidence;
  const means = arms.map((arm) => caseMeans(arm, cases, repeats).means);
  const sign = isRatio(metric) ? -1 : 1;
  return means.slice(1).map((own, index): LiveComparison => {
    const b = index + 1;
    const first = means[0] ?? own;
    const live = { b, n: 0, fixed: 0, broken: 0 };
    for (let row = 0; row < cases; row += 1) {
      const difference = sign * ((own[row] as number) - (first[row] as number));
      if (Number.isNaN(difference)) continue;
      live.n += 1;
      if (difference > rounding) live.fixed += 1;
      else if (difference < -rounding) live.broken += 1;
    }
    if (assign === "paired") return { ...live, eValue: eValueAlong(evidence, 0, b).eValue };
    const valued = (arm: number) =>
      evidence.arms[arm]?.values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) ?? 0;
    return { b, n: valued(0) + valued(b), fixed: null, broken: null, eValue: null };
  });
}
