import { type Reply, reply as replyModel } from "#shared/model/run.ts";
import type { Database } from "../store/database.ts";

export interface Recording {
  reply: Reply;
  latencyMs: number;
  firstTokenMs: number | null;
}

export interface NewRecording extends Recording {
  requestHash: string;
  repeatIndex: number;
  provider: string;
  model: string;
  requestJson: string;
  /** ISO-8601 UTC */
  recordedAt: string;
}

/** The newest recording of a request with its number, or undefined. */
export function findRecording(
  db: Database,
  requestHash: string,
  repeatIndex: number,
): (Recording & { recording: number }) | undefined {
  const row = db.get<{
    sequence: number;
    reply_json: string;
    latency_ms: number;
    first_token_ms: number | null;
  }>(
    "find recording",
    `SELECT sequence, reply_json, latency_ms, first_token_ms FROM recordings
     WHERE request_hash = @requestHash AND repeat_index = @repeatIndex ORDER BY sequence DESC LIMIT 1`,
    { requestHash, repeatIndex },
  );
  if (row === undefined) return undefined;
  return {
    recording: row.sequence,
    reply: replyModel.parse(JSON.parse(row.reply_json)),
    latencyMs: row.latency_ms,
    firstTokenMs: row.first_token_ms,
  };
}

export const hasRecording = (db: Database, requestHash: string, repeatIndex: number): boolean =>
  db.get(
    "has recording",
    "SELECT 1 FROM recordings WHERE request_hash = @requestHash AND repeat_index = @repeatIndex LIMIT 1",
    { requestHash, repeatIndex },
  ) !== undefined;

/** Answers its number in the workspace. */
export function insertRecording(db: Database, recording: NewRecording): number {
  const { reply, ...fields } = recording;
  const row = db.get<{ sequence: number }>(
    "insert recording",
    `INSERT INTO recordings
       (request_hash, repeat_index, provider, model, request_json, reply_json, latency_ms, first_token_ms, recorded_at)
     VALUES
       (@requestHash, @repeatIndex, @provider, @model, @requestJson, @replyJson, @latencyMs, @firstTokenMs, @recordedAt)
     RETURNING sequence`,
    { ...fields, replyJson: JSON.stringify(reply) },
  );
  return row?.sequence ?? 0;
}
