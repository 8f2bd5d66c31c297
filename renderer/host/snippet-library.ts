import { create } from "zustand";
import type { Snippet } from "#shared/model/snippet.ts";
import { host } from "./host.ts";
import { onWorkspaceEvent } from "./workspace-events.ts";

interface SnippetLibrary {
  /** By name; null: never read. */
  snippets: readonly Snippet[] | null;
  failure: unknown;
}

/** The snippets of the workspace, for whoever writes a prompt and whoever keeps them. */
export const useSnippetLibrary = create<SnippetLibrary>(() => ({ snippets: null, failure: null }));

/** A draft is saved with every pause of typing; counts need not follow each. */
const calmMs = 400;
let newest = 0;

export async function readSnippetLibrary(): Promise<void> {
  newest += 1;
  const mine = newest;
  try {
    const snippets = await host.call("snippets.list", {});
    if (mine === newest) useSnippetLibrary.setState({ snippets, failure: null });
  } catch (failure) {
    if (mine === newest) useSnippetLibrary.setState({ failure });
  }
}

/** Reads the snippets, and again after whatever changes them; with `counts` also when a prompt begins or ends to use one. */
export function watchSnippetLibrary({ counts = false } = {}): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  void readSnippetLibrary();
  const forget = onWorkspaceEvent(({ type }) => {
    if (type === "snippet.changed" || type === "workspace.changed") {
      void readSnippetLibrary();
      return;
    }
    if (!counts || (type !== "draft.saved" && type !== "prompt.changed" && type !== "prompt.removed")) return;
    timer ??= setTimeout(() => {
      timer = null;
      void readSnippetLibrary();
    }, calmMs);
  });
  return () => {
    forget();
    if (timer !== null) clearTimeout(timer);
  };
}

/** The snippet of this very name, as it was last read. */
export const snippetNamed = (name: string): Snippet | undefined =>
  useSnippetLibrary.getState().snippets?.find((snippet) => snippet.name === name);
