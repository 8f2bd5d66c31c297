import { z } from "zod";
import { modelRef, promptContent } from "../model/content.ts";
import { promptId, suiteId, testRunId, versionId } from "../model/ids.ts";
import {
  agreement,
  casePair,
  mark,
  markKind,
  reportFormat,
  resultFilter,
  resultSort,
  testAttempt,
  testAttemptRow,
  testPlan,
  testProgress,
  testRun,
  testRunState,
  testRunSummary,
} from "../model/test-run.ts";
import { storedText } from "../model/text.ts";
import { command, query, stream } from "./define.ts";
import { errorData } from "./errors.ts";

/** What is tested, on what, and how; everything that is left out has the value most people want. */
const testWish = z.object({
  promptId,
  /** The text as it stands on the screen, or a saved version. */
  source: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("content"), content: promptContent }),
    z.object({ kind: z.literal("version"), versionId }),
  ]),
  suiteId,
  /** Empty: the content's own model, else the default of Settings. */
  models: z.array(modelRef).max(20).default([]),
  repeats: testPlan.shape.repeats.default(1),
  mode: testPlan.shape.mode.default("live"),
  concurrency: testPlan.shape.concurrency.default(null),
  maxCostUsd: testPlan.shape.maxCostUsd.default(null),
  judgeModel: testPlan.shape.judgeModel.default(null),
  seed: testPlan.shape.seed.default(1),
  only: testPlan.shape.only.default(null),
});

const runOnly = z.object({ testRunId });

export const testOperations = {
  /** What it would take, before anything is called. */
  "tests.estimate": query({
    input: testWish,
    output: z.object({
      cases: z.int(),
      /** Calls of the models under test: each turn of a scripted conversation is one. */
      calls: z.int(),
      judgeCalls: z.int(),
      /** Of the calls, those that a recording will answer. */
      recorded: z.int(),
      inputTokens: z.int(),
      outputTokens: z.int(),
      /** Of models whose price is known. */
      costUsd: z.number(),
      judgeCostUsd: z.number(),
      /** Models whose price nobody knows: what they cost is not in the sum. */
      unpriced: z.array(modelRef),
      perModel: z.array(z.object({ model: modelRef, calls: z.int(), costUsd: z.number().nullable() })),
      /** Cases that cannot be run as they are, and why; the run counts them as errors. At most twenty. */
      problems: z.array(z.object({ caseIndex: z.int(), caseName: z.string(), error: errorData })),
      problemCount: z.int(),
      /** Cases on which nothing would be checked. */
      withoutChecks: z.int(),
    }),
  }),
  /** Freezes the suite and answers a run's id at once; the run goes on whatever becomes of the page that started it. */
  "tests.start": command({ input: testWish, output: z.object({ testRunId }) }),
  /** Calls under way come to their end; no new ones. */
  "tests.pause": command({ input: runOnly, output: z.null() }),
  /** Goes on where it stands, whatever it stood still for: only what is missing is called. */
  "tests.resume": command({
    input: runOnly.extend({
      /** A new cap; absent: as it was. */
      maxCostUsd: testPlan.shape.maxCostUsd.optional(),
    }),
    output: z.null(),
  }),
  /** Cuts the calls under way. */
  "tests.cancel": command({ input: runOnly, output: z.null() }),
  /** Calls those attempts again that ended in an error; the others stay. */
  "tests.retry-errors": command({ input: runOnly, output: z.object({ attempts: z.int() }) }),
  /**
   * A new run with the replies of this one, scored by the checks that its suite has now. No model under test is called;
   * judges are, unless `withoutJudges`.
   */
  "tests.rescore": command({
    input: runOnly.extend({ withoutJudges: z.boolean().default(false) }),
    output: z.object({ testRunId }),
  }),
  "tests.read": query({ input: runOnly, output: testRun }),
  /** Progress of one run until it stands still; its end carries the whole. Leaving does not cancel it. */
  "tests.follow": stream({ input: runOnly, chunk: testProgress, output: testRun }),
  /** Newest first, paged by keyset. */
  "tests.list": query({
    input: z.object({
      promptId: promptId.optional(),
      suiteId: suiteId.optional(),
      state: testRunState.optional(),
      before: z.int().nullable().default(null),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.object({ runs: z.array(testRunSummary), next: z.int().nullable() }),
  }),
  /** Any window of the results in the order asked for. `attention`: errors, regressions and failures first. */
  "tests.results": query({
    input: runOnly.extend({
      filter: resultFilter.prefault({}),
      sort: resultSort.default("attention"),
      descending: z.boolean().default(false),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({ rows: z.array(testAttemptRow), total: z.int() }),
  }),
  "tests.attempt": query({ input: z.object({ attempt: z.int() }), output: testAttempt }),
  /** How each case fared over repeats and models; the most unsteady first. */
  "tests.flakiness": query({
    input: runOnly.extend({ limit: z.int().min(1).max(500).default(100) }),
    output: z.array(
      z.object({
        caseId: testAttemptRow.shape.caseId,
        caseName: z.string(),
        model: modelRef,
        passed: z.int(),
        failed: z.int(),
        errored: z.int(),
        /** Share of neighbouring pairs of repeats that differ in verdict, 0..1. */
        flipRate: z.number(),
        meanScore: z.number().nullable(),
        scoreSpread: z.number().nullable(),
      }),
    ),
  }),
  /** Case by case against another run of any version, those that broke first. */
  "tests.compare": query({
    input: z.object({
      base: testRunId,
      other: testRunId,
      change: casePair.shape.change.optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({
      base: testRunSummary,
      other: testRunSummary,
      counts: z.object({ fixed: z.int(), broken: z.int(), unchanged: z.int(), unknown: z.int() }),
      /** What differs between the two besides the prompt: then the figures say less. */
      differing: z.array(z.enum(["suite", "checks", "judge", "settings", "models"])),
      rows: z.array(casePair),
      total: z.int(),
    }),
  }),
  /** A person's judgement of a reply. */
  "tests.mark": command({
    input: z.object({
      attempt: z.int(),
      kind: markKind,
      value: storedText.pipe(z.string().max(100)),
      metric: storedText.pipe(z.string().max(100)).nullable().default(null),
      note: storedText.pipe(z.string().max(2_000)).default(""),
      rater: storedText.pipe(z.string().max(100)).default(""),
    }),
    output: mark,
  }),
  /** Of each judged check with the marks of people: those for its metric, or for the reply as a whole. */
  "tests.agreement": query({ input: runOnly, output: z.array(agreement) }),
  /** `testRunId: null`: the prompt has none any more. */
  "tests.set-baseline": command({
    input: z.object({ promptId, testRunId: testRunId.nullable() }),
    output: z.null(),
  }),
  /** Made from what is stored, in pieces: nothing is called. */
  "tests.report": stream({
    input: runOnly.extend({ format: reportFormat, language: z.enum(["en", "zh"]).default("en") }),
    chunk: z.object({ text: z.string() }),
    output: z.object({ fileName: z.string(), mediaType: z.string() }),
  }),
  /** As `runs.spend`, of test runs. */
  "tests.spend": query({
    input: z.object({ since: z.iso.datetime() }),
    output: z.object({ costUsd: z.number(), runs: z.int(), unknownCost: z.int() }),
  }),
};
