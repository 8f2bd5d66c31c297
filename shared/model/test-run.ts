import { z } from "zod";
import { errorData } from "../contract/errors.ts";
import { checkReason, checkState, scoredCheck, verdict } from "./check.ts";
import { chatMessage, modelRef } from "./content.ts";
import { caseId, promptId, suiteId, suiteVersionId, testRunId, versionId } from "./ids.ts";
import { semver, timestamp } from "./prompt.ts";
import { finishReason, retry, runMode, toolCall, usage } from "./run.ts";
import { caseContent, split } from "./suite.ts";

/**
 * running, paused: under way. cancelled: by a person. interrupted: its program ended; it can be resumed. capped: it would
 * have cost more than allowed. halted: it could not go on (a full disk, a key that is refused), and says why. done: every
 * attempt was made.
 */
export const testRunState = z.enum([
  "running",
  "paused",
  "cancelled",
  "interrupted",
  "capped",
  "halted",
  "done",
]);
export type TestRunState = z.infer<typeof testRunState>;

/** What a test run is to do. */
export const testPlan = z.object({
  models: z.array(modelRef).min(1).max(20),
  /** Times that each case is put to each model. */
  repeats: z.int().min(1).max(100),
  mode: runMode,
  /** Calls at once, under the provider's own limit; null: the provider's. */
  concurrency: z.int().min(1).max(256).nullable(),
  /** US dollars; null: no cap. */
  maxCostUsd: z.number().min(0).nullable(),
  /** Of the checks that ask a model, where they name none themselves; null: the default of Settings. */
  judgeModel: modelRef.nullable(),
  /** Draws the order in which cases are called. */
  seed: z.int(),
  /** Only these cases; null: all. */
  only: z.object({ tags: z.array(z.string()), splits: z.array(split), caseIds: z.array(caseId) }).nullable(),
  /** Of an arm of an experiment: which cases of the frozen suite, a bit for each in their order, base64; absent: all. */
  places: z.string().optional(),
  /**
   * Of an arm of an experiment whose calls are drawn at random: of `calls` in all, over `repeats` walks through the cases,
   * those that the seed gives to arm number `arm` of so many `arms`. Absent: all are its own.
   */
  share: z.object({ arms: z.int().min(2), arm: z.int().min(0), calls: z.int().min(1) }).optional(),
});
export type TestPlan = z.infer<typeof testPlan>;

/** Counts of attempts; kept in the same transaction as the attempts themselves. */
export const testCounts = z.object({
  /** Attempts that the plan asks for: cases × models × repeats. */
  planned: z.int(),
  passed: z.int(),
  failed: z.int(),
  errored: z.int(),
  unscored: z.int(),
});
export type TestCounts = z.infer<typeof testCounts>;

/** A 95 % interval. */
export const interval = z.tuple([z.number(), z.number()]);
export type Interval = z.infer<typeof interval>;

/** The hashes that say whether two runs can be compared. */
export const testHashes = z.object({
  prompt: z.string(),
  suite: z.string(),
  checks: z.string(),
  /** Of the judges' prompts and models; null: no check asks a model. */
  judge: z.string().nullable(),
  /** Of models and their settings. */
  settings: z.string(),
});
export type TestHashes = z.infer<typeof testHashes>;

/** A row of the list of test runs. */
export const testRunSummary = z.object({
  testRunId,
  promptId,
  promptName: z.string(),
  versionId: versionId.nullable(),
  /** null: the draft was tested; `hashes.prompt` says which text. */
  version: semver.nullable(),
  suiteId,
  suiteName: z.string(),
  suiteVersion: z.int(),
  models: z.array(modelRef),
  repeats: z.int(),
  mode: runMode,
  simulated: z.boolean(),
  state: testRunState,
  counts: testCounts,
  /** Over passed and failed; null: neither. */
  passRate: z.number().nullable(),
  /** Wilson's interval of the pass rate; over several repeats of a case, with the case as the unit. */
  passInterval: interval.nullable(),
  averageScore: z.number().nullable(),
  /** null: some of it is unknown. The judge's part is in it. */
  costUsd: z.number().nullable(),
  isBaseline: z.boolean(),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
});
export type TestRunSummary = z.infer<typeof testRunSummary>;

