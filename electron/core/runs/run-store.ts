import type { ErrorData } from "#shared/contract/errors.ts";
import type { ChatMessage, ModelRef, ModelSettings, VariableValues } from "#shared/model/content.ts";
import type { AttemptId, PromptId, RunId, VersionId } from "#shared/model/ids.ts";
import type {
  FinishReason,
  Retry,
  Run,
  RunMode,
  RunState,
  RunSummary,
  ToolCall,
  Usage,
} from "#shared/model/run.ts";
import type { Database } from "../store/database.ts";

export interface NewRun {
  runId: RunId;
  attemptId: AttemptId;
  promptId: PromptId;
  promptName: string;
  versionId: VersionId | null;
  version: string | null;
  contentHash: string;
  model: ModelRef;
  settings: ModelSettings;
  values: VariableValues;
  simulated: boolean;
  mode: RunMode;
  messages: ChatMessage[];
  requestHash: string;
  ownerPid: number;
  at: string;
}

/** The run and its attempt, as running. */
export function insertRun(db: Database, run: NewRun): void {
  db.transaction(() => {
    db.run(
      "insert run",
      `INSERT INTO runs (id, prompt_id, prompt_name, version_id, version, content_hash, model, settings_json,
         values_json, simulated, mode, state, owner_pid, created_at)
       VALUES (@runId, @promptId, @promptName, @versionId, @version, @contentHash, @model, @settings, @values,
         @simulated, @mode, 'running', @ownerPid, @at)`,
      {
        runId: run.runId,
        promptId: run.promptId,
        promptName: run.promptName,
        versionId: run.versionId,
        version: run.version,
        contentHash: run.contentHash,
        model: run.model,
        settings: JSON.stringify(run.settings),
        values: JSON.stringify(run.values),
        simulated: run.simulated ? 1 : 0,
        mode: run.mode,
        ownerPid: run.ownerPid,
        at: run.at,
      },
    );
    db.run(
      "insert attempt",
      `INSERT INTO attempts (id, run_id, state, messages_json, request_hash, text, tool_calls_json, recorded,
         retries_json, started_at)
       VALUES (@attemptId, @runId, 'running', @messages, @requestHash, '', '[]', 0, '[]', @at)`,
      {
        attemptId: run.attemptId,
        runId: run.runId,
        messages: JSON.stringify(run.messages),
        requestHash: run.requestHash,
        at: run.at,
      },
    );
  });
}

/** Keeps what has streamed in so far, so that a crash does not lose it. */
export function keepPartialText(db: Database, runId: RunId, text: string, retries: Retry[]): void {
  db.run(
    "keep partial text",
    "UPDATE attempts SET text = @text, retries_json = @retries WHERE run_id = @runId AND state = 'running'",
    { runId, text, retries: JSON.stringify(retries) },
  );
}

export interface RunEnd {
  state: Exclude<RunState, "running">;
  text: string;
  toolCalls: ToolCall[];
  finishReason: FinishReason | null;
  usage: Usage | null;
  costUsd: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
  recorded: boolean;
  retries: Retry[];
  error: ErrorData | null;
  at: string;
}

/** Ends a run that is still running; false when it had already ended. */
export function endRun(db: Database, runId: RunId, end: RunEnd): boolean {
  return db.transaction(() => {
    db.run(
      "end attempt",
      `UPDATE attempts SET state = @state, text = @text, tool_calls_json = @toolCalls, finish_reason = @finishReason,
         input_tokens = @input, cached_input_tokens = @cachedInput, output_tokens = @output,
         reasoning_tokens = @reasoning, cost_usd = @costUsd, latency_ms = @latencyMs, first_token_ms = @firstTokenMs,
         recorded = @recorded, retries_json = @retries, error_json = @error, ended_at = @at
       WHERE run_id = @runId AND state = 'running'`,
      {
        runId,
        state: end.state,
        text: end.text,
        toolCalls: JSON.stringify(end.toolCalls),
        finishReason: end.finishReason,
        input: end.usage?.inputTokens ?? null,
        cachedInput: end.usage?.cachedInputTokens ?? null,
        output: end.usage?.outputTokens ?? null,
        reasoning: end.usage?.reasoningTokens ?? null,
        costUsd: end.costUsd,
        latencyMs: end.latencyMs,
        firstTokenMs: end.firstTokenMs,
        recorded: end.recorded ? 1 : 0,
        retries: JSON.stringify(end.retries),
        error: end.error === null ? null : JSON.stringify(end.error),
        at: end.at,
      },
    );
    return (
      db.run("end run", "UPDATE runs SET state = @state WHERE id = @runId AND state = 'running'", {
        runId,
        state: end.state,
      }).changes > 0
    );
  });
}

export interface RunningRun {
  runId: RunId;
  promptId: PromptId;
  ownerPid: number;
  createdAt: string;
  simulated: boolean;
  mode: RunMode;
  text: string;
  retries: Retry[];
}

/** Runs that are marked as running, with the process that started each. */
export function listRunning(db: Database): RunningRun[] {
  return db
    .all<Omit<RunningRun, "simulated" | "retries"> & { simulated: number; retries_json: string }>(
      "list running",
      `SELECT r.id AS runId, r.prompt_id AS promptId, r.owner_pid AS ownerPid, r.created_at AS createdAt, r.simulated,
         r.mode, a.text, a.retries_json
       FROM runs r JOIN attempts a ON a.run_id = r.id WHERE r.state = 'running'`,
    )
    .map(({ simulated, retries_json, ...row }) => ({
      ...row,
      simulated: simulated === 1,
      retries: JSON.parse(retries_json),
    }));
}

/** Whether text is what had arrived of an answer that did not come to its end. */
export const isPartial = ({ state, text }: { state: RunState; text: string }): boolean =>
  text !== "" && state !== "done" && state !== "running";

