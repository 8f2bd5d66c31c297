import type { Input } from "#shared/contract/operations.ts";
import type { Snippet } from "#shared/model/snippet.ts";
import { host, session } from "../../host/host.ts";
import { readSnippetLibrary, useSnippetLibrary } from "../../host/snippet-library.ts";
import { i18n } from "../../i18n/i18n.ts";
import { notifyDone, notifyError, notifyUndo } from "../../ui/notify.ts";
import { showSnippet, useSnippetsView } from "./snippets-view-store.ts";

export async function createSnippet(input: Input<"snippets.create">): Promise<void> {
  const { snippetId } = await host.call("snippets.create", input);
  await readSnippetLibrary();
  showSnippet(snippetId);
}

/** Answers how many prompts changed with it. */
export async function changeSnippet(
  { snippetId, revision }: Pick<Snippet, "snippetId" | "revision">,
  change: { name?: string; description?: string; text?: string },
): Promise<number> {
  const { changed } = await host.call("snippets.update", {
    snippetId,
    baseRevision: revision,
    session,
    ...change,
  });
  await readSnippetLibrary();
  return changed.length;
}

/** Takes the snippet out of the list, for as long as nobody presses Undo. */
export async function removeSnippet({ snippetId, name }: Pick<Snippet, "snippetId" | "name">): Promise<void> {
  const snippets = useSnippetLibrary.getState().snippets ?? [];
  const index = snippets.findIndex((snippet) => snippet.snippetId === snippetId);
  const wasShown = useSnippetsView.getState().snippetId === snippetId;
  try {
    await host.call("snippets.remove", { snippetId });
  } catch (error) {
    notifyError(error, i18n.t("snippets.failure.remove"));
    return;
  }
  if (wasShown) showSnippet((snippets[index + 1] ?? snippets[index - 1])?.snippetId ?? null);
  void readSnippetLibrary();
  notifyUndo(i18n.t("snippets.done.removed", { name }), async () => {
    const { name: restored } = await host.call("snippets.restore", { snippetId });
    await readSnippetLibrary();
    showSnippet(snippetId);
    notifyDone(i18n.t("snippets.done.restored", { name: restored }));
  });
}
