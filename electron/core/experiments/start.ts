import type { Output } from "#shared/contract/operations.ts";
import type { Check } from "#shared/model/check.ts";
import type { ExperimentPlan } from "#shared/model/experiment.ts";
import { experimentId } from "#shared/model/ids.ts";
import { preparePrompt } from "../prompts/index.ts";
import { type FrozenSuite, freezeSuite, freezeUnlisted } from "../suites/index.ts";
import { launch, type PreparedTest, prepareTest, readChecks } from "../tests/index.ts";
import { type ExperimentContext, timeOf } from "./context.ts";
import { estimateArms } from "./estimate.ts";
import { insertExperiment } from "./experiment-store.ts";
import { planRound, type RoundPlan, readPlan, refuseUnknownCheck } from "./plan.ts";
import { type ExperimentWish, readArms, type TestedArm } from "./plan-arms.ts";
import { shareCap } from "./plan-cap.ts";

/** So many attempts at first, and somebody is likely to read along: their replies are streamed, also of later rounds. */
const mostWatched = 300;
export const isWatched = (firstRound: readonly { planned: number }[]): boolean =>
  firstRound.reduce((sum, { planned }) => sum + planned, 0) <= mostWatched;

/** All of it is stored, or nothing; then each arm is a test run that goes on by itself. */
export async function startExperiment(
  context: ExperimentContext,
  wish: ExperimentWish,
): Promise<Output<"experiments.start">> {
  const { db, ports } = context;
  const arms = readArms(context, wish);
  const plan = readPlan(context, wish);
  for (const { tested } of arms) await preparePrompt(tested.content);
  const caps = await capsFor(context, wish, { arms, plan });
  const id = experimentId.parse(ports.ids.next("exp"));
  const prepared = db.transaction(() => {
    const suite = suiteOf(context, wish, arms);
    const checks = readChecks(db, suite);
    refuseUnknownCheck(plan.metric, checks.all);
    const round = planRound(plan, arms, { cases: suite.cases.length });
    const runs = prepareRound(context, { arms, suite, checks, round, caps });
    insertExperiment(db, {
      experimentId: id,
      origin: "calls",
      suiteId: suite.version.suiteId,
      suiteName: suite.name,
      isTyped: wish.on.kind === "inputs",
      plan: { ...plan, repeats: round.runs[0]?.repeats ?? plan.repeats },
      appVersion: context.appVersion,
      createdAt: timeOf(context),
      arms: arms.map(({ arm }) => arm),
      runs: runs.map(({ run }) => run.sequence),
    });
    return runs;
  });
  context.publish({ type: "experiment.started", experimentId: id });
  launchAll(context, prepared, isWatched(prepared.map(({ run }) => run)));
  return { experimentId: id };
}

/** Frozen once for all arms. */
function suiteOf({ suites }: ExperimentContext, { on }: ExperimentWish, arms: TestedArm[]): FrozenSuite {
  if (on.kind === "suite") return freezeSuite(suites, on.suiteId);
  const { promptId, promptName } = (arms[0] as TestedArm).arm;
  return freezeUnlisted(suites, { name: promptName, promptId, checks: on.checks, inputs: on.inputs });
}

/** One test run for each arm on the same frozen suite. To be called within a transaction. */
export function prepareRound(
  context: ExperimentContext,
  made: {
    arms: readonly Pick<TestedArm, "tested">[];
    suite: FrozenSuite;
    checks: { all: Check[]; hash: string };
    round: RoundPlan;
    caps: number[] | null;
  },
): PreparedTest[] {
  const { arms, suite, checks, round, caps } = made;
  return arms.map(({ tested }, position) => {
    const plan = { ...(round.runs[position] as RoundPlan["runs"][0]), maxCostUsd: caps?.[position] ?? null };
    return prepareTest(context.tests, { tested, plan, suite, checks });
  });
}

export function launchAll({ tests }: ExperimentContext, prepared: PreparedTest[], isStreamed: boolean): void {
  for (const run of prepared) launch(tests, run, { isWatched: isStreamed });
}

/** What each arm may spend; null: there is no cap. */
async function capsFor(
  context: ExperimentContext,
  wish: ExperimentWish,
  made: { arms: TestedArm[]; plan: ExperimentPlan },
): Promise<number[] | null> {
  if (made.plan.maxCostUsd === null) return null;
  const { estimates } = await estimateArms(context, wish, made, new AbortController().signal);
  return shareCap(
    made.plan.maxCostUsd,
    estimates.map(({ costUsd, unpriced }) => (unpriced.length > 0 ? null : costUsd)),
  );
}
