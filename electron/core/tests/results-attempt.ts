import { checkName } from "#shared/checks/score-case.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import { type Check, check, type ScoredCheck } from "#shared/model/check.ts";
import { type ChatMessage, chatMessage } from "#shared/model/content.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { formatPrompt } from "../prompts/index.ts";
import { readContent } from "../store/content-store.ts";
import type { Database } from "../store/database.ts";
import { readCase } from "../suites/index.ts";
import { changesAgainst } from "./baseline.ts";
import type { TestContext } from "./context.ts";
import { listMarks } from "./marks-store.ts";
import { describeRows, factsOf } from "./results.ts";
import {
  type AttemptDetail,
  listDetails,
  listEarlier,
  listRecorded,
  listScores,
  readSuiteChecks,
  type ScoreRow,
} from "./results-attempt-store.ts";
import { resultCacheOf } from "./results-cache.ts";
import { columnsOf } from "./results-columns.ts";
import { changes } from "./results-order.ts";
import { listAttemptRows } from "./results-store.ts";
import type { RunFacts } from "./summary-store.ts";

/** Everything that is stored of one attempt. */
export async function readAttempt(context: TestContext, attempt: number): Promise<Output<"tests.attempt">> {
  const { db } = context;
  const cache = resultCacheOf(context);
  const row = listAttemptRows(db, [attempt])[0];
  const detail = listDetails(db, [attempt]).get(attempt);
  if (row === undefined || detail === undefined) throw attemptNotFound();
  const facts = factsOf(db, detail.testRunId);
  const columns = columnsOf(db, cache.columns, facts);
  const change = changesAgainst(db, cache, facts, columns)?.list[row.cell] ?? 0;
  const content = readCase(db, row.caseHash);
  const { calls, ...told } = detail;
  return {
    ...(describeRows(db, [row], () => changes[change] ?? "unknown")[0] as ReturnType<typeof describeRows>[0]),
    ...told,
    content,
    calls: await describeCalls(db, facts, content, calls),
    scores: scoredChecks(suiteChecks(db, row.run), content, listScores(db, [attempt])),
    marks: listMarks(db, [attempt]),
    earlier: listEarlier(db, row).map(({ attempt, errorJson, endedAt }) => ({
      attempt,
      error: errorJson === null ? null : JSON.parse(errorJson),
      endedAt,
    })),
  };
}

export const attemptNotFound = (): LatheError =>
  new LatheError({
    code: "tests.attempt-not-found",
    message: "This attempt is not in the workspace. Open the test run again.",
  });

export const suiteChecks = (db: Database, run: number): Check[] => {
  const read = check.array().safeParse(JSON.parse(readSuiteChecks(db, run)));
  return read.success ? read.data : [];
};

/** Each score with its check: those of the suite come first, then those of the case. */
export function scoredChecks(ofSuite: Check[], content: CaseContent, scores: ScoreRow[]): ScoredCheck[] {
  const checks = [...ofSuite, ...content.checks];
  return scores.map(({ position, name, type, weight, result }) => {
    const found = checks[position];
    // What the score itself says is what was checked, wherever it came from.
    if (found?.type === type) return { check: found, result };
    const not = name === checkName({ type, not: true, metric: null });
    return { check: check.parse({ type, not, weight, metric: not || name === type ? null : name }), result };
  });
}

/** What each call sent and got, from its recording; where there is none, the prompt as it was made for the first. */
async function describeCalls(
  db: Database,
  facts: RunFacts,
  content: CaseContent,
  calls: AttemptDetail["calls"],
): Promise<Output<"tests.attempt">["calls"]> {
  const recorded = new Map(
    listRecorded(
      db,
      calls.flatMap(({ recording }) => recording ?? []),
    ).map((row) => [row.number, row]),
  );
  const first = calls.length > 0 && recorded.size < calls.length ? await rendered(db, facts, content) : [];
  return calls.map(({ requestHash, recording, reply }, index) => {
    const kept = recording === null ? undefined : recorded.get(recording);
    return {
      requestHash,
      reply,
      messages: kept === undefined ? (index === 0 ? first : []) : messagesOf(kept.requestJson),
      requestJson: kept?.requestJson ?? null,
      replyJson: kept?.replyJson ?? null,
    };
  });
}

function messagesOf(requestJson: string): ChatMessage[] {
  const read = chatMessage.array().safeParse(JSON.parse(requestJson).messages);
  return read.success ? read.data : [];
}

/** A prompt that cannot be made for this case is shown as its error, and not as a failure to look at it. */
const rendered = (db: Database, { contentHash }: RunFacts, { inputs }: CaseContent): Promise<ChatMessage[]> =>
  formatPrompt(readContent(db, contentHash), inputs).catch((error: unknown) => {
    if (error instanceof LatheError && error.code.startsWith("prompts.")) return [];
    throw error;
  });
