import { z } from "zod";
import { check } from "./check.ts";
import { storedValue, storedValues } from "./content.ts";
import { caseId, promptId, suiteId, suiteVersionId } from "./ids.ts";
import { timestamp } from "./prompt.ts";
import { label, storedText } from "./text.ts";

export const suiteName = label(120);
export const caseTag = label(60);

/** Where a case may be looked at: an optimiser learns from `train`, chooses by `validation`, and sees `test` once. */
export const split = z.enum(["train", "validation", "test"]);
export type Split = z.infer<typeof split>;

/** One case. Its canonical JSON is hashed: two cases that say the same have the same hash. */
export const caseContent = z.object({
  name: storedText.pipe(z.string().max(200)).default(""),
  /** A value for each variable of the prompt; for a history, its messages. */
  inputs: storedValues.default({}),
  /**
   * A scripted conversation: what the person says after the prompt's own messages were answered, one turn after the
   * other. The model answers each; the last answer is the one that is checked. May hold `{{variables}}`.
   */
  turns: z.array(storedText).max(50).default([]),
  /** The answer wanted, as text or as JSON; null: none is known. */
  expected: storedValue.default(null),
  /** Beside those of the suite. */
  checks: z.array(check).max(50).default([]),
  tags: z.array(caseTag).max(50).default([]),
  /** Cases that belong together, such as questions about one document: their results are not independent. */
  group: storedText.pipe(z.string().max(200)).nullable().default(null),
  weight: z.number().min(0).max(1_000).default(1),
  split: split.nullable().default(null),
  notes: storedText.default(""),
  /** The case passes at this score and over; null: when every check that has a weight passes. */
  threshold: z.number().min(0).max(1).nullable().default(null),
});
export type CaseContent = z.infer<typeof caseContent>;

/** A case in its suite, as it stands now. */
export const suiteCase = z.object({ caseId, hash: z.string(), content: caseContent });
export type SuiteCase = z.infer<typeof suiteCase>;

export const suiteSummary = z.object({
  suiteId,
  name: suiteName,
  description: z.string(),
  /** The prompt it was written for; null: any. */
  promptId: promptId.nullable(),
  promptName: z.string().nullable(),
  cases: z.int(),
  /** Rises with each change. */
  revision: z.int(),
  /** The newest frozen version; null: never run and never frozen. */
  latestVersion: z.int().nullable(),
  /** Whether the working copy differs from it. */
  isChanged: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type SuiteSummary = z.infer<typeof suiteSummary>;

/** What a suite holds besides its cases. */
export const suite = suiteSummary.extend({
  /** Checked on every case. */
  checks: z.array(check),
  /** For cases that set none. */
  threshold: z.number().min(0).max(1).nullable(),
  /** All names of inputs that occur in its cases, most frequent first. */
  inputNames: z.array(z.string()),
  tags: z.array(z.object({ name: z.string(), count: z.int() })),
  splits: z.object({ train: z.int(), validation: z.int(), test: z.int(), none: z.int() }),
});
export type Suite = z.infer<typeof suite>;

/** A frozen state of a suite: what a run was made with. */
export const suiteVersion = z.object({
  suiteVersionId,
  suiteId,
  number: z.int(),
  /** sha256 over its checks, its threshold and the hashes of its cases in order: equal means the same test. */
  hash: z.string(),
  cases: z.int(),
  message: z.string(),
  createdAt: timestamp,
});
export type SuiteVersion = z.infer<typeof suiteVersion>;

/** Changes to a suite's cases; several are one step, and all of them happen or none. */
export const caseEdit = z.discriminatedUnion("kind", [
  /** `after: null`: as the first. */
  z.object({
    kind: z.literal("add"),
    after: caseId.nullable(),
    /** Given when something that was removed comes back. */
    caseId: caseId.optional(),
    content: caseContent,
  }),
  z.object({ kind: z.literal("update"), caseId, content: caseContent }),
  z.object({ kind: z.literal("remove"), caseId }),
  z.object({ kind: z.literal("move"), caseId, after: caseId.nullable() }),
]);
export type CaseEdit = z.infer<typeof caseEdit>;

export const dataFormat = z.enum(["csv", "tsv", "jsonl", "json", "yaml"]);
export type DataFormat = z.infer<typeof dataFormat>;

/** What becomes of a column of an imported file. */
export const columnTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("input"), name: z.string().min(1).max(64) }),
  z.object({
    kind: z.enum(["expected", "name", "tags", "group", "weight", "split", "notes", "turns", "threshold"]),
  }),
  /** A compact check, `type(threshold):value`; or with `checkType` the value of a check of that type. */
  z.object({ kind: z.literal("check"), checkType: z.string().optional() }),
  /** Rows are recognised by it: the same key is the same case. */
  z.object({ kind: z.literal("key") }),
  z.object({ kind: z.literal("skip") }),
]);
export type ColumnTarget = z.infer<typeof columnTarget>;

export const columnMapping = z.record(z.string(), columnTarget);
export type ColumnMapping = z.infer<typeof columnMapping>;

/** What an import would do with one row. */
export const importedRow = z.object({
  /** From 1, as a person counts them in the file. */
  row: z.int(),
  action: z.enum(["add", "update", "same", "skip"]),
  /** The case that it would change. */
  caseId: caseId.nullable(),
  content: caseContent.nullable(),
  /** What it is now, where it would be changed. */
  before: caseContent.nullable(),
  /** In English; `code` is what a page translates (`suites.importProblem.CODE`). */
  problems: z.array(
    z.object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      text: z.string(),
    }),
  ),
});
export type ImportedRow = z.infer<typeof importedRow>;
