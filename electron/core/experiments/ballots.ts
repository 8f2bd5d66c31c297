import { hash } from "node:crypto";
import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { experimentId } from "#shared/model/ids.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { readCase } from "../suites/index.ts";
import { shuffled } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { type Experiment, experimentOf } from "./experiment-store.ts";
import {
  type ArmPair,
  armPairOf,
  countOf,
  keyOfPair,
  type PairPlace,
  type Pairs,
  pairsOf,
  placeOfPair,
  rowOfPair,
  standing,
} from "./preferences-pairs.ts";
import { readShown } from "./preferences-pairs-store.ts";
import { listVotes } from "./votes-store.ts";

/**
 * The next pair of replies that this rater has not judged, in an order and with sides that are drawn by the experiment's
 * seed and the rater's name: asked again, it is the same one. Which arm stands where is worked out here and in no answer.
 */
export async function nextBallot(
  context: ExperimentContext,
  { experimentId, a, b, rater }: ParsedInput<"experiments.ballot">,
): Promise<Output<"experiments.ballot">> {
  const { db } = context;
  const experiment = experimentOf(context, experimentId);
  const arms = armPairOf(experiment, { a, b });
  const pairs = await pairsOf(context, experiment, arms);
  const judged = new Set(listVotes(db, experiment.sequence, arms, rater).map(keyOfPair));
  const order = shuffled(
    Uint32Array.from(pairs.standings.keys()),
    drawn("order", experiment, rater, arms).readInt32BE(0),
  );
  let voted = 0;
  let next: number | null = null;
  for (const row of order) {
    if (pairs.standings[row] !== standing.differ) continue;
    if (judged.size > 0 && judged.has(keyOfPair(placeOfPair(pairs.layout, row)))) voted += 1;
    else next ??= row;
  }
  const total = countOf(pairs, standing.differ);
  if (next === null) return { ballot: null, voted, total };
  const { hash: caseHash, ...place } = placeOfPair(pairs.layout, next);
  const content = readCase(db, caseHash);
  const replies = {
    [arms.a]: readShown(db, pairs.attemptsA[next] as number),
    [arms.b]: readShown(db, pairs.attemptsB[next] as number),
  };
  const left = leftArm(experiment, rater, arms, place);
  return {
    ballot: {
      ballot: write(experiment, rater, pairs, next),
      caseName: content.name,
      content,
      left: replies[left] as string,
      right: replies[left === arms.a ? arms.b : arms.a] as string,
    },
    voted,
    total,
  };
}

/** What a vote is about. */
export interface Judged {
  experiment: Experiment;
  arms: ArmPair;
  place: PairPlace;
  leftArm: number;
}

/** Refuses what this workbench did not hand to this rater, or did for replies that are not there any more. */
export async function readBallot(
  context: ExperimentContext,
  { ballot, rater }: Pick<ParsedInput<"experiments.vote">, "ballot" | "rater">,
): Promise<Judged> {
  const [id, ...written] = Buffer.from(ballot, "base64url").toString().split(".");
  const [round = Number.NaN, caseIndex = Number.NaN, a = Number.NaN, b = Number.NaN] = written.map(Number);
  const known = experimentId.safeParse(id);
  if (!known.success || written.length !== 5 || ![round, caseIndex, a, b].every(Number.isSafeInteger))
    throw invalid();
  const experiment = experimentOf(context, known.data);
  const arms = armPairOf(experiment, { a, b });
  const pairs = await pairsOf(context, experiment, arms);
  const row = rowOfPair(pairs.layout, { round, caseIndex });
  const isOurs =
    row !== undefined &&
    pairs.standings[row] === standing.differ &&
    write(experiment, rater, pairs, row) === ballot;
  if (!isOurs) throw invalid();
  const place = { round, caseIndex };
  return { experiment, arms, place, leftArm: leftArm(experiment, rater, arms, place) };
}

const invalid = (): LatheError =>
  new LatheError({
    code: "experiments.ballot-invalid",
    message:
      "This vote is about replies that are not there any more, or was not yours. Vote on the next ones.",
  });

/** Where it is about, and a proof over it with the rater and the replies: nothing of it depends on the sides. */
function write(experiment: Experiment, rater: string, pairs: Pairs, row: number): string {
  const { arms, layout, attemptsA, attemptsB } = pairs;
  const { round, caseIndex } = placeOfPair(layout, row);
  const replies = [attemptsA[row] as number, attemptsB[row] as number];
  const proof = drawn("ballot", experiment, rater, arms, round, caseIndex, ...replies).toString("hex", 0, 12);
  return Buffer.from([experiment.experimentId, round, caseIndex, arms.a, arms.b, proof].join(".")).toString(
    "base64url",
  );
}

const leftArm = (
  experiment: Experiment,
  rater: string,
  arms: ArmPair,
  { round, caseIndex }: PairPlace,
): number =>
  ((drawn("sides", experiment, rater, arms, round, caseIndex)[0] ?? 0) & 1) === 0 ? arms.a : arms.b;

/** Bytes that look random, and are the same for the same words: each use has words of its own. */
const drawn = (
  use: "order" | "sides" | "ballot",
  { experimentId, plan, createdAt }: Experiment,
  rater: string,
  { a, b }: ArmPair,
  ...more: number[]
): Buffer =>
  hash(
    "sha256",
    canonicalJson(["lathe.votes/1", use, experimentId, plan.seed, createdAt, rater, a, b, ...more]),
    "buffer",
  );
