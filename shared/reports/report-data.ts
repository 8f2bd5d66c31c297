import type { Check } from "../model/check.ts";
import type { PromptContent } from "../model/content.ts";
import type { Agreement, TestAttempt, TestRun } from "../model/test-run.ts";

/** Everything that a report says of a run besides its attempts. */
export interface ReportHead {
  run: TestRun;
  content: PromptContent;
  /** Of the suite; a case may have others beside them. */
  checks: Check[];
  agreement: Agreement[];
  /** What the prompt's other runs are held against; null: nothing, or this run itself. */
  baseline: ReportBaseline | null;
  /** Attempts that a person marked. */
  marked: number;
  /** ISO-8601 UTC: when the report was made. */
  madeAt: string;
}

export interface ReportBaseline {
  testRunId: string;
  version: string | null;
  createdAt: string;
  passRate: number | null;
  regressed: number;
  fixed: number;
}

/** An attempt without what was sent over the wire: that has its hash. */
export type ReportAttempt = Omit<TestAttempt, "calls"> & {
  calls: Pick<TestAttempt["calls"][number], "requestHash" | "reply">[];
};

/** Some hundred at a time, so that a report of any length is made in the same memory. */
export type ReportPages = AsyncIterable<ReportAttempt[]>;

export type ReportLanguage = "en" | "zh";

/** Writes one report in pieces; the pieces together are the file. */
export type ReportWriter = (
  head: ReportHead,
  pages: ReportPages,
  language: ReportLanguage,
) => AsyncGenerator<string, void>;
