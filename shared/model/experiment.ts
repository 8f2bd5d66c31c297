import { z } from "zod";
import { errorData } from "../contract/errors.ts";
import { checkReason, verdict } from "./check.ts";
import { modelRef, modelSettings, storedValues } from "./content.ts";
import { caseId, experimentId, promptId, suiteId, suiteVersionId, testRunId, versionId } from "./ids.ts";
import { semver, timestamp } from "./prompt.ts";
import { runMode } from "./run.ts";
import { caseContent } from "./suite.ts";
import { interval, testCounts, testRunState } from "./test-run.ts";

/** What arms are compared by. Of latency (ms) and cost (US dollars a case) less is better, of the others more. */
export const metric = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pass") }),
  z.object({ kind: z.literal("score") }),
  /** The score of the checks with this name, 0..1. */
  z.object({ kind: z.literal("check"), name: z.string().min(1).max(200) }),
  z.object({ kind: z.literal("latency") }),
  z.object({ kind: z.literal("cost") }),
]);
export type Metric = z.infer<typeof metric>;

/**
 * paired: every case goes through every arm, so that what is hard about a case is the same for all and cancels out.
 * random: each call is drawn at random to one arm, as live traffic is.
 */
export const assignment = z.enum(["paired", "random"]);
export type Assignment = z.infer<typeof assignment>;

/** What an experiment is to do; never changed once it has begun. */
export const experimentPlan = z.object({
  metric,
  /**
   * The smallest difference that matters, 0..1: of rates and scores in their own unit (0.05: five points), of latency and
   * cost relative (0.05: a ratio of 1.05).
   */
  delta: z.number().min(0.001).max(1),
  assign: assignment,
  /** Times that each case is put to each arm; of `random` it follows from `samples`. */
  repeats: z.int().min(1).max(100),
  /** Of `random`: calls per arm on average; null: as many as cases × repeats. */
  samples: z.int().min(2).max(1_000_000).nullable(),
  /** Draws the order of the calls, the arm of each of them, the sides of blind votes and the bootstrap. */
  seed: z.int(),
  /** Cases drawn at random of the suite at first; null: all. */
  cases: z.int().min(1).nullable(),
  /**
   * Of `paired`: whether cases may be added after somebody has looked. Then a winner also needs an e-value of 20, which stays valid
   * however often one looks; a p-value would not.
   */
  mayExtend: z.boolean(),
  /** Of `paired` with one repeat: stops as soon as the e-value of the primary metric reaches 20. */
  stopEarly: z.boolean(),
  mode: runMode,
  /** Calls at once of all arms together, at least one of each; null: what the providers bear. */
  concurrency: z.int().min(1).max(256).nullable(),
  /** US dollars over all arms; null: no cap. */
  maxCostUsd: z.number().min(0).nullable(),
  judgeModel: modelRef.nullable(),
});
export type ExperimentPlan = z.infer<typeof experimentPlan>;

/** One side of a comparison: a version or a draft, with a model and its settings. The first one is A. */
export const arm = z.object({
  promptId,
  promptName: z.string(),
  /** null: the draft as it stood; `contentHash` says which text. */
  versionId: versionId.nullable(),
  version: semver.nullable(),
  model: modelRef,
  /** What was set for this arm only; empty: the settings of the version. */
  settings: modelSettings.omit({ model: true }),
  contentHash: z.string(),
});
export type Arm = z.infer<typeof arm>;

export const verdictWord = z.enum(["b_better", "a_better", "no_difference", "cannot_tell", "not_comparable"]);
export type VerdictWord = z.infer<typeof verdictWord>;

/** Why two arms cannot be compared, or a verdict cannot be more than it is; a page has words for each. */
export const incomparable = z.enum([
  /** They were put to other cases, checks or judges. */
  "suite",
  "checks",
  "judge",
  /** More than 5 % of an arm's calls, or of the cases, ended in an error. */
  "errors",
  /** No case has a value on both sides: nothing was checked, no price is known, every reply is a recording. */
  "no-values",
]);
export type Incomparable = z.infer<typeof incomparable>;

export const comparisonMethod = z.enum([
  /** Newcombe's paired score interval, with mid-p McNemar. */
  "newcombe-mcnemar",
  /** The same on the means of repeats, where too few cases differ for t; no p. */
  "newcombe-means",
  "paired-t",
  /** Paired t with clustered standard errors. */
  "clustered-t",
  /** Paired t on logarithms: a ratio of geometric means. */
  "log-ratio",
  /** BCa bootstrap of the ratio of means, where a value is 0. */
  "bca-ratio",
  "welch",
  /** Welch's t on logarithms. */
  "welch-log",
  /** Two independent rates: Newcombe's hybrid score interval, with Welch's t for p. */
  "newcombe-welch",
  "none",
]);
export type ComparisonMethod = z.infer<typeof comparisonMethod>;

