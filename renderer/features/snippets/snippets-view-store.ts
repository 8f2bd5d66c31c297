import { create } from "zustand";
import { type SnippetId, snippetId as snippetIdModel } from "#shared/model/ids.ts";
import type { Snippet } from "#shared/model/snippet.ts";
import { useSnippetLibrary } from "../../host/snippet-library.ts";

interface SnippetsView {
  snippetId: SnippetId | null;
  /** Asked for by its name before the list was there. */
  wanted: string | null;
  search: string;
  /** Who uses whom is shown in the place of one snippet. */
  isMap: boolean;
  /** The question that is open; one dialog asks them all. */
  question: { kind: "create"; name?: string } | { kind: "rename"; snippet: Snippet } | null;
}

/** A page that is loaded again shows the snippet that it showed. */
const place = "lathe.snippet";

function storedSnippet(): SnippetId | null {
  const read = snippetIdModel.safeParse(sessionStorage.getItem(place));
  return read.success ? read.data : null;
}

export const useSnippetsView = create<SnippetsView>(() => ({
  snippetId: storedSnippet(),
  wanted: null,
  search: "",
  isMap: false,
  question: null,
}));

useSnippetsView.subscribe(({ snippetId }, before) => {
  if (snippetId === before.snippetId) return;
  if (snippetId === null) sessionStorage.removeItem(place);
  else sessionStorage.setItem(place, snippetId);
});

export const showSnippet = (snippetId: SnippetId | null): void =>
  useSnippetsView.setState({ snippetId, isMap: false, wanted: null });

export function showSnippetNamed(name: string): void {
  const known = useSnippetLibrary.getState().snippets?.find((snippet) => snippet.name === name);
  if (known === undefined) useSnippetsView.setState({ wanted: name, isMap: false });
  else showSnippet(known.snippetId);
}

export const showMap = (isMap: boolean): void => useSnippetsView.setState({ isMap });
export const searchSnippets = (search: string): void => useSnippetsView.setState({ search });
export const askAboutSnippet = (question: NonNullable<SnippetsView["question"]>): void =>
  useSnippetsView.setState({ question });
export const stopAskingAboutSnippet = (): void => useSnippetsView.setState({ question: null });
