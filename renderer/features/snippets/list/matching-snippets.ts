import type { Snippet } from "#shared/model/snippet.ts";

const plain = (text: string): string => text.normalize("NFC").toLowerCase();

/** Those with the words in their name first, then those that have them elsewhere; by name each. */
export function matchingSnippets(snippets: readonly Snippet[], search: string): Snippet[] {
  const wanted = plain(search.trim());
  if (wanted === "") return [...snippets];
  const inName = snippets.filter(({ name }) => plain(name).includes(wanted));
  const elsewhere = snippets.filter(
    ({ name, description, text }) =>
      !plain(name).includes(wanted) && (plain(description).includes(wanted) || plain(text).includes(wanted)),
  );
  return [...inName, ...elsewhere];
}
