import { z } from "zod";
import { refuseUnstorable, storedText } from "./text.ts";

/**
 * What a check is called, everywhere: in a suite, in the compact form `type(threshold):value`, in a report. The names and
 * their meaning follow promptfoo where it has them, so that its suites can be taken over.
 */
export const checkType = z.enum([
  "equals",
  "contains",
  "icontains",
  "contains-any",
  "contains-all",
  "icontains-any",
  "icontains-all",
  "starts-with",
  "ends-with",
  "regex",
  "is-json",
  "contains-json",
  "json-path",
  "json-match",
  "is-xml",
  "contains-xml",
  "word-count",
  "length",
  "number-close",
  "levenshtein",
  "rouge-n",
  "rouge-l",
  "bleu",
  "similar",
  "llm-rubric",
  "g-eval",
  "factuality",
  "answer-relevance",
  "context-faithfulness",
  "select-best",
  "latency",
  "cost",
  "finish-reason",
  "is-refusal",
  "tool-call",
  "javascript",
  "human",
  /** Imported, and nothing that Lathe can do: it is kept as it came, shown grey, and always skipped. */
  "unsupported",
]);
export type CheckType = z.infer<typeof checkType>;

/** What is done to a reply before a check sees it. */
export const checkTransform = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("trim") }),
  z.object({ kind: z.literal("lower") }),
  /** The value at this RFC 9535 path of the reply read as JSON; text stays text, anything else is written as JSON. */
  z.object({ kind: z.literal("json-path"), path: storedText }),
  /** What a group of the first match holds; group 0 is the whole match. */
  z.object({
    kind: z.literal("regex"),
    pattern: storedText,
    flags: z.string().max(8).default(""),
    group: z.int().min(0).max(99).default(1),
  }),
]);
export type CheckTransform = z.infer<typeof checkTransform>;

/** One assertion. What `value` and `options` may be depends on the type: see `shared/checks`. */
export const check = z.object({
  type: checkType,
  /** Turns pass into fail and the score into 1 − score; an error stays an error, and what was skipped stays skipped. */
  not: z.boolean().default(false),
  /** Text in it may hold `{{variables}}` of the case, and `{{expected}}`. */
  value: z.json().superRefine(refuseUnstorable).default(null),
  /** null: the type's own. */
  threshold: z.number().nullable().default(null),
  /** 0: recorded, and never decides. */
  weight: z.number().min(0).max(1_000).default(1),
  /** What its score is called in figures; null: its type. */
  metric: storedText.pipe(z.string().max(100)).nullable().default(null),
  /** Applied one after the other. */
  transform: z.array(checkTransform).max(8).default([]),
  options: z.record(z.string().max(64), z.json()).superRefine(refuseUnstorable).default({}),
});
export type Check = z.infer<typeof check>;

export const checkState = z.enum(["pass", "fail", "error", "skipped"]);
export type CheckState = z.infer<typeof checkState>;

/**
 * Why a check said what it said. `code` with `params` is what a page puts into its own language (`checks.reason.CODE`);
 * `text` is the English sentence, for a terminal and a report. A judge's own words are in `params.said`.
 */
export const checkReason = z.object({
  code: z.string().regex(/^[a-z0-9-]+$/),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  text: z.string(),
});
export type CheckReason = z.infer<typeof checkReason>;

export const checkResult = z.object({
  state: checkState,
  /** 0..1; null where there is none: an error, or skipped. */
  score: z.number().min(0).max(1).nullable(),
  reason: checkReason,
  /** What else there is to see: the places of a schema's errors, a judge's claims and criteria, the F1 of calls. */
  detail: z.json().default(null),
  /** Of the judge's own calls; 0 where there are none, null where nobody knows. */
  costUsd: z.number().nullable().default(0),
});
export type CheckResult = z.infer<typeof checkResult>;

/** A result with the check that gave it, as it is kept and shown. */
export const scoredCheck = z.object({ check, result: checkResult });
export type ScoredCheck = z.infer<typeof scoredCheck>;

/** unscored: no check decided anything. It is never counted as passed. */
export const verdict = z.enum(["pass", "fail", "error", "unscored"]);
export type Verdict = z.infer<typeof verdict>;

/** A judge's instructions that are shipped with Lathe, with examples by which its agreement with people can be shown. */
export const rubric = z.object({
  id: z.string().regex(/^[a-z-]+$/),
  name: z.object({ en: z.string(), zh: z.string() }),
  /** What the judge is told, in English and in Chinese. */
  criteria: z.object({ en: z.string(), zh: z.string() }),
  threshold: z.number().min(0).max(1),
  examples: z
    .array(
      z.object({
        input: z.string(),
        output: z.string(),
        expected: z.string().nullable().default(null),
        passes: z.boolean(),
      }),
    )
    .min(3),
});
export type Rubric = z.infer<typeof rubric>;
