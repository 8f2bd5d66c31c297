import type { ParsedInput } from "#shared/contract/operations.ts";
import { readBallot } from "./ballots.ts";
import { type ExperimentContext, timeOf } from "./context.ts";
import { insertVote } from "./votes-store.ts";

/** Kept beside those that this rater gave for the pair before: the newest counts. */
export async function vote(
  context: ExperimentContext,
  { ballot, choice, rater }: ParsedInput<"experiments.vote">,
): Promise<null> {
  const { db, publish } = context;
  const { experiment, arms, place, leftArm } = await readBallot(context, { ballot, rater });
  insertVote(db, experiment.sequence, arms, { ...place, leftArm, choice, rater, at: timeOf(context) });
  publish({ type: "experiment.changed", experimentId: experiment.experimentId });
  return null;
}
