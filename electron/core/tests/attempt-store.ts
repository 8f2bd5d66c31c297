import type { ErrorData } from "#shared/contract/errors.ts";
import type { CheckState, Verdict } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { CaseId, PromptId } from "#shared/model/ids.ts";
import type { FinishReason, Retry, ToolCall, Usage } from "#shared/model/run.ts";
import { insertRecording, type NewRecording } from "../providers/index.ts";
import type { Database } from "../store/database.ts";
import type { Ownership } from "./test-run-store.ts";

/** A live answer that is to be recorded; it gets its number when it is stored. */
export interface PendingRecording {
  recording: NewRecording;
  number: number | null;
}

/** What a model answered, or as far as it came. */
export interface NewReply {
  text: string;
  /** `text` is what had arrived of an answer that did not come to its end. */
  partial: boolean;
  toolCalls: ToolCall[];
  /** A scripted conversation has several. */
  calls: { requestHash: string; recording: PendingRecording | number | null; reply: string }[];
  retries: Retry[];
  error: ErrorData | null;
}

export interface NewScore {
  /** The check's metric, or else its type. */
  name: string;
  type: string;
  isJudge: boolean;
  state: CheckState;
  score: number | null;
  weight: number;
  costUsd: number | null;
  reasonJson: string;
  detailJson: string | null;
}

export interface NewAttempt {
  cell: number;
  caseIndex: number;
  caseId: CaseId;
  /** Of the content whose checks were used. */
  caseHash: string;
  model: ModelRef;
  repeat: number;
  verdict: Verdict;
  score: number | null;
  /** Of the case among the others. */
  weight: number;
  finishReason: FinishReason | null;
  usage: Usage | null;
  /** What the reply cost, without its judges; null: unknown. */
  costUsd: number | null;
  judgeCostUsd: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
  /** A recording answered at least one of its calls: its latency says nothing. */
  recorded: boolean;
  errorCode: string | null;
  /** The number of one that is stored already, where a run scores it again. */
  reply: NewReply | number;
  retries: number;
  scores: NewScore[];
  /** It takes the place of an error at the same cell. */
  replaces: boolean;
  /** A stored reply has been paid for by the run that called for it. */
  isPaidElsewhere: boolean;
  at: string;
}

/** Takes an error out of the count, that another attempt may count in its place. */
function replaceError(db: Database, run: number, cell: number): boolean {
  const { changes } = db.run(
    "replace error",
    "UPDATE test_attempts SET is_current = 0 WHERE run = @run AND cell = @cell AND is_current = 1",
    { run, cell },
  );
  return changes > 0;
}

function insertReply(db: Database, reply: NewReply): number {
  const calls = reply.calls.map(({ requestHash, recording, reply }) => ({
    requestHash,
    recording: typeof recording === "object" ? (recording?.number ?? null) : recording,
    reply,
  }));
  const row = db.get<{ id: number }>(
    "insert reply",
    `INSERT INTO test_replies (text, partial, tool_calls_json, calls_json, retries_json, error_json)
     VALUES (@text, @partial, @toolCalls, @calls, @retries, @error) RETURNING id`,
    {
      text: reply.text,
      partial: reply.partial ? 1 : 0,
      toolCalls: JSON.stringify(reply.toolCalls),
      calls: JSON.stringify(calls),
      retries: JSON.stringify(reply.retries),
      error: reply.error === null ? null : JSON.stringify(reply.error),
    },
  );
  return row?.id ?? 0;
}

function insertAttempt(db: Database, run: number, attempt: NewAttempt): number {
  const { usage } = attempt;
  const row = db.get<{ sequence: number }>(
    "insert test attempt",
    `INSERT INTO test_attempts (run, cell, case_index, case_id, case_hash, model, repeat, verdict, score, weight,
       finish_reason, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, cost_usd, judge_cost_usd,
       latency_ms, first_token_ms, recorded, retries, error_code, reply, is_current, ended_at)
     VALUES (@run, @cell, @caseIndex, @caseId, @caseHash, @model, @repeat, @verdict, @score, @weight,
       @finishReason, @input, @cachedInput, @output, @reasoning, @costUsd, @judgeCostUsd,
       @latencyMs, @firstTokenMs, @recorded, @retries, @errorCode, @reply, 1, @at)
     RETURNING sequence`,
    {
      run,
      cell: attempt.cell,
      caseIndex: attempt.caseIndex,
      caseId: attempt.caseId,
      caseHash: attempt.caseHash,
      model: attempt.model,
      repeat: attempt.repeat,
      verdict: attempt.verdict,
      score: attempt.score,
      weight: attempt.weight,
      finishReason: attempt.finishReason,
      input: usage?.inputTokens ?? null,
      cachedInput: usage?.cachedInputTokens ?? null,
      output: usage?.outputTokens ?? null,
      reasoning: usage?.reasoningTokens ?? null,
      costUsd: attempt.costUsd,
      judgeCostUsd: attempt.judgeCostUsd,
      latencyMs: attempt.latencyMs,
      firstTokenMs: attempt.firstTokenMs,
      recorded: attempt.recorded ? 1 : 0,
      retries: attempt.retries,
      errorCode: attempt.errorCode,
      reply: typeof attempt.reply === "number" ? attempt.reply : insertReply(db, attempt.reply),
      at: attempt.at,
    },
  );
  return row?.sequence ?? 0;
}

