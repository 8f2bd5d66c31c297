import { LatheError } from "../contract/errors.ts";
import {
  type IncludedSnippet,
  isRunnable,
  type PromptContent,
  type RunnableFormat,
} from "../model/content.ts";
import { convertTemplate } from "./convert-template.ts";
import { reachedSnippets, referencesIn, referencesOf, withSnippets } from "./snippet-references.ts";

/** What of a snippet of the library is taken into a content. */
export interface LibrarySnippet {
  name: string;
  templateFormat: RunnableFormat;
  text: string;
}

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
    const taken = found && textFor(found, templateFormat);
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

/** The text of a snippet as a prompt of this format would hold it; null where the format cannot say it. */
export const textFor = (snippet: LibrarySnippet, format: PromptContent["templateFormat"]): string | null =>
  convertTemplate(snippet.text, snippet.templateFormat, format);

/**
 * The content as it is while it is typed: with the library's text for a reference that has none yet, and without a text
 * that nobody refers to any more and that the library has as well.
 */
export function keepIncluded(
  content: PromptContent,
  find: (name: string) => LibrarySnippet | undefined,
): PromptContent {
  const { content: included } = includeSnippets(content, find, { isTaken: () => false, dropsUnused: false });
  if (included.snippets === undefined) return included;
  const reached = reachedSnippets(included);
  const kept = included.snippets.filter(({ name, text }) => {
    if (reached.has(name)) return true;
    const known = find(name);
    return known === undefined || textFor(known, included.templateFormat) !== text;
  });
  return kept.length === included.snippets.length ? included : withSnippets(included, kept);
}

/** The names whose text the library has otherwise by now, where the content can take it. */
export function outdatedSnippets(
  content: PromptContent,
  find: (name: string) => LibrarySnippet | undefined,
): string[] {
  if (content.snippets === undefined) return [];
  const reached = reachedSnippets(content);
  return content.snippets.flatMap(({ name, text }) => {
    const known = reached.has(name) ? find(name) : undefined;
    const newest = known === undefined ? null : textFor(known, content.templateFormat);
    return newest === null || newest === text ? [] : [name];
  });
}