export const testRun = testRunSummary.extend({
  suiteVersionId,
  plan: testPlan,
  hashes: testHashes,
  /** The run whose replies were scored again; null: it called by itself. */
  rescoredFrom: testRunId.nullable(),
  appVersion: z.string(),
  scoreError: z.number().nullable(),
  judgeCostUsd: z.number().nullable(),
  /** Attempts whose cost nobody knows. */
  unknownCosts: z.int(),
  /** Of live calls, never of recorded replies, in milliseconds. */
  latency: z.object({ p50: z.number(), p95: z.number(), mean: z.number(), count: z.int() }).nullable(),
  tokens: z.object({ input: z.int(), output: z.int() }),
  recorded: z.int(),
  retries: z.int(),
  /** Cases that passed in some repeats and failed in others. */
  flakyCases: z.int(),
  perModel: z.array(
    z.object({
      model: modelRef,
      counts: testCounts,
      passRate: z.number().nullable(),
      passInterval: interval.nullable(),
      averageScore: z.number().nullable(),
      costUsd: z.number().nullable(),
    }),
  ),
  /** By metric, or by type where a check has none; the name is what results are filtered by. */
  perCheck: z.array(
    z.object({
      name: z.string(),
      isJudge: z.boolean(),
      passed: z.int(),
      failed: z.int(),
      errored: z.int(),
      skipped: z.int(),
      averageScore: z.number().nullable(),
    }),
  ),
  perTag: z.array(
    z.object({
      tag: z.string(),
      passed: z.int(),
      failed: z.int(),
      errored: z.int(),
      unscored: z.int(),
      passRate: z.number().nullable(),
      passInterval: interval.nullable(),
    }),
  ),
  /** Why it stands still, where it does. */
  error: errorData.nullable(),
});
export type TestRun = z.infer<typeof testRun>;

/** What happens while it runs; told at most ten times a second. */
export const testProgress = z.object({
  testRunId,
  state: testRunState,
  counts: testCounts,
  costUsd: z.number(),
  unknownCosts: z.int(),
  /** Attempts that ended, per second, lately. */
  rate: z.number().nullable(),
  remainingMs: z.number().nullable(),
  /** Calls under way, and the number that the provider bears now. */
  active: z.int(),
  retries: z.int(),
});
export type TestProgress = z.infer<typeof testProgress>;

/** What an attempt's row shows. */
export const testAttemptRow = z.object({
  /** Its number in the workspace. */
  attempt: z.int(),
  /** Its place in the plan; one attempt counts for each. */
  cell: z.int(),
  caseId,
  caseIndex: z.int(),
  caseName: z.string(),
  tags: z.array(z.string()),
  model: modelRef,
  repeat: z.int(),
  verdict,
  score: z.number().nullable(),
  /** The beginning of the inputs, the expected answer and the reply, in one line each. */
  inputExcerpt: z.string(),
  expectedExcerpt: z.string(),
  replyExcerpt: z.string(),
  /** Checks that did not pass, by name, with the reason of the first. */
  failing: z.array(z.string()),
  reason: z.string(),
  /** The reason of the first, which a page puts into its own language; absent: no check failed. */
  firstReason: checkReason.optional(),
  errorCode: z.string().nullable(),
  latencyMs: z.number().nullable(),
  costUsd: z.number().nullable(),
  recorded: z.boolean(),
  retries: z.int(),
  /** The newest mark of a person, in short; null: none. */
  mark: z.string().nullable(),
  /** Against the prompt's baseline: passed there and not here, or the other way round. */
  change: z.enum(["regressed", "fixed", "same", "unknown"]),
});
export type TestAttemptRow = z.infer<typeof testAttemptRow>;

export const markKind = z.enum(["thumb", "stars", "label"]);
export type MarkKind = z.infer<typeof markKind>;

