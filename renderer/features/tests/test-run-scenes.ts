import type { Client } from "#shared/contract/client.ts";
import { cancelled } from "#shared/contract/errors.ts";
import type { CallName, Input, Output } from "#shared/contract/operations.ts";
import { caseId, promptId, suiteId, suiteVersionId, testRunId } from "#shared/model/ids.ts";
import { caseContent } from "#shared/model/suite.ts";
import type {
  TestAttempt,
  TestAttemptRow,
  TestProgress,
  TestRun,
  TestRunSummary,
} from "#shared/model/test-run.ts";

/** For tests: test runs and a host as a page meets them. */
export const run1 = testRunId.parse("tst_0001");
const at = "2026-11-24T10:00:00.000Z";
const model = "simulator/default";

export const summaryOf = (change: Partial<TestRunSummary> = {}): TestRunSummary => ({
  testRunId: run1,
  promptId: promptId.parse("prm_aaaa"),
  promptName: "Greeting",
  versionId: null,
  version: null,
  suiteId: suiteId.parse("sui_aaaa"),
  suiteName: "Mails",
  suiteVersion: 1,
  models: [model],
  repeats: 1,
  mode: "live",
  simulated: true,
  state: "done",
  counts: { planned: 50, passed: 41, failed: 9, errored: 0, unscored: 0 },
  passRate: 0.82,
  passInterval: [0.69, 0.9],
  averageScore: 0.9,
  costUsd: 0.5,
  isBaseline: false,
  createdAt: at,
  endedAt: at,
  ...change,
});

export const runOf = (change: Partial<TestRun> = {}): TestRun => ({
  ...summaryOf(),
  suiteVersionId: suiteVersionId.parse("suv_aaaa"),
  plan: {
    models: [model],
    repeats: 1,
    mode: "live",
    concurrency: null,
    maxCostUsd: null,
    judgeModel: null,
    seed: 1,
    only: null,
  },
  hashes: { prompt: "p", suite: "s", checks: "c", judge: null, settings: "m" },
  rescoredFrom: null,
  appVersion: "0.1.0",
  scoreError: 0.02,
  judgeCostUsd: 0,
  unknownCosts: 0,
  latency: null,
  tokens: { input: 0, output: 0 },
  recorded: 0,
  retries: 0,
  flakyCases: 0,
  perModel: [],
  perCheck: [],
  perTag: [],
  error: null,
  ...change,
});

export const progressOf = (change: Partial<TestProgress> = {}): TestProgress => ({
  testRunId: run1,
  state: "running",
  counts: { planned: 50, passed: 10, failed: 0, errored: 0, unscored: 0 },
  costUsd: 0.1,
  unknownCosts: 0,
  rate: 2,
  remainingMs: 20_000,
  active: 4,
  retries: 0,
  ...change,
});

export const rowOf = (attempt: number, change: Partial<TestAttemptRow> = {}): TestAttemptRow => ({
  attempt,
  cell: attempt,
  caseId: caseId.parse("cas_aaaa"),
  caseIndex: attempt,
  caseName: "",
  tags: [],
  model,
  repeat: 0,
  verdict: "pass",
  score: 1,
  inputExcerpt: "",
  expectedExcerpt: "",
  replyExcerpt: "",
  failing: [],
  reason: "",
  errorCode: null,
  latencyMs: 10,
  costUsd: 0,
  recorded: false,
  retries: 0,
  mark: null,
  change: "unknown",
  ...change,
});

export const attemptOf = (change: Partial<TestAttempt> = {}): TestAttempt => ({
  ...rowOf(1),
  testRunId: run1,
  content: caseContent.parse({ inputs: { question: "Where is it?" } }),
  calls: [],
  text: "On its way.",
  partial: false,
  toolCalls: [],
  finishReason: "stop",
  usage: null,
  judgeCostUsd: 0,
  firstTokenMs: null,
  retryList: [],
  error: null,
  scores: [],
  marks: [],
  earlier: [],
  endedAt: at,
  ...change,
});

type Answers = { [K in CallName]?: (input: Input<K>) => Output<K> | Promise<Output<K>> };

/** A host that answers each operation as the test says, a moment later, and keeps what it was asked. */
export function hostThat(answers: Answers) {
  const asked: { operation: string; input: unknown }[] = [];
  const client: Client<AbortSignal> = {
    async call(operation, input, signal) {
      asked.push({ operation, input });
      await Promise.resolve();
      if (signal?.aborted) throw cancelled();
      const answer = answers[operation] as ((input: unknown) => unknown) | undefined;
      if (answer === undefined) throw new Error(`nobody said what ${operation} answers`);
      return (await answer(input)) as never;
    },
    stream: () => {
      throw new Error("no stream is expected here");
    },
  };
  return {
    client,
    asked,
    inputsOf: (operation: CallName) =>
      asked.filter((each) => each.operation === operation).map(({ input }) => input),
  };
}

/** Lets everything that waits for an answer go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}
