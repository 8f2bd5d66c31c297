import type { ErrorData } from "#shared/contract/errors.ts";
import type { CheckResult, CheckState, CheckType } from "#shared/model/check.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { FinishReason, Retry, ToolCall, Usage } from "#shared/model/run.ts";
import type { Database } from "../store/database.ts";

/** What an attempt has besides its row. */
export interface AttemptDetail {
  testRunId: TestRunId;
  text: string;
  partial: boolean;
  toolCalls: ToolCall[];
  calls: { requestHash: string; recording: number | null; reply: string }[];
  retryList: Retry[];
  error: ErrorData | null;
  finishReason: FinishReason | null;
  usage: Usage | null;
  judgeCostUsd: number | null;
  firstTokenMs: number | null;
  endedAt: string;
}

interface DetailRow {
  attempt: number;
  testRunId: TestRunId;
  text: string;
  partial: number;
  toolCallsJson: string;
  callsJson: string;
  retriesJson: string;
  errorJson: string | null;
  finishReason: FinishReason | null;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  judgeCostUsd: number | null;
  firstTokenMs: number | null;
  endedAt: string;
}

export function listDetails(db: Database, attempts: readonly number[]): Map<number, AttemptDetail> {
  const rows = db.all<DetailRow>(
    "list attempt details",
    `SELECT a.sequence AS attempt, r.id AS testRunId, p.text, p.partial, p.tool_calls_json AS toolCallsJson,
       p.calls_json AS callsJson, p.retries_json AS retriesJson, p.error_json AS errorJson,
       a.finish_reason AS finishReason, a.input_tokens AS inputTokens, a.cached_input_tokens AS cachedInputTokens,
       a.output_tokens AS outputTokens, a.reasoning_tokens AS reasoningTokens, a.judge_cost_usd AS judgeCostUsd,
       a.first_token_ms AS firstTokenMs, a.ended_at AS endedAt
     FROM json_each(@attempts) w JOIN test_attempts a ON a.sequence = w.value
       JOIN test_replies p ON p.id = a.reply JOIN test_runs r ON r.sequence = a.run`,
    { attempts: JSON.stringify(attempts) },
  );
  return new Map(rows.map((row) => [row.attempt, toDetail(row)]));
}

const toDetail = (row: DetailRow): AttemptDetail => ({
  testRunId: row.testRunId,
  text: row.text,
  partial: row.partial === 1,
  toolCalls: JSON.parse(row.toolCallsJson),
  calls: JSON.parse(row.callsJson),
  retryList: JSON.parse(row.retriesJson),
  error: row.errorJson === null ? null : JSON.parse(row.errorJson),
  finishReason: row.finishReason,
  usage:
    row.inputTokens === null || row.outputTokens === null
      ? null
      : {
          inputTokens: row.inputTokens,
          cachedInputTokens: row.cachedInputTokens ?? 0,
          outputTokens: row.outputTokens,
          reasoningTokens: row.reasoningTokens ?? 0,
        },
  judgeCostUsd: row.judgeCostUsd,
  firstTokenMs: row.firstTokenMs,
  endedAt: row.endedAt,
});

export interface ScoreRow {
  attempt: number;
  position: number;
  name: string;
  type: CheckType;
  isJudge: boolean;
  weight: number;
  result: CheckResult;
}

/** In the order of attempts and positions. */
export function listScores(db: Database, attempts: readonly number[]): ScoreRow[] {
  return db
    .all<{
      attempt: number;
      position: number;
      name: string;
      type: CheckType;
      isJudge: number;
      state: CheckState;
      score: number | null;
      weight: number;
      costUsd: number | null;
      reasonJson: string;
      detailJson: string | null;
    }>(
      "list scores",
      `SELECT s.attempt, s.position, s.name, s.type, s.is_judge AS isJudge, s.state, s.score, s.weight,
         s.cost_usd AS costUsd, s.reason_json AS reasonJson, s.detail_json AS detailJson
       FROM json_each(@attempts) w JOIN test_scores s ON s.attempt = w.value ORDER BY s.attempt, s.position`,
      { attempts: JSON.stringify(attempts) },
    )
    .map(
      ({
        attempt,
        position,
        name,
        type,
        isJudge,
        weight,
        state,
        score,
        costUsd,
        reasonJson,
        detailJson,
      }) => ({
        attempt,
        position,
        name,
        type,
        isJudge: isJudge === 1,
        weight,
        result: {
          state,
          score,
          reason: JSON.parse(reasonJson),
          detail: detailJson === null ? null : JSON.parse(detailJson),
          costUsd,
        },
      }),
    );
}

/** Errors that were tried again at the same cell, oldest first. */
export const listEarlier = (
  db: Database,
  { run, cell, sequence }: { run: number; cell: number; sequence: number },
): { attempt: number; errorJson: string | null; endedAt: string }[] =>
  db.all(
    "list earlier attempts",
    `SELECT a.sequence AS attempt, p.error_json AS errorJson, a.ended_at AS endedAt
     FROM test_attempts a JOIN test_replies p ON p.id = a.reply
     WHERE a.run = @run AND a.cell = @cell AND a.is_current = 0 AND a.sequence < @sequence ORDER BY a.sequence`,
    { run, cell, sequence },
  );

/** As they were sent and came back. */
export const listRecorded = (
  db: Database,
  numbers: readonly number[],
): { number: number; requestJson: string; replyJson: string }[] =>
  db.all(
    "list recorded",
    `SELECT c.sequence AS number, c.request_json AS requestJson, c.reply_json AS replyJson
     FROM json_each(@numbers) w JOIN recordings c ON c.sequence = w.value`,
    { numbers: JSON.stringify(numbers) },
  );

/** Of the version of the suite that a run was made with; JSON. */
export const readSuiteChecks = (db: Database, run: number): string =>
  db.get<{ checks: string }>(
    "read suite's checks",
    `SELECT v.manifest_json -> '$.checks' AS checks FROM test_runs r
     JOIN suite_versions v ON v.id = r.suite_version_id WHERE r.sequence = @run`,
    { run },
  )?.checks ?? "[]";
