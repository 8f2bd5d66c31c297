import { emptyContent } from "#shared/model/content.ts";
import type { SalvageReport } from "#shared/model/workspace.ts";
import type { Row } from "../database.ts";
import { contentOf, keepEmptyContent, putDraft } from "./keep-prompts.ts";
import { bestFirst, countsAsRow, type Keeping, keepRow, tableOf } from "./keep-rows.ts";

export type DraftFate = SalvageReport["prompts"][number]["draft"];

/** Gives every prompt its draft, after the versions and the journal; answers what became of each, by prompt. */
export function* keepDrafts(keeping: Keeping): Generator<void, Map<string, DraftFate>> {
  const prompts = keeping.db.all<{ id: string }>(
    "kept prompts",
    "SELECT id FROM main.prompts ORDER BY rowid",
  );
  const fates = new Map<string, DraftFate>();
  for (const { id } of prompts) {
    fates.set(id, keepDraft(keeping, id));
    yield;
  }
  return fates;
}

interface Text {
  hash: string;
  revision: number;
  base: string | null;
  /** ISO-8601 UTC */
  savedAt: string;
}

function keepDraft(keeping: Keeping, id: string): DraftFate {
  const { db } = keeping;
  const table = tableOf(keeping, "drafts");
  const found = db.get(
    "found draft",
    `SELECT t.* FROM found.drafts t WHERE t.prompt_id = @id AND ${countsAsRow(keeping, table)} ${bestFirst(table)}`,
    { id },
  );
  const entry = db.get<Text & { kind: string }>(
    "newest entry of the journal",
    `SELECT content_hash AS hash, revision, saved_at AS savedAt, kind, NULL AS base FROM main.draft_journal
     WHERE prompt_id = @id ORDER BY kind = 'conflict', revision DESC, sequence DESC LIMIT 1`,
    { id },
  );
  // A draft that the journal is ahead of is an old copy.
  const isNewest =
    found !== undefined &&
    (entry === undefined || entry.kind === "conflict" || entry.revision <= Number(found.revision));
  if (isNewest && keepFound(keeping, found)) return "kept";

  const version = db.get<Text>(
    "newest version",
    `SELECT content_hash AS hash, 0 AS revision, created_at AS savedAt, id AS base FROM main.versions
     WHERE prompt_id = @id ORDER BY sequence DESC LIMIT 1`,
    { id },
  );
  const run = db.get<Text>(
    "newest run",
    `SELECT content_hash AS hash, 0 AS revision, created_at AS savedAt, NULL AS base FROM
       (SELECT prompt_id, content_hash, created_at, found_row FROM found.runs
        UNION ALL SELECT prompt_id, content_hash, created_at, found_row FROM found.test_runs)
     WHERE prompt_id = @id AND content_hash IN (SELECT hash FROM main.contents)
     ORDER BY created_at DESC, found_row DESC LIMIT 1`,
    { id },
  );
  const revision = Math.max(Number(found?.revision ?? 0), entry?.revision ?? 0) + 1;
  const kind = entry === undefined ? "create" : "revert";
  const base = version?.base ?? null;
  const choices: [DraftFate, Text | undefined][] = [
    ["from-journal", entry],
    ["from-version", version],
  ];
  // Only where entries of the journal are lost can a version be newer than the last of them.
  const isBehind =
    entry?.revision !== Number(found?.revision) && (version?.savedAt ?? "") > (entry?.savedAt ?? "");
  for (const [fate, text] of [...(isBehind ? choices.reverse() : choices), ["lost", run] as const]) {
    const content = text === undefined ? null : contentOf(keeping, text.hash);
    if (text === undefined || content === null) continue;
    putDraft(keeping, { id, hash: text.hash, revision, base, kind }, content);
    return fate;
  }
  putDraft(keeping, { id, hash: keepEmptyContent(keeping), revision, base, kind }, emptyContent());
  return "lost";
}

function keepFound(keeping: Keeping, row: Row): boolean {
  if (contentOf(keeping, String(row.content_hash)) === null) return false;
  const isKept = keeping.db.get("is a version kept", "SELECT 1 FROM main.versions WHERE id = @id", {
    id: row.base_version_id ?? null,
  });
  return keepRow(keeping, "drafts", {
    ...row,
    base_version_id: isKept === undefined ? null : (row.base_version_id ?? null),
  });
}