/** A person's judgement of one reply. The newest of a rater for a metric counts; none is ever overwritten. */
export const mark = z.object({
  markId: z.int(),
  attempt: z.int(),
  rater: z.string(),
  kind: markKind,
  /** thumb: up or down. stars: 1 to 5. label: any word. Empty: taken back. */
  value: z.string(),
  /** The judged check that it answers; null: the reply as a whole. */
  metric: z.string().nullable(),
  note: z.string(),
  at: timestamp,
});
export type Mark = z.infer<typeof mark>;

/** One call of an attempt; a scripted conversation has several. */
export const testCall = z.object({
  messages: z.array(chatMessage),
  reply: z.string(),
  requestHash: z.string(),
  /** As it was sent and recorded, JSON; null: the call failed, or no recording was kept. */
  requestJson: z.string().nullable(),
  replyJson: z.string().nullable(),
});

export const testAttempt = testAttemptRow.extend({
  testRunId,
  content: caseContent,
  calls: z.array(testCall),
  text: z.string(),
  /** `text` is what had arrived of an answer that did not come to its end; it is never scored. */
  partial: z.boolean(),
  toolCalls: z.array(toolCall),
  finishReason: finishReason.nullable(),
  usage: usage.nullable(),
  judgeCostUsd: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  retryList: z.array(retry),
  error: errorData.nullable(),
  scores: z.array(scoredCheck),
  marks: z.array(mark),
  /** What an earlier attempt at the same cell failed of, where it was tried again. */
  earlier: z.array(z.object({ attempt: z.int(), error: errorData.nullable(), endedAt: timestamp })),
  endedAt: timestamp,
});
export type TestAttempt = z.infer<typeof testAttempt>;

export const resultSort = z.enum(["attention", "case", "score", "latency", "cost", "verdict", "model"]);
export type ResultSort = z.infer<typeof resultSort>;

export const resultFilter = z.object({
  verdicts: z.array(verdict).default([]),
  tag: z.string().optional(),
  /** A check by its name, and the state it is to have. */
  check: z.object({ name: z.string(), state: checkState }).optional(),
  model: modelRef.optional(),
  minScore: z.number().optional(),
  maxScore: z.number().optional(),
  /** Anywhere in the case's name, its inputs, the expected answer or the reply. */
  text: z.string().max(200).default(""),
  change: z.enum(["regressed", "fixed"]).optional(),
  marked: z.boolean().optional(),
  caseId: caseId.optional(),
});
export type ResultFilter = z.infer<typeof resultFilter>;

/** How one case fared in two runs. Over several repeats or models: more than half of those that have a verdict. */
export const casePair = z.object({
  caseId,
  caseName: z.string(),
  inputExcerpt: z.string(),
  change: z.enum(["fixed", "broken", "unchanged", "unknown"]),
  base: z
    .object({ verdict, score: z.number().nullable(), attempt: z.int(), replyExcerpt: z.string() })
    .nullable(),
  other: z
    .object({ verdict, score: z.number().nullable(), attempt: z.int(), replyExcerpt: z.string() })
    .nullable(),
});
export type CasePair = z.infer<typeof casePair>;

/** How far a judge agrees with people; over the attempts that both have scored. */
export const agreement = z.object({
  /** The check's name. */
  metric: z.string(),
  count: z.int(),
  /** Cohen's κ of pass and fail; null under ten, or where one of the two always says the same. */
  kappa: z.number().nullable(),
  interval: interval.nullable(),
  band: z.enum(["poor", "slight", "fair", "moderate", "substantial", "almost-perfect"]).nullable(),
  /** judge pass & person pass, pass & fail, fail & pass, fail & fail */
  table: z.tuple([z.int(), z.int(), z.int(), z.int()]),
});
export type Agreement = z.infer<typeof agreement>;

export const reportFormat = z.enum(["html", "json", "csv", "junit", "markdown"]);
export type ReportFormat = z.infer<typeof reportFormat>;