/** Cases, or of `random` calls, that took no part, by why. */
export const leftOut = z.object({
  errors: z.int(),
  /** Nothing was checked, or the named check did not speak. */
  unscored: z.int(),
  /** Not called: not yet, or it was stopped before. */
  missing: z.int(),
  /** Nobody knows the price. */
  unpriced: z.int(),
  /** A recorded reply has no latency of its own, and cost nothing this time. */
  recorded: z.int(),
});
export type LeftOut = z.infer<typeof leftOut>;

/** Two arms by one metric. Differences are B − A; of latency and cost B / A − 1. */
export const comparison = z.object({
  /** Places of the arms. */
  a: z.int(),
  b: z.int(),
  metric,
  scale: z.enum(["difference", "ratio"]),
  verdict: verdictWord,
  /** Of `not_comparable`. */
  reasons: z.array(incomparable),
  /** Cases that have a value on both sides; of `random` calls on either side. */
  n: z.int(),
  valueA: z.number().nullable(),
  valueB: z.number().nullable(),
  /** Of latency and cost: medians over cases. */
  medianA: z.number().nullable(),
  medianB: z.number().nullable(),
  difference: z.number().nullable(),
  /** At `confidence`; null: it would not be meaningful. */
  interval: interval.nullable(),
  /**
   * 0.95; more where several comparisons are read together (Holm), and 0.975 at least where the plan may stop early or add
   * cases: two ways to a winner share the 5 %. p is adjusted to it.
   */
  confidence: z.number(),
  /** Adjusted by Holm where several comparisons are read together. null: not shown (directional, no spread, extended). */
  p: z.number().nullable(),
  method: comparisonMethod,
  /** Cases that B fixes and breaks: pass against fail; of other metrics better and worse. null: `random`. */
  fixed: z.int().nullable(),
  broken: z.int().nullable(),
  /** Of `cannot_tell`: about so many more cases, or calls per arm, for 80 % power; null otherwise. */
  neededCases: z.int().nullable(),
  leftOut,
  /** Attempts of either arm that ended in an error, 0..1 of those that were made. */
  errorRate: z.number(),
  /** Too little for a winner: under 20 cases, or under 5 that differ. */
  directional: z.boolean(),
  /** Where the difference points, whatever it is worth. */
  leaning: z.enum(["a", "b"]).nullable(),
  /** Against “as many fixed as broken”; valid however often one looks. null: no case differs, or `random`. */
  eValue: z.number().nullable(),
  /** Groups that the cases belong to, those that say the same being one; null: each case is its own. */
  clusters: z.int().nullable(),
  notes: z.array(
    z.enum([
      /** Every case moved alike, or none did: an interval would have no width. */
      "no-spread",
      "few-differ",
      /** Cases were added after a look. */
      "extended",
      "stopped-early",
      /** Not all that was planned has been called. */
      "incomplete",
      /** A case was put to an arm several times: the case is the unit. */
      "means-of-repeats",
    ]),
  ),
});
export type Comparison = z.infer<typeof comparison>;

/** One arm's own figures. */
export const armFigures = z.object({
  counts: testCounts,
  passRate: z.number().nullable(),
  passInterval: interval.nullable(),
  averageScore: z.number().nullable(),
  /** US dollars of its replies, judges not included; null: some of it is unknown. */
  costUsd: z.number().nullable(),
  /** US dollars a reply. */
  costPerCall: z.number().nullable(),
  latency: z.object({ p50: z.number(), p95: z.number() }).nullable(),
  /** Another arm is at least as good and costs no more, and one of the two is better. null: not known. */
  isDominated: z.boolean().nullable(),
});
export type ArmFigures = z.infer<typeof armFigures>;

/** All comparisons of an experiment at one state of its evidence. The first arm is A of each. */
export const experimentVerdict = z.object({
  /** By the primary metric: one for each arm but the first. */
  primary: z.array(comparison),
  /** By the other metrics that have values, Holm-adjusted together: beside the verdict, never the verdict. */
  others: z.array(comparison),
  arms: z.array(armFigures),
  appVersion: z.string(),
  at: timestamp,
});
export type ExperimentVerdict = z.infer<typeof experimentVerdict>;

/**
 * Answers of people or of a judge to “which reply is better?”, one for each pair of replies: of several people what most of
 * them say, each by the newest vote; a tie where they are as many on either side.
 */
export const preferenceTally = z.object({
  a: z.int(),
  b: z.int(),
  winsA: z.int(),
  winsB: z.int(),
  ties: z.int(),
  errors: z.int(),
  /** Pairs in which both replies say the same, which nobody is asked about; in no other number. */
  identical: z.int(),
  /** (wins of B + ½ ties) / all. */
  rate: z.number().nullable(),
  /** Wilson's interval of B's share of the decisive ones. */
  interval: interval.nullable(),
  /** Two-sided mid-p sign test over the decisive ones; null under 20 of them. */
  p: z.number().nullable(),
  /** Of a judge: the share of pairs that it judged otherwise when the sides were swapped. */
  flipRate: z.number().nullable(),
  costUsd: z.number().nullable(),
});
export type PreferenceTally = z.infer<typeof preferenceTally>;

