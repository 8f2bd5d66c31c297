import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { preferenceFigures } from "#shared/experiments/preferences.ts";
import type { PreferenceTally } from "#shared/model/experiment.ts";
import type { ExperimentContext } from "./context.ts";
import { experimentOf } from "./experiment-store.ts";
import { type Judgement, latestJudge, listJudgements } from "./judge-store.ts";
import { type ArmPair, armPairOf, countOf, keyOfPair, pairsOf, standing } from "./preferences-pairs.ts";
import { listVotes, type Vote } from "./votes-store.ts";

type Counts = Pick<PreferenceTally, "winsA" | "winsB" | "ties" | "errors">;

/** What people and the judge that was asked last prefer of two arms. */
export async function readPreferences(
  context: ExperimentContext,
  { experimentId, a, b }: ParsedInput<"experiments.preferences">,
): Promise<Output<"experiments.preferences">> {
  const { db } = context;
  const experiment = experimentOf(context, experimentId);
  const arms = armPairOf(experiment, { a, b });
  const pairs = await pairsOf(context, experiment, arms);
  const identical = countOf(pairs, standing.identical);
  const tally = (counts: Counts, of: Pick<PreferenceTally, "flipRate" | "costUsd">): PreferenceTally => {
    const turned = arms.a === a ? counts : { ...counts, winsA: counts.winsB, winsB: counts.winsA };
    return { a, b, ...turned, identical, ...preferenceFigures(turned), ...of };
  };
  const judge = latestJudge(db, experiment.sequence, arms);
  const judgements = judge === undefined ? [] : listJudgements(db, experiment.sequence, arms, judge);
  return {
    people: tally(countVotes(listVotes(db, experiment.sequence, arms), arms), {
      flipRate: null,
      costUsd: null,
    }),
    judge: judge === undefined ? null : tally(countJudgements(judgements), factsOf(judgements)),
  };
}

/** One answer for each pair, so that each case counts once however many people were asked. */
function countVotes(votes: readonly Vote[], { a }: ArmPair): Counts {
  const newest = new Map(votes.map((vote) => [`${keyOfPair(vote)} ${vote.rater}`, vote]));
  const sums = new Map<string, number>();
  for (const vote of newest.values()) {
    const preferred = vote.choice === "tie" ? 0 : (vote.choice === "left") === (vote.leftArm === a) ? -1 : 1;
    const key = keyOfPair(vote);
    sums.set(key, (sums.get(key) ?? 0) + preferred);
  }
  const all = [...sums.values()];
  return {
    winsA: all.filter((sum) => sum < 0).length,
    winsB: all.filter((sum) => sum > 0).length,
    ties: all.filter((sum) => sum === 0).length,
    errors: 0,
  };
}

/** Of each pair that the judge has answered for, or failed to, its newest judgement. One that was cut off is none. */
export const newestJudgements = (judgements: readonly Judgement[]): Map<string, Judgement> =>
  new Map(
    judgements
      .filter(({ errorCode }) => errorCode !== "host.cancelled")
      .map((judgement) => [keyOfPair(judgement), judgement]),
  );

function countJudgements(judgements: readonly Judgement[]): Counts {
  const newest = [...newestJudgements(judgements).values()];
  const count = (wanted: Judgement["outcome"]) => newest.filter(({ outcome }) => outcome === wanted).length;
  return { winsA: count("a"), winsB: count("b"), ties: count("tie"), errors: count("error") };
}

/** How often the two orders disagree, and what all that was asked has cost, whether it came to an answer or not. */
function factsOf(judgements: readonly Judgement[]): Pick<PreferenceTally, "flipRate" | "costUsd"> {
  const answered = [...newestJudgements(judgements).values()].filter(({ outcome }) => outcome !== "error");
  const flips = answered.filter(({ aFirst, bFirst }) => aFirst !== bFirst).length;
  return { flipRate: answered.length === 0 ? null : flips / answered.length, costUsd: costOf(judgements) };
}

/** null: some of it is unknown. */
export const costOf = (judgements: readonly Pick<Judgement, "costUsd">[]): number | null =>
  judgements.reduce<number | null>(
    (sum, { costUsd }) => (sum === null || costUsd === null ? null : sum + costUsd),
    0,
  );
