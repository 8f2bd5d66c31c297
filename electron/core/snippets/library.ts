import { LatheError } from "#shared/contract/errors.ts";
import { cycleThrough, reachedFrom, referencesIn } from "#shared/text/snippet-references.ts";
import type { Database } from "../store/database.ts";
import { listSnippets, type SnippetRow } from "./snippet-store.ts";

/** All snippets by their names. */
export type Library = ReadonlyMap<string, SnippetRow>;

export const readLibrary = (db: Database): Library =>
  new Map(listSnippets(db).map((snippet) => [snippet.name, snippet]));

/** What a snippet refers to by itself. */
export const includesOf =
  (library: Library) =>
  (name: string): readonly string[] => {
    const snippet = library.get(name);
    return snippet === undefined ? [] : referencesIn(snippet.text, snippet.templateFormat);
  };

/** Who refers to a snippet, by itself or through others; the snippet itself is the first. */
export function includersOf(library: Library): (name: string) => string[] {
  const includers = new Map<string, string[]>();
  const includes = includesOf(library);
  for (const name of library.keys()) {
    for (const inner of includes(name)) includers.set(inner, [...(includers.get(inner) ?? []), name]);
  }
  return (name) => [...reachedFrom([name], (of) => includers.get(of) ?? []).keys()];
}

/** A snippet that includes itself would never end. */
export function refuseCycle(library: Library, name: string): void {
  const path = cycleThrough(name, includesOf(library));
  if (path === null) return;
  const way = path.join(" › ");
  throw new LatheError({
    code: "snippets.cycle",
    message: `“${name}” would include itself: ${way}. Take one of these references out.`,
    details: { name, path, way },
  });
}
