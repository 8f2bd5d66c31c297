import canonicalize from "canonicalize";
import { LatheError } from "../contract/errors.ts";
import { type PromptContent, promptContent } from "../model/content.ts";
import { withSnippets } from "./snippet-references.ts";

/**
 * JSON in the one form of RFC 8785: sorted keys, shortest numbers, no blanks. Fails with `prompts.not-storable` for what
 * JSON cannot say: NaN, infinity, half a surrogate pair, a cycle.
 */
export function canonicalJson(value: unknown): string {
  let json: string | undefined;
  try {
    json = canonicalize(value);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : "";
    throw new LatheError(
      { code: "prompts.not-storable", message: `This content cannot be stored as JSON (${detail}).` },
      { cause },
    );
  }
  if (json === undefined) {
    throw new LatheError({ code: "prompts.not-storable", message: "There is no content to store." });
  }
  return json;
}

/**
 * The object whose canonical JSON is hashed: defaults filled in, absent fields left out, anything unknown dropped. The
 * schema name is part of it, so that a later form of content cannot have the hash of this one. Without snippets it is
 * the form that content had before there were any.
 */
export function contentForHash(content: PromptContent): PromptContent & { schema: "lathe.prompt/1" } {
  const { snippets = [], ...parsed } = promptContent.parse(content);
  return { schema: "lathe.prompt/1", ...withSnippets(parsed, snippets) };
}