function insertScores(db: Database, attempt: number, scores: NewScore[]): void {
  for (const [position, { isJudge, ...score }] of scores.entries()) {
    db.run(
      "insert score",
      `INSERT INTO test_scores (attempt, position, name, type, is_judge, state, score, weight, cost_usd, reason_json,
         detail_json)
       VALUES (@attempt, @position, @name, @type, @isJudge, @state, @score, @weight, @costUsd, @reasonJson,
         @detailJson)`,
      { attempt, position, isJudge: isJudge ? 1 : 0, ...score },
    );
  }
}

/** What a batch adds to the counts of its run. */
export interface Tally {
  passed: number;
  failed: number;
  errored: number;
  unscored: number;
  scoreSum: number;
  scoreWeight: number;
  costUsd: number;
  judgeCostUsd: number;
  unknownCosts: number;
}

export interface Batch {
  recordings: PendingRecording[];
  attempts: NewAttempt[];
  /** Calls that were cut off, of which nobody knows whether they were charged. */
  unknownCosts: number;
}

const counted = { pass: "passed", fail: "failed", error: "errored", unscored: "unscored" } as const;

function add(tally: Tally, attempt: NewAttempt): void {
  tally[counted[attempt.verdict]] += 1;
  if (attempt.score !== null) {
    tally.scoreSum += attempt.score * attempt.weight;
    tally.scoreWeight += attempt.weight;
  }
  const costUsd = attempt.isPaidElsewhere ? 0 : attempt.costUsd;
  tally.costUsd += costUsd ?? 0;
  tally.judgeCostUsd += attempt.judgeCostUsd ?? 0;
  if (costUsd === null || attempt.judgeCostUsd === null) tally.unknownCosts += 1;
}

export class TakenOver extends Error {}

const isOwner = (db: Database, run: number, owner: Ownership): boolean =>
  db.get(
    "owner of test run",
    `SELECT 1 FROM test_run_states
     WHERE run = @run AND state = 'running' AND owner_pid = @ownerPid AND owned_since = @ownedSince`,
    { run, ...owner },
  ) !== undefined;

/**
 * All of a batch with its counts, or nothing: what is counted is there, and what is there is counted. Answers what it
 * added. Throws `TakenOver` where another program has the run now, and then nothing was stored.
 */
export function storeBatch(db: Database, run: number, owner: Ownership, batch: Batch): Tally {
  return db.transaction(() => {
    if (!isOwner(db, run, owner)) throw new TakenOver();
    const tally: Tally = {
      passed: 0,
      failed: 0,
      errored: 0,
      unscored: 0,
      scoreSum: 0,
      scoreWeight: 0,
      costUsd: 0,
      judgeCostUsd: 0,
      unknownCosts: batch.unknownCosts,
    };
    for (const pending of batch.recordings) pending.number = insertRecording(db, pending.recording);
    for (const attempt of batch.attempts) {
      if (attempt.replaces && replaceError(db, run, attempt.cell)) tally.errored -= 1;
      insertScores(db, insertAttempt(db, run, attempt), attempt.scores);
      add(tally, attempt);
    }
    db.run(
      "count attempts",
      `UPDATE test_run_states SET passed = passed + @passed, failed = failed + @failed, errored = errored + @errored,
         unscored = unscored + @unscored, score_sum = score_sum + @scoreSum, score_weight = score_weight + @scoreWeight,
         cost_usd = cost_usd + @costUsd, judge_cost_usd = judge_cost_usd + @judgeCostUsd,
         unknown_costs = unknown_costs + @unknownCosts
       WHERE run = @run`,
      { run, ...tally },
    );
    return tally;
  });
}

const page = 20_000;

/** How an attempt ended: `judge`: its reply is complete, and a check could not be made. */
export type CellEnd = "scored" | "error" | "judge";

