import type { ErrorData } from "../contract/errors.ts";
import type { Check } from "../model/check.ts";
import type { PromptContent } from "../model/content.ts";
import type { ArmChange, Experiment, PreferenceTally, VoteChoice } from "../model/experiment.ts";
import type { CaseContent } from "../model/suite.ts";
import type { TestRun } from "../model/test-run.ts";
import type { ReportAttempt, ReportLanguage } from "./report-data.ts";

/** Everything that a report says of a comparison besides its cases. */
export interface ExperimentReportHead {
  experiment: Experiment;
  /** In the order of the arms: what was sent, the arm's own settings included. */
  contents: PromptContent[];
  /** By round, in the order of the arms. */
  runs: TestRun[][];
  /** Of the suite; a case may have others beside them. */
  checks: Check[];
  /** What people and a judge preferred: of each arm but the first, against the first. */
  preferences: ReportPreferences[];
  /** Every vote and judgement that was ever given, oldest first. */
  votes: ReportVote[];
  judgements: ReportJudgement[];
  /** ISO-8601 UTC: when the report was made. */
  madeAt: string;
}

export interface ReportPreferences {
  a: number;
  b: number;
  people: PreferenceTally;
  judge: PreferenceTally | null;
}

interface JudgedPair {
  round: number;
  caseIndex: number;
  repeat: number;
  /** Places of the arms. */
  a: number;
  b: number;
}

/** What somebody said of two replies, and which arm stood left. */
export interface ReportVote extends JudgedPair {
  leftArm: number;
  choice: VoteChoice;
  rater: string;
  at: string;
}

/** What a judge said in both orders. */
export interface ReportJudgement extends JudgedPair {
  judgeHash: string;
  model: string;
  aFirst: "a" | "b" | "tie" | null;
  bFirst: "a" | "b" | "tie" | null;
  outcome: "a" | "b" | "tie" | "error";
  reason: string;
  costUsd: number | null;
  error: ErrorData | null;
  at: string;
}

/** One case whole, side by side. */
export interface ReportCase {
  round: number;
  caseIndex: number;
  caseId: string;
  caseName: string;
  content: CaseContent;
  /** In the order of the arms; every attempt that counts. */
  arms: ReportAttempt[][];
}

/** How the cases went for one arm against the first, those that matter most first; never more than were asked for. */
export interface ReportSide {
  a: number;
  b: number;
  counts: Record<ArmChange, number>;
  cases: AsyncIterable<ReportCase & { change: ArmChange }>;
}

export type ExperimentHtmlWriter = (
  head: ExperimentReportHead,
  sides: ReportSide[],
  language: ReportLanguage,
) => AsyncGenerator<string, void>;
