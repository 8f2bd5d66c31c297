import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { promptOf } from "../prompts/index.ts";
import { readContent } from "../store/content-store.ts";
import { type FrozenSuite, freezeSuite, readFrozenSuite } from "../suites/index.ts";
import { judgeHash, limitTestRun, type RunFacts, readChecks, type Tested } from "../tests/index.ts";
import { standStill, stillRunning } from "./commands.ts";
import type { ExperimentContext } from "./context.ts";
import { isStoppedEarly, runsOf, stateOf, stoppedEarly } from "./experiment-state.ts";
import { type Experiment, experimentOf, insertRound } from "./experiment-store.ts";
import { unaskedPlaces } from "./extend-cases.ts";
import { planPlaces } from "./plan.ts";
import { capOf, leftBehind, shareCap, spentOf } from "./plan-cap.ts";
import { drawPlaces } from "./plan-cases.ts";
import { isWatched, launchAll, prepareRound } from "./start.ts";

/** Asks every arm cases of the suite, as it is now, that no round has asked. */
export async function extendExperiment(
  context: ExperimentContext,
  { experimentId, cases }: ParsedInput<"experiments.extend">,
): Promise<Output<"experiments.extend">> {
  const { db } = context;
  const { experiment, isUnderWay } = await standStill(context, experimentId);
  if (isUnderWay) throw stillRunning();
  refuseExtension(experiment);
  const { sequence, rounds, arms, plan } = experiment;
  const first = (rounds[0] as (typeof rounds)[0]).runs;
  const tested = first.map((run) => testedOf(context, run));
  const { prepared, places } = db.transaction(() => {
    const suite = freezeSuite(context.suites, experiment.suiteId);
    const checks = readChecks(db, suite);
    refuseOtherTerms(context, first[0] as RunFacts, suite);
    const left = unaskedPlaces(context, experiment, suite.cases);
    if (left.length === 0) throw noCasesLeft();
    const drawn = drawPlaces(left, cases, plan.seed + rounds.length);
    const round = planPlaces(plan, arms, { cases: suite.cases.length }, drawn);
    refuseOtherRound(context, experiment);
    const caps = capsLeft(experiment);
    // The rest of the cap is the new round's.
    if (caps !== null)
      for (const [run, spent] of leftBehind(runsOf(experiment))) limitTestRun(db, run, spent);
    const made = prepareRound(context, {
      arms: tested.map((one) => ({ tested: one })),
      suite,
      checks,
      round,
      caps,
    });
    insertRound(
      db,
      sequence,
      rounds.length,
      made.map(({ run }) => run.sequence),
    );
    return { prepared: made, places: drawn };
  });
  context.publish({ type: "experiment.started", experimentId });
  launchAll(context, prepared, isWatched(first));
  return { cases: places.length };
}

/** Another window may have added one, or called errors again, since this one looked. */
function refuseOtherRound(context: ExperimentContext, { experimentId, rounds }: Experiment): void {
  const now = experimentOf(context, experimentId);
  if (now.rounds.length > rounds.length || stateOf(now) === "running") throw stillRunning();
}

function refuseExtension(experiment: Experiment): void {
  const refusal = refusalOf(experiment);
  if (refusal !== null) throw new LatheError(refusal);
}

/** null: cases may be added. */
function refusalOf(experiment: Experiment): { code: string; message: string } | null {
  const { origin, plan } = experiment;
  if (origin === "runs") {
    return {
      code: "experiments.made-of-runs",
      message:
        "These are test runs that were there already; no cases can be added to them. Start a new comparison.",
    };
  }
  if (!plan.mayExtend) {
    return {
      code: "experiments.not-extendable",
      message:
        "The plan of this comparison does not allow that cases are added after a look: it would make chance look like a difference. Start a new comparison on all cases.",
    };
  }
  if (isStoppedEarly(experiment)) {
    return {
      code: stoppedEarly,
      message: "This comparison was certain before all was called; more cases are not needed.",
    };
  }
  if (stateOf(experiment) === "done") return null;
  return {
    code: "experiments.incomplete",
    message: "Some of what was planned has not been called yet. Resume the comparison first.",
  };
}

const noCasesLeft = (): LatheError =>
  new LatheError({
    code: "experiments.no-cases-left",
    message: "Every case of the suite has been asked already. Add cases to the suite first.",
  });

/**
 * What makes a pass has to be the same for all rounds. The checks of single cases may differ: they come with their cases,
 * and an old case with new checks is not asked again.
 */
function refuseOtherTerms(context: ExperimentContext, run: RunFacts, now: FrozenSuite): void {
  const then = readFrozenSuite(context.suites, run.suiteVersionId);
  const terms = ({ checks, threshold }: FrozenSuite) => canonicalJson({ checks, threshold });
  const judges = judgeHash(context.tests, readChecks(context.db, then).all, run.plan.judgeModel);
  const changed = terms(then) !== terms(now) ? "checks" : judges !== run.judgeHash ? "judge" : null;
  if (changed === null) return;
  throw new LatheError({
    code: "experiments.terms-changed",
    message:
      changed === "checks"
        ? "The suite's checks or its threshold are others than when this comparison was started, so new results would not fit to the old ones. Start a new comparison, or put them back."
        : "The judge or its words have changed since this comparison was started, so new results would not fit to the old ones. Start a new comparison.",
    details: { changed },
  });
}

/** The very text that was asked in the first round, whatever became of the draft. */
function testedOf({ prompts, db }: ExperimentContext, run: RunFacts): Tested {
  return {
    prompt: promptOf(prompts, run.promptId),
    versionId: run.versionId,
    version: run.version,
    content: readContent(db, run.contentHash),
  };
}

/** What the new round may spend: the cap is over all rounds. */
function capsLeft(experiment: Experiment): number[] | null {
  const capUsd = capOf(experiment);
  if (capUsd === null) return null;
  const spent = runsOf(experiment).reduce((sum, run) => sum + spentOf(run), 0);
  const last = experiment.rounds.at(-1)?.runs ?? [];
  return shareCap(
    Math.max(0, capUsd - spent),
    last.map((run) => (run.planned === 0 ? null : spentOf(run) / run.planned)),
  );
}
