import type { ParsedInput } from "#shared/contract/operations.ts";
import { readBallot } from "./ballots.ts";
import type { ExperimentContext } from "./context.ts";
import { insertVote } from "./votes-store.ts";

/** Kept beside those that this rater gave for the pair before: the newest counts. */
export async function vote(
  context: ExperimentContext,
  { ballot, choice, rater }: ParsedInput<"experiments.vote">,
): Promise<null> {
  const { db, ports, publish } = context;
  const { experiment, arms, place, leftArm } = await readBallot(context, { ballot, rater });
  const at = new Date(ports.clock.now()).toISOString();
  insertVote(db, experiment.sequence, arms, { ...place, leftArm, choice, rater, at });
  publish({ type: "experiment.changed", experimentId: experiment.experimentId });
  return null;
}
