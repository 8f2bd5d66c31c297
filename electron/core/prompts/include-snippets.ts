import { LatheError } from "#shared/contract/errors.ts";
import { type IncludedSnippet, isRunnable, type PromptContent } from "#shared/model/content.ts";
import { convertTemplate } from "#shared/text/convert-template.ts";
import { referencesIn, referencesOf, withSnippets } from "#shared/text/snippet-references.ts";
import type { PromptContext } from "./context.ts";
import { findLibrarySnippet, type LibrarySnippet } from "./draft-snippet-store.ts";

/** The content as it is kept: with the library's text for each reference that has none yet. */
export const withMissingSnippets = ({ db }: PromptContext, content: PromptContent): PromptContent =>
  includeSnippets(content, (name) => findLibrarySnippet(db, name), {
    isTaken: () => false,
    dropsUnused: false,
  }).content;

/** As many as a content can hold. */
const maxIncluded = 200;

export interface Inclusion {
  content: PromptContent;
  /** Names that are referred to and have no text: neither the library nor the content knows one. */
  missing: string[];
}

/**
 * The content with a text for each reference, also for those within snippets. `isTaken` says of a name whether the
 * library's text takes the place of one that the content has; where it has none, the library's is taken anyway. Texts that
 * nobody refers to are left out where `dropsUnused`. Answers the same content where nothing changes.
 */
export function includeSnippets(
  content: PromptContent,
  find: (name: string) => LibrarySnippet | undefined,
  { isTaken, dropsUnused }: { isTaken: (name: string) => boolean; dropsUnused: boolean },
): Inclusion {
  const { templateFormat, snippets = [] } = content;
  if (!isRunnable(templateFormat)) return { content, missing: [] };
  const held = new Map(snippets.map((one) => [one.name, one.text]));
  const texts = new Map<string, string | null>();
  const waiting = referencesOf(content);
  if (waiting.length === 0 && (snippets.length === 0 || !dropsUnused)) return { content, missing: [] };
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (texts.has(name)) continue;
    const own = held.get(name);
    const found = own === undefined || isTaken(name) ? find(name) : undefined;
    const taken = found && convertTemplate(found.text, found.templateFormat, templateFormat);
    const text = taken ?? own ?? null;
    texts.set(name, text);
    if (text !== null) waiting.push(...referencesIn(text, templateFormat));
  }
  const included = [...texts].flatMap(([name, text]): IncludedSnippet[] =>
    text === null ? [] : [{ name, text }],
  );
  if (!dropsUnused) included.push(...snippets.filter(({ name }) => !texts.has(name)));
  if (included.length > maxIncluded) {
    throw new LatheError({
      code: "snippets.too-many",
      message: `A prompt can include at most ${maxIncluded} snippets; this one would have ${included.length}.`,
      details: { limit: maxIncluded },
    });
  }
  const missing = [...texts].flatMap(([name, text]) => (text === null ? [name] : []));
  const isSame = included.length === held.size && included.every(({ name, text }) => held.get(name) === text);
  return { content: isSame ? content : withSnippets(content, included), missing };
}
