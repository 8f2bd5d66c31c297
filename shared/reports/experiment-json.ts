import { z } from "zod";
import { errorData } from "../contract/errors.ts";
import type { Evidence } from "../experiments/evidence.ts";
import { check } from "../model/check.ts";
import { promptContent } from "../model/content.ts";
import {
  assignment,
  experiment,
  incomparable,
  metric,
  preferenceTally,
  voteChoice,
} from "../model/experiment.ts";
import { caseId } from "../model/ids.ts";
import { caseContent } from "../model/suite.ts";
import { testAttempt, testRun } from "../model/test-run.ts";
import type { ExperimentReportHead, ReportCase } from "./experiment-report-data.ts";
import { experimentReproducibility } from "./experiment-reproducibility.ts";

export const experimentReportSchema = "lathe.comparison/1";

const call = testAttempt.shape.calls.element.pick({ requestHash: true, reply: true });

const judgedPair = { round: z.int(), caseIndex: z.int(), repeat: z.int(), a: z.int(), b: z.int() };

/** Why a place has no value, in the order of `missing` in shared/experiments/evidence.ts. `none`: it was not asked for. */
const missingWords = ["none", "error", "unscored", "not-called", "unpriced", "recorded"] as const;

/**
 * What a JSON report of a comparison holds: the comparison with its plan and verdict, what it takes to make it again, and
 * every case with every attempt of every arm. `values` are what the verdict was read from, by arm and repeat, so that
 * anybody can compute it again. Money is in US dollars and null where it is unknown; latencies are in milliseconds, rates
 * and scores 0..1, times ISO-8601 UTC.
 */
export const experimentReport = z.object({
  schema: z.literal(experimentReportSchema),
  experiment,
  /** The same as in the HTML report: by field, as text. */
  reproducibility: z.record(z.string(), z.string()),
  /** In the order of the arms: what was sent, the arm's own settings included. */
  prompts: z.array(promptContent),
  /** By round, in the order of the arms. */
  runs: z.array(z.array(testRun)),
  checks: z.array(check),
  preferences: z.array(
    z.object({ a: z.int(), b: z.int(), people: preferenceTally, judge: preferenceTally.nullable() }),
  ),
  /** Every one that was ever given, oldest first; of a rater, or a judge, for a pair the newest counts. */
  votes: z.array(
    z.object({ ...judgedPair, leftArm: z.int(), choice: voteChoice, rater: z.string(), at: z.string() }),
  ),
  judgements: z.array(
    z.object({
      ...judgedPair,
      judgeHash: z.string(),
      model: z.string(),
      aFirst: z.enum(["a", "b", "tie"]).nullable(),
      bFirst: z.enum(["a", "b", "tie"]).nullable(),
      outcome: z.enum(["a", "b", "tie", "error"]),
      reason: z.string(),
      costUsd: z.number().nullable(),
      error: errorData.nullable(),
      at: z.string(),
    }),
  ),
  /** By the primary metric, but for what stands with the cases. */
  evidence: z.object({
    metric,
    assign: assignment,
    cases: z.int(),
    repeats: z.int(),
    /** In the order of the arms: attempts that were made, and those that ended in an error. */
    arms: z.array(z.object({ made: z.int(), errored: z.int() })),
    incomparable: z.array(incomparable),
    isExtended: z.boolean(),
    isStoppedEarly: z.boolean(),
  }),
  /** In their order, over all rounds. */
  cases: z.array(
    z.object({
      row: z.int(),
      round: z.int(),
      caseIndex: z.int(),
      caseId,
      caseName: z.string(),
      content: caseContent,
      /** Cases with the same number depend on each other; null: no case belongs to a group. */
      cluster: z.int().nullable(),
      /** Its place in the order of the calls, as the seed drew it. */
      called: z.int(),
      values: z.array(z.array(z.number().nullable())),
      missing: z.array(z.array(z.enum(missingWords).nullable())),
      attempts: z.array(z.array(testAttempt.extend({ calls: z.array(call) }))),
    }),
  ),
});
export type ExperimentReport = z.infer<typeof experimentReport>;

/** One case a line, so that it can be read line by line too. */
export async function* writeExperimentJson(
  head: ExperimentReportHead,
  evidence: Evidence,
  pages: AsyncIterable<(ReportCase & { row: number })[]>,
): AsyncGenerator<string, void> {
  const { experiment, contents: prompts, runs, checks, preferences, votes, judgements } = head;
  const fields = experimentReproducibility(head).map(({ field, value }) => [field, value]);
  const { metric, assign, cases, repeats, incomparable, isExtended, isStoppedEarly } = evidence;
  const arms = evidence.arms.map(({ made, errored }) => ({ made, errored }));
  const start = {
    schema: experimentReportSchema,
    experiment,
    reproducibility: Object.fromEntries(fields),
    prompts,
    runs,
    checks,
    preferences,
    votes,
    judgements,
    evidence: { metric, assign, cases, repeats, arms, incomparable, isExtended, isStoppedEarly },
  };
  yield `${JSON.stringify(start, null, 2).replace(/\n\}$/, "")},\n  "cases": [`;
  const called = new Uint32Array(evidence.cases);
  for (const [place, row] of evidence.order.entries()) called[row] = place;
  let isFirst = true;
  for await (const page of pages) {
    let text = "";
    for (const { arms: attempts, ...one } of page) {
      const line = {
        ...one,
        cluster: evidence.clusters?.[one.row] ?? null,
        called: called[one.row],
        ...valuesOf(evidence, one.row),
        attempts,
      };
      text += `${isFirst ? "" : ","}\n    ${JSON.stringify(line)}`;
      isFirst = false;
    }
    yield text;
  }
  yield "\n  ]\n}\n";
}

function valuesOf({ arms, repeats }: Evidence, row: number) {
  const [from, to] = [row * repeats, (row + 1) * repeats];
  const known = arms.map(({ values }) =>
    Array.from(values.subarray(from, to), (value) => (Number.isNaN(value) ? null : value)),
  );
  const missing = arms.map((arm, place) =>
    Array.from(arm.missing.subarray(from, to), (why, repeat) =>
      known[place]?.[repeat] === null ? (missingWords[why] ?? "none") : null,
    ),
  );
  return { values: known, missing };
}
