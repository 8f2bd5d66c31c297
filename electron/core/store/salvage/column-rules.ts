import type { z } from "zod";
import { attemptId, promptId, providerId, runId, versionId } from "#shared/model/ids.ts";
import { semver, stage, timestamp } from "#shared/model/prompt.ts";
import { runMode, runState } from "#shared/model/run.ts";
import type { Value } from "./record.ts";

type Rule = (text: string) => boolean;

const by =
  (schema: z.ZodType): Rule =>
  (text) =>
    schema.safeParse(text).success;

const isHash: Rule = (text) => /^[0-9a-f]{64}$/.test(text);

/** Of columns that are named alike in every table. A wrong value would fail later, in front of the user. */
const byColumn: Record<string, Rule> = {
  hash: isHash,
  content_hash: isHash,
  request_hash: isHash,
  prompt_id: by(promptId),
  version_id: by(versionId),
  base_version_id: by(versionId),
  parent_id: by(versionId),
  run_id: by(runId),
  version: by(semver),
  revert_of: by(semver),
  state: by(runState),
  mode: by(runMode),
  stage: by(stage),
};

const byTable: Record<string, Rule> = {
  "attempts.id": by(attemptId),
  "prompts.id": by(promptId),
  "providers.id": by(providerId),
  "runs.id": by(runId),
  "versions.id": by(versionId),
  "prompts.name": (text) => text.trim() !== "",
  "contents.json": (text) => text.startsWith("{"),
  "draft_journal.kind": (text) => ["create", "edit", "conflict", "revert", "version"].includes(text),
  "providers.key_kind": (text) => ["none", "vault", "environment"].includes(text),
};

/** Whether a value may stand there. NULL and numbers are judged by the column's type alone. */
export function isSoundValue(table: string, column: string, value: Value | undefined): boolean {
  if (typeof value !== "string") return true;
  const rule = byTable[`${table}.${column}`] ?? byColumn[column] ?? bySuffix(column);
  return rule?.(value) ?? true;
}

function bySuffix(column: string): Rule | undefined {
  if (column.endsWith("_json")) return isJson;
  return column.endsWith("_at") ? by(timestamp) : undefined;
}

const isJson: Rule = (text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
