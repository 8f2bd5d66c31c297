import { z } from "zod";
import { check } from "../model/check.ts";
import { modelRef, modelSettings, promptContent } from "../model/content.ts";
import {
  armFilter,
  armRow,
  ballot,
  comparison,
  experiment,
  experimentPlan,
  experimentSummary,
  metric,
  preferenceTally,
  typedInputs,
  voteChoice,
} from "../model/experiment.ts";
import { experimentId, promptId, suiteId, testRunId, versionId } from "../model/ids.ts";
import { caseContent } from "../model/suite.ts";
import { testAttempt, testCounts, testRunState } from "../model/test-run.ts";
import { storedText } from "../model/text.ts";
import { command, query, stream } from "./define.ts";
import { errorData } from "./errors.ts";

const armWish = z.object({
  promptId,
  source: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("content"), content: promptContent }),
    z.object({ kind: z.literal("version"), versionId }),
  ]),
  /** null: the content's own model, else the default of Settings. */
  model: modelRef.nullable().default(null),
  /** In place of the content's own. */
  settings: modelSettings.omit({ model: true }).default({}),
});

/** What is compared, on what, and how; everything that is left out has the value most people want. */
const experimentWish = z.object({
  arms: z.array(armWish).min(2).max(6),
  on: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("suite"), suiteId }),
    /** A handful of inputs, and what their replies are checked by, if anything. */
    z.object({
      kind: z.literal("inputs"),
      inputs: typedInputs,
      checks: z.array(check).max(50).default([]),
    }),
  ]),
  metric: metric.default({ kind: "pass" }),
  delta: experimentPlan.shape.delta.default(0.05),
  assign: experimentPlan.shape.assign.default("paired"),
  repeats: experimentPlan.shape.repeats.default(1),
  samples: experimentPlan.shape.samples.default(null),
  seed: experimentPlan.shape.seed.default(1),
  cases: experimentPlan.shape.cases.default(null),
  mayExtend: experimentPlan.shape.mayExtend.default(false),
  stopEarly: experimentPlan.shape.stopEarly.default(false),
  mode: experimentPlan.shape.mode.default("live"),
  concurrency: experimentPlan.shape.concurrency.default(null),
  maxCostUsd: experimentPlan.shape.maxCostUsd.default(null),
  judgeModel: experimentPlan.shape.judgeModel.default(null),
});

const experimentOnly = z.object({ experimentId });
const pair = { a: z.int().min(0).default(0), b: z.int().min(0).default(1) };
const rater = storedText.pipe(z.string().max(100)).default("");

