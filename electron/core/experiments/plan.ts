import { checkName } from "#shared/checks/score-case.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { Check } from "#shared/model/check.ts";
import { type ExperimentPlan, experimentPlan, type Metric } from "#shared/model/experiment.ts";
import type { TestPlan } from "#shared/model/test-run.ts";
import { readSettings } from "../settings/index.ts";
import type { ExperimentContext } from "./context.ts";
import type { ExperimentWish, TestedArm } from "./plan-arms.ts";
import { allPlaces, drawPlaces, namePlaces, walksFor } from "./plan-cases.ts";

/** The plan with everything settled that may be another one later. Fails where its parts do not go together. */
export function readPlan({ db }: ExperimentContext, wish: ExperimentWish): ExperimentPlan {
  const isPaired = wish.assign === "paired";
  if (wish.mayExtend && !isPaired) {
    throw new LatheError({
      code: "experiments.cannot-look",
      message:
        "Cases can be added after a look only where every case goes through every arm. Choose paired, or leave that out.",
    });
  }
  if (wish.stopEarly && (!isPaired || wish.repeats > 1)) {
    throw new LatheError({
      code: "experiments.cannot-stop-early",
      message:
        "A comparison can stop early only where every case goes through every arm once. Choose paired with one repeat, or leave that out.",
    });
  }
  return experimentPlan.parse({ ...wish, judgeModel: wish.judgeModel ?? readSettings(db).defaultModel });
}

/** What the arms' runs of one round have in common, and what each has of its own. */
export interface RoundPlan {
  /** Cases that are asked. */
  cases: number;
  /** Of random assignment: of all arms together. */
  calls: number | null;
  /** In the order of the arms; `maxCostUsd` is shared out later. */
  runs: TestPlan[];
}

/** Cases drawn from a suite of so many, and who is asked which. The same seed draws the same. */
export function planRound(
  plan: ExperimentPlan,
  arms: readonly Pick<TestedArm, "model">[],
  suite: { cases: number },
): RoundPlan {
  return planPlaces(plan, arms, suite, drawPlaces(allPlaces(suite.cases), plan.cases, plan.seed));
}

/** The same of cases that are chosen already. */
export function planPlaces(
  plan: ExperimentPlan,
  arms: readonly Pick<TestedArm, "model">[],
  suite: { cases: number },
  places: Uint32Array,
): RoundPlan {
  const cases = places.length;
  const perArm = plan.samples ?? cases * plan.repeats;
  const calls = plan.assign === "random" && cases > 0 ? perArm * arms.length : null;
  const repeats = calls === null ? plan.repeats : walksFor(calls, cases, arms.length);
  const runs = arms.map(({ model }, position): TestPlan => {
    const concurrency = plan.concurrency === null ? null : portionOf(plan.concurrency, arms.length, position);
    return {
      models: [model],
      repeats,
      mode: plan.mode,
      concurrency,
      maxCostUsd: null,
      judgeModel: plan.judgeModel,
      seed: plan.seed,
      only: null,
      ...namePlaces(places, suite.cases),
      ...(calls !== null && { share: { arms: arms.length, arm: position, calls } }),
    };
  });
  return { cases: calls === null ? cases : Math.min(cases, calls), calls, runs };
}

/** Calls at once are of all arms together, but for one that each needs. */
const portionOf = (all: number, arms: number, position: number): number =>
  Math.max(1, Math.floor(all / arms) + (position < all % arms ? 1 : 0));

/** A metric that no check of the suite has would be found out only when everything is paid for. */
export function refuseUnknownCheck(metric: Metric, checks: readonly Check[]): void {
  if (metric.kind !== "check") return;
  const names = [...new Set(checks.map(checkName))];
  if (names.includes(metric.name)) return;
  throw new LatheError({
    code: "experiments.no-such-check",
    message:
      names.length === 0
        ? `Nothing is checked here, so there is no check “${metric.name}” to compare by. Add one to the suite, or choose another metric.`
        : `No check here is called “${metric.name}”. There are: ${names.slice(0, 20).join(", ")}.`,
    details: { name: metric.name, names: names.slice(0, 20).join(", ") },
  });
}
