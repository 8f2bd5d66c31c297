import type { SuiteVersionId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";

/** Characters of a reply that are shown beside others, which are whole in the attempt. */
const replyLength = 1_200;

export interface ReplyRow {
  attempt: number;
  /** The beginning of the reply; of one without words the calls of tools, as JSON. */
  reply: string;
  isCut: number;
  score: number | null;
  latencyMs: number | null;
  costUsd: number | null;
  recorded: number;
  /** JSON of `ErrorData`; null: none. */
  errorJson: string | null;
}

/** In any order. */
export const listReplies = (db: Database, attempts: readonly number[]): ReplyRow[] =>
  db.all(
    "list replies beside others",
    `SELECT attempt, substr(shown, 1, ${replyLength}) AS reply, substr(shown, ${replyLength + 1}, 1) <> '' AS isCut,
       score, latencyMs, costUsd, recorded, errorJson
     FROM (SELECT a.sequence AS attempt,
         CASE WHEN p.text = '' AND p.tool_calls_json <> '[]' THEN p.tool_calls_json ELSE p.text END AS shown,
         a.score, a.latency_ms AS latencyMs, a.cost_usd AS costUsd, a.recorded,
         p.error_json AS errorJson
       FROM json_each(@attempts) w JOIN test_attempts a ON a.sequence = w.value JOIN test_replies p ON p.id = a.reply)`,
    { attempts: JSON.stringify(attempts) },
  );

export interface CaseHead {
  hash: string;
  name: string;
  inputs: string;
  expected: string;
}

export const listCaseHeads = (db: Database, hashes: readonly string[]): CaseHead[] =>
  db.all(
    "list heads of cases",
    `SELECT c.hash, c.name, c.input_excerpt AS inputs, c.expected_excerpt AS expected
     FROM json_each(@hashes) w JOIN case_contents c ON c.hash = w.value`,
    { hashes: JSON.stringify(hashes) },
  );

/** Which cases of a frozen suite belong to a group. */
export const listGroupsOfSuite = (
  db: Database,
  suiteVersionId: SuiteVersionId,
): { caseIndex: number; name: string }[] =>
  db.all(
    "groups of suite",
    `SELECT m.key AS caseIndex, c.group_name AS name
     FROM suite_versions v, json_each(v.manifest_json, '$.cases') m
       JOIN case_contents c ON c.hash = m.value ->> 1 AND c.group_name IS NOT NULL
     WHERE v.id = @suiteVersionId`,
    { suiteVersionId },
  );
