import type { Output } from "#shared/contract/operations.ts";
import { advisedCases } from "#shared/experiments/advised-cases.ts";
import type { ExperimentPlan } from "#shared/model/experiment.ts";
import { caseId } from "#shared/model/ids.ts";
import { caseContent } from "#shared/model/suite.ts";
import { readWorkingSuite } from "../suites/index.ts";
import { estimatePlan } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { planRound, type RoundPlan, readPlan } from "./plan.ts";
import { type ExperimentWish, readArms, type TestedArm } from "./plan-arms.ts";

type Estimate = Output<"experiments.estimate">;
type ArmEstimate = Awaited<ReturnType<typeof estimatePlan>>;

const mostProblems = 20;

/** What it would take; nothing is called, frozen or written. */
export async function estimateExperiment(
  context: ExperimentContext,
  wish: ExperimentWish,
  signal: AbortSignal,
): Promise<Estimate> {
  const arms = readArms(context, wish);
  const plan = readPlan(context, wish);
  const { estimates, round } = await estimateArms(context, wish, { arms, plan }, signal);
  const sumOf = (figure: (one: ArmEstimate) => number) =>
    estimates.reduce((sum, one) => sum + figure(one), 0);
  return {
    cases: round.cases,
    calls: sumOf(({ calls }) => calls),
    judgeCalls: sumOf(({ judgeCalls }) => judgeCalls),
    recorded: sumOf(({ recorded }) => recorded),
    costUsd: sumOf(({ costUsd }) => costUsd),
    judgeCostUsd: sumOf(({ judgeCostUsd }) => judgeCostUsd),
    unpriced: [...new Set(estimates.flatMap(({ unpriced }) => unpriced))],
    perArm: estimates.map(({ perModel, calls }, position) => ({
      model: (arms[position] as TestedArm).model,
      calls,
      costUsd: perModel[0]?.costUsd ?? null,
    })),
    problems: estimates
      .flatMap(({ problems }, arm) => problems.map((problem) => ({ arm, ...problem })))
      .slice(0, mostProblems),
    problemCount: sumOf(({ problemCount }) => problemCount),
    // The arms share the cases and what they are checked by.
    withoutChecks: Math.min(round.cases, estimates[0]?.withoutChecks ?? 0),
    advisedCases: advisedCases(plan.metric, plan.delta, plan.assign),
  };
}

/** Of each arm as a test run of its own, on the cases that a start would draw now. */
export async function estimateArms(
  context: ExperimentContext,
  wish: ExperimentWish,
  { arms, plan }: { arms: TestedArm[]; plan: ExperimentPlan },
  signal: AbortSignal,
): Promise<{ estimates: ArmEstimate[]; round: RoundPlan }> {
  const suite = suiteOf(context, wish);
  const round = planRound(plan, arms, { cases: suite.cases.length });
  const estimates: ArmEstimate[] = [];
  for (const [position, { tested }] of arms.entries()) {
    const runPlan = round.runs[position] as RoundPlan["runs"][0];
    const source = { content: tested.content, suite, plan: runPlan, promptId: tested.prompt.promptId };
    estimates.push(await estimatePlan(context.tests, source, signal));
  }
  return { estimates, round };
}

/** As a start would freeze it. Inputs that were typed in are a suite only from the start on. */
function suiteOf({ suites }: ExperimentContext, { on }: ExperimentWish) {
  if (on.kind === "suite") return readWorkingSuite(suites, on.suiteId);
  const contents = on.inputs.map((inputs) => caseContent.parse({ inputs }));
  return {
    checks: on.checks,
    threshold: null,
    cases: contents.map((_content, index) => ({
      caseId: caseId.parse(`cas_typed${index}`),
      hash: `${index}`,
    })),
    readCase: (hash: string) => contents[Number(hash)] ?? caseContent.parse({}),
  };
}
