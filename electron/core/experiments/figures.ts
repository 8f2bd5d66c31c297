import { isDominated, type Worth } from "#shared/experiments/dominated.ts";
import type { Evidence } from "#shared/experiments/evidence.ts";
import type { ArmFigures } from "#shared/model/experiment.ts";
import { clusteredProportion } from "#shared/statistics/proportion.ts";
import { quantile } from "#shared/statistics/quantile.ts";
import type { Readings } from "./evidence.ts";
import { countsOf } from "./run-counts.ts";

/** By metric, as the comparisons read it. */
export interface FigureEvidence {
  pass: Evidence;
  latency: Evidence;
  cost: Evidence;
}

/** What each arm comes to by itself, over all rounds. */
export function figuresOf(readings: Readings, evidence: FigureEvidence): ArmFigures[] {
  const figures = readings.experiment.arms.map((_arm, arm) => figuresOfArm(readings, evidence, arm));
  const dominated = isDominated(worthOf(figures));
  return figures.map((own, arm) => ({ ...own, isDominated: dominated[arm] ?? null }));
}

function figuresOfArm(
  { experiment, columns }: Readings,
  { pass, latency, cost }: FigureEvidence,
  arm: number,
): ArmFigures {
  const runs = experiment.rounds.flatMap(({ runs }) => runs[arm] ?? []);
  const sum = (of: (run: (typeof runs)[0]) => number) => runs.reduce((total, run) => total + of(run), 0);
  const scoreWeight = sum((run) => run.scoreWeight);
  const { rate, interval } = passesOf(pass, arm);
  const costs = known(cost.arms[arm]?.values);
  const times = known(latency.arms[arm]?.values).sort();
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  return {
    counts: countsOf(runs),
    passRate: rate,
    passInterval: interval,
    averageScore: scoreWeight > 0 ? sum((run) => run.scoreSum) / scoreWeight : null,
    costUsd: costOf(columns.flatMap((round) => round[arm] ?? [])),
    costPerCall: costs.length === 0 ? null : costs.reduce((total, one) => total + one, 0) / costs.length,
    latency: p50 === null || p95 === null ? null : { p50, p95 },
    isDominated: null,
  };
}

const known = (values: Float64Array | undefined): Float64Array =>
  (values ?? new Float64Array(0)).filter((value) => !Number.isNaN(value));

/** With the case, or the group of cases, as the unit. */
function passesOf({ arms, cases, repeats, clusters }: Evidence, arm: number) {
  const values = arms[arm]?.values ?? new Float64Array(0);
  const passed = new Uint32Array(cases);
  const decided = new Uint32Array(cases);
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] as number;
    if (Number.isNaN(value)) continue;
    const row = Math.floor(place / repeats);
    const cluster = clusters?.[row] ?? row;
    decided[cluster] = (decided[cluster] as number) + 1;
    passed[cluster] = (passed[cluster] as number) + value;
  }
  return clusteredProportion(passed, decided);
}

/** Of the replies that count, what is used again being free; null: of some nobody knows it. */
function costOf(columns: Readings["columns"][0]): number | null {
  let total = 0;
  for (const { sequence, costUsd } of columns)
    for (let cell = 0; cell < sequence.length; cell += 1)
      if (sequence[cell] !== 0) total += costUsd[cell] as number;
  return Number.isNaN(total) ? null : total;
}

/** The pass rate, or the score where nothing passed or failed, against what a reply costs. */
function worthOf(all: ArmFigures[]): Worth[] {
  const isScored = all.every(({ passRate }) => passRate === null);
  return all.map(({ passRate, averageScore, costPerCall }) => ({
    quality: isScored ? averageScore : passRate,
    cost: costPerCall,
  }));
}