export const voteChoice = z.enum(["left", "right", "tie"]);
export type VoteChoice = z.infer<typeof voteChoice>;

/** Two replies to one case; which arm stands on which side is not in it. */
export const ballot = z.object({
  /** Names the pair and its sides; opaque. */
  ballot: z.string(),
  caseName: z.string(),
  content: caseContent,
  left: z.string(),
  right: z.string(),
});
export type Ballot = z.infer<typeof ballot>;

export const experimentSummary = z.object({
  experimentId,
  /** calls: it made its runs itself. runs: runs that were there were compared. */
  origin: z.enum(["calls", "runs"]),
  arms: z.array(arm),
  suiteId,
  suiteName: z.string(),
  /** The inputs were typed in for this comparison; no suite of the list has them. */
  isTyped: z.boolean(),
  metric,
  delta: z.number(),
  assign: assignment,
  simulated: z.boolean(),
  /** Of its runs: running while one is, else what holds them up, else done. */
  state: testRunState,
  planned: z.int(),
  ended: z.int(),
  /** Of the primary comparisons, in the order of the arms; empty: nothing to read yet. */
  verdicts: z.array(comparison.pick({ b: true, verdict: true, neededCases: true, directional: true })),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
});
export type ExperimentSummary = z.infer<typeof experimentSummary>;

export const experiment = experimentSummary.extend({
  plan: experimentPlan,
  /** What was called, one after the other: the first, and each extension. */
  rounds: z.array(
    z.object({
      round: z.int(),
      suiteVersionId,
      suiteVersion: z.int(),
      /** In the order of the arms. */
      runs: z.array(
        z.object({ testRunId, state: testRunState, counts: testCounts, error: errorData.nullable() }),
      ),
    }),
  ),
  verdict: experimentVerdict,
  /** US dollars, judges included; null: some of it is unknown. */
  costUsd: z.number().nullable(),
  /** US dollars that all arms may spend together, as it is now: it may have been raised since the start. null: no cap. */
  capUsd: z.number().nullable(),
  /** Cases of the suite that no round has asked. */
  casesLeft: z.int(),
  /** Pairs that a judge is comparing just now. */
  judging: z.object({ done: z.int(), planned: z.int(), error: errorData.nullable() }).nullable(),
  appVersion: z.string(),
});
export type Experiment = z.infer<typeof experiment>;

/** How a case fared in an arm. */
export const caseInArm = z.object({
  /** The attempt that is shown: the first of those that decide; null: none yet. */
  attempt: z.int().nullable(),
  verdict: verdict.nullable(),
  /** Of the primary metric, the mean over its repeats. */
  value: z.number().nullable(),
  score: z.number().nullable(),
  /** The beginning of the reply. */
  reply: z.string(),
  isCut: z.boolean(),
  latencyMs: z.number().nullable(),
  costUsd: z.number().nullable(),
  recorded: z.boolean(),
  /** The first reason why it did not pass, or the error. */
  reason: z.string(),
  /** The same, for a page that has its own words for it; absent: there is none of the kind. */
  firstReason: checkReason.optional(),
  error: errorData.optional(),
  passed: z.int(),
  failed: z.int(),
  errored: z.int(),
  /** Attempts made and asked for. */
  made: z.int(),
  planned: z.int(),
});
export type CaseInArm = z.infer<typeof caseInArm>;

/** From A's side: B fixes what A failed, or breaks what A passed. Of metrics other than pass: better and worse. */
export const armChange = z.enum(["fixed", "broken", "same", "unknown"]);
export type ArmChange = z.infer<typeof armChange>;

/** A row of the side-by-side view. */
export const armRow = z.object({
  /** Its place over all rounds: what a window is asked by stays the same while results come in. */
  row: z.int(),
  round: z.int(),
  caseIndex: z.int(),
  caseId,
  caseName: z.string(),
  tags: z.array(z.string()),
  inputs: z.string(),
  expected: z.string(),
  arms: z.array(caseInArm),
  /** Against the arm that was asked for. */
  change: armChange,
});
export type ArmRow = z.infer<typeof armRow>;

/** Inputs that are typed in instead of a suite. */
export const typedInputs = z.array(storedValues).min(1).max(50);

export const armFilter = z.object({
  change: armChange.optional(),
  /** Anywhere in the case or the replies. */
  text: z.string().max(200).default(""),
});
export type ArmFilter = z.infer<typeof armFilter>;
