import { createHash } from "node:crypto";
import { LatheError } from "#shared/contract/errors.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import { canonicalJson, contentForHash } from "#shared/text/canonical.ts";
import type { Database } from "./database.ts";

/** sha256 (64 hex digits) over the canonical JSON of everything that decides which request a model receives. */
export function contentHash(content: PromptContent): string {
  return sha256(canonicalJson(contentForHash(content)));
}

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Keeps content under its hash, once; answers the hash. */
export function keepContent(db: Database, content: PromptContent): string {
  const json = canonicalJson(contentForHash(content));
  const hash = sha256(json);
  db.run(
    "keep content",
    "INSERT INTO contents (hash, json, characters) VALUES (@hash, @json, @characters) ON CONFLICT (hash) DO NOTHING",
    { hash, json, characters: countCharacters(content) },
  );
  return hash;
}

/** Fails with `store.damaged` where the text is not the one that was hashed: a damaged prompt is never shown as sound. */
export function readContent(db: Database, hash: string): PromptContent {
  const row = db.get<{ json: string }>("read content", "SELECT json FROM contents WHERE hash = @hash", {
    hash,
  });
  if (row === undefined || sha256(row.json) !== hash) {
    throw new LatheError({
      code: "store.damaged",
      message:
        "The text of this prompt is damaged in the workspace file. Run “verify” to see what else is, and restore a backup.",
      details: { content: hash },
    });
  }
  const { schema: _schema, ...content } = JSON.parse(row.json);
  return promptContent.parse(content);
}

const countCharacters = (content: PromptContent): number =>
  content.messages.reduce(
    (sum, message) => sum + (message.role === "history" ? 0 : message.template.length),
    0,
  );
