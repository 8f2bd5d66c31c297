import type { VoteChoice } from "#shared/model/experiment.ts";
import type { Database } from "../store/database.ts";
import type { ArmPair, PairPlace } from "./preferences-pairs.ts";

export interface Vote extends PairPlace {
  leftArm: number;
  choice: VoteChoice;
  rater: string;
}

export const insertVote = (
  db: Database,
  experiment: number,
  { a, b }: ArmPair,
  vote: Vote & { at: string },
): void =>
  void db.run(
    "insert vote",
    `INSERT INTO experiment_votes (experiment, round, case_index, repeat, arm_a, arm_b, left_arm, choice, rater, at)
     VALUES (@experiment, @round, @caseIndex, 0, @a, @b, @leftArm, @choice, @rater, @at)`,
    { experiment, a, b, ...vote },
  );

/** Oldest first; of everybody, or of one. */
export const listVotes = (
  db: Database,
  experiment: number,
  { a, b }: ArmPair,
  rater: string | null = null,
): Vote[] =>
  db.all<Vote & Record<string, string | number>>(
    "votes on two arms",
    `SELECT round, case_index AS caseIndex, left_arm AS leftArm, choice, rater FROM experiment_votes
     WHERE experiment = @experiment AND arm_a = @a AND arm_b = @b AND (@rater IS NULL OR rater = @rater) ORDER BY sequence`,
    { experiment, a, b, rater },
  );
