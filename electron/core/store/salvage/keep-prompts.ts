import { emptyContent, type PromptContent } from "#shared/model/content.ts";
import { keepContent, readContent } from "../content-store.ts";
import type { Row } from "../database.ts";
import { textKey } from "../text-key.ts";
import { freeName } from "./free-name.ts";
import {
  bestFirst,
  countMade,
  countsAsRow,
  holdersOfContent,
  type Keeping,
  keepRow,
  tableOf,
} from "./keep-rows.ts";

/** The prompts that were found, and one for each whose texts were found without it. */
export function* keepPrompts(keeping: Keeping): Generator<void> {
  const { db } = keeping;
  const table = tableOf(keeping, "prompts");
  const rows = db.all(
    "found prompts",
    `SELECT t.* FROM found.prompts t WHERE ${countsAsRow(keeping, table)} ${bestFirst(table)}`,
  );
  for (const row of new Map(rows.toReversed().map((found) => [found.id, found])).values()) {
    yield;
    const name = row.removed_at === null ? freeName(keeping, "prompts", String(row.name)) : String(row.name);
    keepRow(keeping, "prompts", { ...row, name, name_key: textKey(name) });
    if (name !== row.name) keeping.notes.push(`A second prompt “${row.name}” is now called “${name}”.`);
  }
  for (const { id, name } of orphans(keeping)) {
    yield;
    const made = makePrompt(keeping, id, `Recovered ${name ?? "prompt"}`);
    keeping.notes.push(`The name and folder of a prompt are lost; its texts are in “${made}”.`);
  }
}

/** Prompts of which only texts are left; the name is that of their newest run or test run, if they ever had one. */
function orphans(keeping: Keeping): { id: string; name: string | null }[] {
  const named = holdersOfContent(keeping)
    .filter(({ table: { columns } }) => columns.some(({ name }) => name === "prompt_id"))
    .map(
      ({ table: { name }, column }) =>
        `SELECT t.prompt_id AS id FROM found."${name}" t JOIN main.contents c ON c.hash = t."${column}"`,
    );
  return keeping.db.all(
    "prompts without a row",
    `SELECT o.id, (SELECT name FROM
         (SELECT prompt_id, prompt_name AS name, created_at, found_row FROM found.runs
          UNION ALL SELECT prompt_id, prompt_name, created_at, found_row FROM found.test_runs) r
       WHERE r.prompt_id = o.id ORDER BY r.created_at DESC, r.found_row DESC LIMIT 1) AS name
     FROM (${named.join(" UNION ")}) o WHERE o.id NOT IN (SELECT id FROM main.prompts) ORDER BY o.id`,
  );
}

export function makePrompt(keeping: Keeping, id: string, wanted: string): string {
  const name = freeName(keeping, "prompts", wanted);
  keepRow(keeping, "prompts", {
    id,
    name,
    name_key: textKey(name),
    description: "",
    folder: "Recovered",
    stage: "design",
    created_at: keeping.at,
    updated_at: keeping.at,
    removed_at: null,
  });
  countMade(keeping, "prompts");
  return name;
}

/** In the order of each history: a version's parent is an earlier one of its own that was kept, or none. */
export function* keepVersions(keeping: Keeping): Generator<void> {
  const table = tableOf(keeping, "versions");
  const rows = keeping.db.all(
    "found versions",
    `SELECT t.* FROM found.versions t WHERE ${countsAsRow(keeping, table)}
       AND t.content_hash IN (SELECT hash FROM main.contents) AND t.prompt_id IN (SELECT id FROM main.prompts)
     ${bestFirst(table)}`,
  );
  const kept = new Map<string | number | null, Row>();
  const best = [...new Map(rows.toReversed().map((row) => [row.id, row])).values()];
  for (const row of best.sort((one, other) => Number(one.sequence) - Number(other.sequence))) {
    yield;
    const parent = kept.get(row.parent_id ?? "");
    const isOwn = parent?.prompt_id === row.prompt_id && Number(parent?.sequence) < Number(row.sequence);
    if (keepRow(keeping, "versions", { ...row, parent_id: isOwn ? (row.parent_id ?? null) : null }))
      kept.set(row.id ?? null, row);
  }
}

/** Texts that no row names any more, each in a prompt of its own; answers the ids of those. */
export function* keepLooseTexts(keeping: Keeping): Generator<void, string[]> {
  const { db } = keeping;
  const isNamed = holdersOfContent(keeping).map(
    ({ table: { name }, column }) =>
      `hash NOT IN (SELECT "${column}" FROM main."${name}" WHERE "${column}" IS NOT NULL)`,
  );
  const loose = db.all<{ hash: string }>(
    "loose texts",
    `SELECT hash FROM main.contents WHERE ${isNamed.join(" AND ")} ORDER BY rowid`,
  );
  const ids: string[] = [];
  for (const { hash } of loose) {
    yield;
    const content = contentOf(keeping, hash);
    if (content === null || searchText(content).trim() === "") continue;
    const id = `prm_${hash.slice(0, 32)}`;
    ids.push(id);
    makePrompt(keeping, id, `Recovered text ${ids.length}`);
    putDraft(keeping, { id, hash, revision: 1, base: null, kind: "create" }, content);
  }
  if (ids.length > 0) {
    keeping.notes.push(
      ids.length === 1
        ? "One text was found of which nothing tells to which prompt it belonged. It is in the folder “Recovered”."
        : `${ids.length} texts were found of which nothing tells to which prompt they belonged. They are in the folder “Recovered”.`,
    );
  }
  return ids;
}

/** null: it is not kept, or not what a prompt is made of. */
export function contentOf({ db }: Keeping, hash: string): PromptContent | null {
  try {
    return readContent(db, hash);
  } catch {
    return null;
  }
}

/** As `drafts.search_text` has it. */
const searchText = (content: PromptContent): string =>
  textKey(content.messages.map((message) => (message.role === "history" ? "" : message.template)).join("\n"));

export interface MadeDraft {
  id: string;
  hash: string;
  revision: number;
  base: string | null;
  kind: "create" | "revert";
}

/** A draft that is not the one that was found, and its entry in the journal. */
export function putDraft(keeping: Keeping, draft: MadeDraft, content: PromptContent): void {
  const common = {
    prompt_id: draft.id,
    revision: draft.revision,
    content_hash: draft.hash,
    saved_at: keeping.at,
  };
  keepRow(keeping, "drafts", {
    ...common,
    base_version_id: draft.base,
    search_text: searchText(content),
  });
  countMade(keeping, "drafts");
  if (keepRow(keeping, "draft_journal", { ...common, kind: draft.kind, session: "" }))
    countMade(keeping, "draft_journal");
}

export const keepEmptyContent = ({ db }: Keeping): string => keepContent(db, emptyContent());
