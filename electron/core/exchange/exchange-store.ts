import type { PromptId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";

export interface DraftTexts {
  promptId: PromptId;
  name: string;
  revision: number;
}

/** Every prompt of the lists with the revision of its draft. */
export const listDraftRevisions = (db: Database): DraftTexts[] =>
  db.all<DraftTexts>(
    "list draft revisions",
    `SELECT p.id AS promptId, p.name, d.revision FROM prompts p JOIN drafts d ON d.prompt_id = p.id
     WHERE p.removed_at IS NULL`,
  );

/** The texts of the messages of a draft as the search looks in them. */
export const findDraftText = (db: Database, promptId: PromptId): string =>
  db.get<{ text: string }>(
    "find draft text",
    "SELECT search_text AS text FROM drafts WHERE prompt_id = @promptId",
    { promptId },
  )?.text ?? "";
