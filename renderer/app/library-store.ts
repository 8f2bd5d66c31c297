import { create } from "zustand";
import { showSnippetNamed } from "../features/snippets/snippets-view-store.ts";
import { goTo } from "./app-store.ts";

export type Shelf = "templates" | "snippets";

/** Kept while the page lives, so that the library opens where it was left. */
export const useLibrary = create<{ shelf: Shelf }>(() => ({ shelf: "templates" }));

export function showShelf(shelf: Shelf): void {
  useLibrary.setState({ shelf });
  goTo("library");
}

/** Shows a snippet where it is kept. */
export function openSnippet(name: string): void {
  showShelf("snippets");
  showSnippetNamed(name);
}
