import { z } from "zod";
import { create } from "zustand";
import type { SnippetId } from "#shared/model/ids.ts";

/** What was typed of a snippet and is not stored yet, and of which state it is a change. */
const unsavedText = z.object({ text: z.string(), baseRevision: z.int() });
export type UnsavedText = z.infer<typeof unsavedText>;

type Texts = Record<SnippetId, UnsavedText>;

/** The browser keeps it for as long as the tab lives: another view, or a page that is loaded again, loses nothing. */
const place = "lathe.snippet-texts";

function storedTexts(): Texts {
  try {
    return z
      .record(z.string(), unsavedText)
      .parse(JSON.parse(sessionStorage.getItem(place) ?? "{}")) as Texts;
  } catch {
    return {};
  }
}

export const useUnsavedTexts = create<{ texts: Texts }>(() => ({ texts: storedTexts() }));

useUnsavedTexts.subscribe(({ texts }) => {
  try {
    sessionStorage.setItem(place, JSON.stringify(texts));
  } catch {
    // Its storage is full or switched off: the text is in this page, as with any other field.
  }
});

export const keepUnsaved = (snippetId: SnippetId, unsaved: UnsavedText): void =>
  useUnsavedTexts.setState(({ texts }) => ({ texts: { ...texts, [snippetId]: unsaved } }));

export const forgetUnsaved = (snippetId: SnippetId): void =>
  useUnsavedTexts.setState(({ texts }) => {
    const { [snippetId]: _gone, ...rest } = texts;
    return { texts: rest as Texts };
  });
