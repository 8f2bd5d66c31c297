import type { PromptId } from "#shared/model/ids.ts";
import type { LibrarySnippet } from "#shared/text/include-snippets.ts";
import type { Database } from "../store/database.ts";

/** Keeps in step which snippets the draft of a prompt refers to by its own messages. */
export function putDraftSnippets(db: Database, promptId: PromptId, names: readonly string[]): void {
  const before = db.all<{ name: string }>(
    "list draft snippets",
    "SELECT snippet_name AS name FROM draft_snippets WHERE prompt_id = @promptId",
    { promptId },
  );
  const now = new Set(names);
  for (const { name } of before) {
    if (now.delete(name)) continue;
    db.run(
      "remove draft snippet",
      "DELETE FROM draft_snippets WHERE prompt_id = @promptId AND snippet_name = @name",
      { promptId, name },
    );
  }
  for (const name of now) {
    db.run(
      "insert draft snippet",
      "INSERT INTO draft_snippets (prompt_id, snippet_name) VALUES (@promptId, @name)",
      { promptId, name },
    );
  }
}

/** A snippet as the library has it now. The key finds the row, and the name has to be that very one. */
export function findLibrarySnippet(db: Database, name: string): LibrarySnippet | undefined {
  return db.get<LibrarySnippet>(
    "find library snippet",
    `SELECT name, template_format AS templateFormat, text FROM snippets
     WHERE name_key = text_key(@name) AND name = @name`,
    { name },
  );
}
