import type { TextScope } from "#shared/model/text-match.ts";
import type { Database } from "../store/database.ts";

/** A prompt's text that may have what is looked for in it. */
export interface Candidate {
  promptId: string;
  name: string;
  description: string;
  folder: string;
  nameKey: string;
  contentHash: string;
  /** null: the draft. */
  versionId: string | null;
  version: string | null;
  sequence: number;
}

/** Where a page ends and the next begins. */
export type SearchPosition = Pick<Candidate, "folder" | "nameKey" | "sequence">;

const columns = `p.id AS promptId, p.name, p.description, p.folder, p.name_key AS nameKey`;

/** Newest versions first; sequences are counted down, so that one comparison goes on from any place. */
const sources: Record<TextScope, { from: string; own: string; mayHave: string }> = {
  drafts: {
    from: "prompts p JOIN drafts t ON t.prompt_id = p.id",
    own: "NULL AS versionId, NULL AS version, 0 AS sequence",
    mayHave: "instr(t.search_text, @key) OR",
  },
  latest: {
    from: `prompts p JOIN versions t ON t.prompt_id = p.id
      AND t.sequence = (SELECT max(sequence) FROM versions WHERE prompt_id = p.id)`,
    own: "t.id AS versionId, t.version, 0 AS sequence",
    mayHave: "",
  },
  all: {
    from: "prompts p JOIN versions t ON t.prompt_id = p.id",
    own: "t.id AS versionId, t.version, -t.sequence AS sequence",
    mayHave: "",
  },
};

/**
 * The next texts in the order of folder and name, after a position. `key` is the text's key, `jsonKey` the same as it
 * stands inside a JSON string; null: every text is a candidate. One with tools always is: their schemas are searched as
 * they are shown, which is not how they are stored.
 */
export function listCandidates(
  db: Database,
  scope: TextScope,
  wanted: { key: string; jsonKey: string } | null,
  after: SearchPosition | null,
  limit: number,
): { candidates: Candidate[]; last: SearchPosition | null } {
  const { from, own, mayHave } = sources[scope];
  const rows = db.all<Candidate & { mayMatch: number }>(
    `find text in ${scope}`,
    `SELECT *, (@key IS NULL OR instr(nameKey, @key) OR instr(text_key(description), @key) OR ${mayHave.replace("t.search_text", "searchText")}
       (SELECT instr(text_key(json), @jsonKey) OR NOT instr(json, '"tools":[]') FROM contents WHERE hash = contentHash)
     ) AS mayMatch
     FROM (SELECT ${columns}, t.content_hash AS contentHash, ${own}${mayHave === "" ? "" : ", t.search_text AS searchText"}
       FROM ${from} WHERE p.removed_at IS NULL)
     WHERE @folder IS NULL OR (folder, nameKey, sequence) > (@folder, @nameKey, @sequence)
     ORDER BY folder, nameKey, sequence LIMIT @limit`,
    {
      key: wanted?.key ?? null,
      jsonKey: wanted?.jsonKey ?? null,
      folder: after?.folder ?? null,
      nameKey: after?.nameKey ?? null,
      sequence: after?.sequence ?? null,
      limit,
    },
  );
  const end = rows.at(-1);
  return {
    candidates: rows.filter(({ mayMatch }) => mayMatch > 0),
    last:
      end === undefined || rows.length < limit
        ? null
        : { folder: end.folder, nameKey: end.nameKey, sequence: end.sequence },
  };
}