interface RunRow {
  sequence: number;
  runId: RunId;
  promptId: PromptId;
  promptName: string;
  versionId: VersionId | null;
  version: string | null;
  contentHash: string;
  model: ModelRef;
  settings_json: string;
  values_json: string;
  simulated: number;
  mode: RunMode;
  state: RunState;
  createdAt: string;
  attemptId: AttemptId;
  attemptState: RunState;
  messages_json: string;
  requestHash: string;
  text: string;
  tool_calls_json: string;
  finishReason: FinishReason | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  costUsd: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
  recorded: number;
  retries_json: string;
  error_json: string | null;
  startedAt: string;
  endedAt: string | null;
}

const runColumns = `r.sequence, r.id AS runId, r.prompt_id AS promptId, r.prompt_name AS promptName, r.model, r.simulated,
  r.version, r.state, r.created_at AS createdAt, a.input_tokens, a.cached_input_tokens, a.output_tokens,
  a.reasoning_tokens, a.cost_usd AS costUsd, a.latency_ms AS latencyMs, a.recorded`;

const usageOf = (row: RunRow): Usage | null =>
  row.input_tokens === null || row.output_tokens === null
    ? null
    : {
        inputTokens: row.input_tokens,
        cachedInputTokens: row.cached_input_tokens ?? 0,
        outputTokens: row.output_tokens,
        reasoningTokens: row.reasoning_tokens ?? 0,
      };

export function findRun(db: Database, runId: RunId): Run | undefined {
  const row = db.get<RunRow>(
    "find run",
    `SELECT ${runColumns}, r.version_id AS versionId, r.content_hash AS contentHash, r.settings_json, r.values_json,
       r.mode, a.id AS attemptId, a.state AS attemptState, a.messages_json, a.request_hash AS requestHash, a.text,
       a.tool_calls_json, a.finish_reason AS finishReason, a.first_token_ms AS firstTokenMs, a.retries_json,
       a.error_json, a.started_at AS startedAt, a.ended_at AS endedAt
     FROM runs r JOIN attempts a ON a.run_id = r.id WHERE r.id = @runId`,
    { runId },
  );
  if (row === undefined) return undefined;
  return {
    runId: row.runId,
    promptId: row.promptId,
    promptName: row.promptName,
    versionId: row.versionId,
    version: row.version,
    contentHash: row.contentHash,
    model: row.model,
    settings: JSON.parse(row.settings_json),
    simulated: row.simulated === 1,
    mode: row.mode,
    values: JSON.parse(row.values_json),
    state: row.state,
    createdAt: row.createdAt,
    attempt: {
      attemptId: row.attemptId,
      runId: row.runId,
      state: row.attemptState,
      messages: JSON.parse(row.messages_json),
      requestHash: row.requestHash,
      text: row.text,
      partial: isPartial({ state: row.attemptState, text: row.text }),
      toolCalls: JSON.parse(row.tool_calls_json),
      finishReason: row.finishReason,
      usage: usageOf(row),
      costUsd: row.costUsd,
      latencyMs: row.latencyMs,
      firstTokenMs: row.firstTokenMs,
      recorded: row.recorded === 1,
      retries: JSON.parse(row.retries_json),
      error: row.error_json === null ? null : JSON.parse(row.error_json),
      startedAt: row.startedAt,
      endedAt: row.endedAt,
    },
  };
}

const excerptLength = 160;

/** Newest first, those with a sequence under `before`. */
export function listRuns(
  db: Database,
  filter: { promptId?: PromptId | undefined; state?: RunState | undefined },
  before: number | null,
  limit: number,
): { sequence: number; summary: RunSummary }[] {
  const rows = db.all<RunRow & { excerpt: string }>(
    "list runs",
    `SELECT ${runColumns}, substr(a.text, 1, ${excerptLength}) AS excerpt
     FROM runs r JOIN attempts a ON a.run_id = r.id
     WHERE (@promptId IS NULL OR r.prompt_id = @promptId) AND (@state IS NULL OR r.state = @state)
       AND (@before IS NULL OR r.sequence < @before)
     ORDER BY r.sequence DESC LIMIT @limit`,
    { promptId: filter.promptId ?? null, state: filter.state ?? null, before, limit },
  );
  return rows.map((row) => ({
    sequence: row.sequence,
    summary: {
      runId: row.runId,
      promptId: row.promptId,
      promptName: row.promptName,
      version: row.version,
      model: row.model,
      simulated: row.simulated === 1,
      state: row.state,
      excerpt: row.excerpt,
      partial: isPartial({ state: row.state, text: row.excerpt }),
      usage: usageOf(row),
      costUsd: row.costUsd,
      latencyMs: row.latencyMs,
      recorded: row.recorded === 1,
      createdAt: row.createdAt,
    },
  }));
}

/** Sums over ended runs; a run whose cost nobody knows is counted, not summed. */
export function sumSpend(
  db: Database,
  since: string,
): { costUsd: number; runs: number; unknownCost: number } {
  const row = db.get<{ costUsd: number; runs: number; unknownCost: number }>(
    "sum spend",
    `SELECT coalesce(sum(a.cost_usd), 0.0) AS costUsd, count(*) AS runs,
       coalesce(sum(a.cost_usd IS NULL), 0) AS unknownCost
     FROM runs r JOIN attempts a ON a.run_id = r.id WHERE r.created_at >= @since AND r.state <> 'running'`,
    // In the one form in which times are stored: as texts, 12:00:00.000Z is before 12:00:00Z.
    { since: new Date(since).toISOString() },
  );
  return row ?? { costUsd: 0, runs: 0, unknownCost: 0 };
}