/** Calls `look` with each cell that has an attempt which counts. */
export function eachDoneCell(db: Database, run: number, look: (cell: number, end: CellEnd) => void): void {
  for (let after = -1; ; ) {
    const rows = db.all<{ cell: number; end: CellEnd }>(
      "done cells",
      `SELECT cell, CASE WHEN verdict <> 'error' THEN 'scored' WHEN error_code IS NULL THEN 'judge' ELSE 'error' END AS "end"
       FROM test_attempts WHERE run = @run AND is_current = 1 AND cell > @after ORDER BY cell LIMIT ${page}`,
      { run, after },
    );
    for (const { cell, end } of rows) look(cell, end);
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = last.cell;
  }
}

/** An answer that is stored, and what came of it. */
export interface StoredAttempt {
  sequence: number;
  cell: number;
  caseIndex: number;
  caseId: CaseId;
  caseHash: string;
  model: ModelRef;
  repeat: number;
  weight: number;
  finishReason: FinishReason | null;
  usage: Usage | null;
  costUsd: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
  recorded: boolean;
  retries: number;
  errorCode: string | null;
  /** The reply's number. */
  reply: number;
  text: string;
  toolCalls: ToolCall[];
  /** In their order: what was answered to each turn. */
  replies: string[];
  error: ErrorData | null;
}

interface StoredAttemptRow
  extends Omit<StoredAttempt, "usage" | "recorded" | "toolCalls" | "replies" | "error"> {
  input: number | null;
  cachedInput: number | null;
  output: number | null;
  reasoning: number | null;
  recorded: number;
  tool_calls_json: string;
  calls_json: string;
  error_json: string | null;
}

/** The attempt that counts for a cell. */
export function findStoredAttempt(db: Database, run: number, cell: number): StoredAttempt | undefined {
  const row = db.get<StoredAttemptRow>(
    "find stored attempt",
    `SELECT a.sequence, a.cell, a.case_index AS caseIndex, a.case_id AS caseId, a.case_hash AS caseHash, a.model,
       a.repeat, a.weight, a.finish_reason AS finishReason, a.input_tokens AS input,
       a.cached_input_tokens AS cachedInput, a.output_tokens AS output, a.reasoning_tokens AS reasoning,
       a.cost_usd AS costUsd, a.latency_ms AS latencyMs, a.first_token_ms AS firstTokenMs, a.recorded, a.retries,
       a.error_code AS errorCode, a.reply, p.text, p.tool_calls_json, p.calls_json, p.error_json
     FROM test_attempts a JOIN test_replies p ON p.id = a.reply
     WHERE a.run = @run AND a.cell = @cell AND a.is_current = 1`,
    { run, cell },
  );
  if (row === undefined) return undefined;
  const { input, cachedInput, output, reasoning, tool_calls_json, calls_json, error_json, ...attempt } = row;
  const calls: { reply: string }[] = JSON.parse(calls_json);
  return {
    ...attempt,
    usage:
      input === null || output === null
        ? null
        : {
            inputTokens: input,
            cachedInputTokens: cachedInput ?? 0,
            outputTokens: output,
            reasoningTokens: reasoning ?? 0,
          },
    recorded: attempt.recorded === 1,
    toolCalls: JSON.parse(tool_calls_json),
    replies: calls.map(({ reply }) => reply),
    error: error_json === null ? null : JSON.parse(error_json),
  };
}

export interface StoredMark {
  cell: number;
  rater: string;
  kind: "thumb" | "stars" | "label";
  value: string;
  metric: string | null;
}

/** What people said of the replies of these runs, the oldest first. */
export function listMarks(db: Database, runs: number[]): StoredMark[] {
  return db.all<StoredMark>(
    "marks of runs",
    `SELECT a.cell, m.rater, m.kind, m.value, m.metric FROM marks m JOIN test_attempts a ON a.sequence = m.attempt
     WHERE a.run IN (SELECT value FROM json_each(@runs)) AND a.is_current = 1 ORDER BY m.sequence`,
    { runs: JSON.stringify(runs) },
  );
}

/** How long the answers of the prompt's newest run are; null: it has none. */
export function averageAnswerTokens(db: Database, promptId: PromptId): number | null {
  const row = db.get<{ average: number | null }>(
    "average answer",
    `SELECT avg(output_tokens) AS average FROM
       (SELECT output_tokens FROM test_attempts
        WHERE run = (SELECT max(sequence) FROM test_runs WHERE prompt_id = @promptId) AND is_current = 1 LIMIT 1000)`,
    { promptId },
  );
  return row?.average == null ? null : Math.ceil(row.average);
}