export const experimentOperations = {
  /** What it would take, before anything is called. */
  "experiments.estimate": query({
    input: experimentWish,
    output: z.object({
      cases: z.int(),
      /** Of the arms, judges apart. */
      calls: z.int(),
      judgeCalls: z.int(),
      recorded: z.int(),
      costUsd: z.number(),
      judgeCostUsd: z.number(),
      unpriced: z.array(modelRef),
      /** In the order of the arms. */
      perArm: z.array(z.object({ model: modelRef, calls: z.int(), costUsd: z.number().nullable() })),
      problems: z.array(
        z.object({ arm: z.int(), caseIndex: z.int(), caseName: z.string(), error: errorData }),
      ),
      problemCount: z.int(),
      withoutChecks: z.int(),
      /**
       * Cases, or calls per arm, that find a difference of `delta` in four of five times, where one case in five differs
       * (scores: where they spread by a quarter).
       */
      advisedCases: z.int(),
    }),
  }),
  /** Freezes the suite, stores the plan and answers at once. Each arm is a test run; they go on whatever becomes of the page. */
  "experiments.start": command({ input: experimentWish, output: z.object({ experimentId }) }),
  /** Compares what was found already: nothing is called. The first run is A. */
  "experiments.from-runs": command({
    input: z.object({
      runs: z.array(testRunId).min(2).max(6),
      metric: metric.default({ kind: "pass" }),
      delta: experimentPlan.shape.delta.default(0.05),
      seed: experimentPlan.shape.seed.default(1),
    }),
    output: z.object({ experimentId }),
  }),
  /** Calls under way come to their end; no new ones. */
  "experiments.pause": command({ input: experimentOnly, output: z.null() }),
  /** Goes on with what is missing, in every arm. */
  "experiments.resume": command({
    input: experimentOnly.extend({ maxCostUsd: experimentPlan.shape.maxCostUsd.optional() }),
    output: z.null(),
  }),
  "experiments.cancel": command({ input: experimentOnly, output: z.null() }),
  "experiments.retry-errors": command({ input: experimentOnly, output: z.object({ attempts: z.int() }) }),
  /**
   * Asks every arm cases of the suite that no round has asked: `cases` of them, drawn at random, or all. Refused where the
   * plan does not allow it.
   */
  "experiments.extend": command({
    input: experimentOnly.extend({ cases: experimentPlan.shape.cases.default(null) }),
    output: z.object({ cases: z.int() }),
  }),
  "experiments.read": query({ input: experimentOnly, output: experiment }),
  /** What is being answered and how it stands, until it stands still. Leaving does not cancel it. */
  "experiments.follow": stream({
    input: experimentOnly,
    chunk: z.object({
      state: testRunState,
      /** In the order of the arms, over all rounds. */
      counts: z.array(testCounts),
      costUsd: z.number(),
      remainingMs: z.number().nullable(),
      /** Replies on their way, as far as they have come. */
      partials: z.array(
        z.object({ arm: z.int(), round: z.int(), caseIndex: z.int(), repeat: z.int(), text: z.string() }),
      ),
      /** What may be told before the end: no p-value. */
      live: z.array(
        comparison.pick({ b: true, n: true, fixed: true, broken: true, eValue: true, leaning: true }),
      ),
    }),
    output: experiment,
  }),
  /** Newest first, paged by keyset. */
  "experiments.list": query({
    input: z.object({
      promptId: promptId.optional(),
      before: z.int().nullable().default(null),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.object({ experiments: z.array(experimentSummary), next: z.int().nullable() }),
  }),
  /** Any window of the cases, side by side. `attention`: broken first, then fixed, unknown, same. */
  "experiments.rows": query({
    input: experimentOnly.extend({
      /** The arm that is held against the first for `change`. */
      versus: z.int().min(1).default(1),
      filter: armFilter.prefault({}),
      sort: z.enum(["attention", "case"]).default("attention"),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(200).default(60),
    }),
    output: z.object({
      rows: z.array(armRow),
      total: z.int(),
      /** Of all rows, whatever the filter. */
      counts: z.object({ fixed: z.int(), broken: z.int(), same: z.int(), unknown: z.int() }),
    }),
  }),
  /** One case whole: what was asked, and every attempt of every arm. */
  "experiments.case": query({
    input: experimentOnly.extend({ round: z.int().min(0), caseIndex: z.int().min(0) }),
    output: z.object({ content: caseContent, arms: z.array(z.array(testAttempt)) }),
  }),
  /** The next pair of replies that this rater has not judged, sides hidden; null: none is left. */
  "experiments.ballot": query({
    input: experimentOnly.extend({ ...pair, rater }),
    output: z.object({ ballot: ballot.nullable(), voted: z.int(), total: z.int() }),
  }),
  "experiments.vote": command({
    input: z.object({ ballot: z.string().max(400), choice: voteChoice, rater }),
    output: z.null(),
  }),
  /** Asks a judge for each pair in both orders; goes on by itself, and only for what has no judgement yet. */
  "experiments.judge": command({
    input: experimentOnly.extend({
      ...pair,
      model: modelRef.nullable().default(null),
      criteria: storedText.pipe(z.string().max(2_000)).default(""),
      maxCostUsd: experimentPlan.shape.maxCostUsd.default(null),
    }),
    output: z.object({ pairs: z.int() }),
  }),
  "experiments.stop-judge": command({ input: experimentOnly, output: z.null() }),
  /** As `runs.spend`, of the judgements of pairs: what arms cost is in `tests.spend`. */
  "experiments.spend": query({
    input: z.object({ since: z.iso.datetime() }),
    output: z.object({ costUsd: z.number(), judgements: z.int(), unknownCost: z.int() }),
  }),
  "experiments.preferences": query({
    input: experimentOnly.extend(pair),
    output: z.object({ people: preferenceTally, judge: preferenceTally.nullable() }),
  }),
  /** Made from what is stored: nothing is called. */
  "experiments.report": stream({
    input: experimentOnly.extend({
      format: z.enum(["html", "json"]),
      language: z.enum(["en", "zh"]).default("en"),
    }),
    chunk: z.object({ text: z.string() }),
    output: z.object({ fileName: z.string(), mediaType: z.string() }),
  }),
};
