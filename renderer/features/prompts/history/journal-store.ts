import { create } from "zustand";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Draft } from "#shared/model/prompt.ts";
import { type ContentDiff, diffContent } from "#shared/text/diff-content.ts";
import { i18n } from "../../../i18n/i18n.ts";
import type { HistoryHost } from "./history-store.ts";
import { appendOlder, type NewestFirst, olderPageSize, type Reading, renewNewest } from "./newest-first.ts";

export type JournalEntry = Output<"prompts.journal">["entries"][number];

/** A stored state of the draft, and what restoring it would change. */
export interface JournalPreview {
  entry: JournalEntry;
  content: PromptContent;
  draft: Draft;
  diff: ContentDiff;
}

export interface JournalState {
  opening: Reading<null>;
  draft: Draft | null;
  entries: NewestFirst<JournalEntry>;
  older: Reading<null>;
  selected: number | null;
  preview: Reading<JournalPreview>;
}

const keyOf = (entry: JournalEntry) => entry.journalId;

/** Every state that a prompt's draft was stored in, and the way back to each. */
export function createJournal(promptId: PromptId, { client, session, flush }: HistoryHost) {
  const useJournal = create<JournalState>(() => ({
    opening: { kind: "loading" },
    draft: null,
    entries: { items: [], next: null },
    older: { kind: "ready", value: null },
    selected: null,
    preview: { kind: "loading" },
  }));
  const { getState: get, setState: set } = useJournal;
  let readings = 0;
  let previews = 0;

  async function open(): Promise<void> {
    set({ opening: { kind: "loading" } });
    try {
      await flush();
      await read();
      set({ opening: { kind: "ready", value: null } });
    } catch (error) {
      set({ opening: { kind: "failed", error } });
    }
  }

  async function read(): Promise<void> {
    readings += 1;
    const mine = readings;
    const [{ draft }, page] = await Promise.all([
      client.call("prompts.open", { promptId }),
      client.call("prompts.journal", { promptId }),
    ]);
    if (mine !== readings) return;
    const entries = renewNewest(get().entries, { items: page.entries, next: page.next }, keyOf);
    set({ draft, entries });
    const { selected } = get();
    // The newest state is the draft itself; the one before it is what somebody who comes here looks for.
    const first =
      entries.items.find(({ contentHash }) => contentHash !== draft.contentHash) ?? entries.items[0];
    if (selected === null && first !== undefined) select(first.journalId);
    else void preview();
  }

  const refresh = (): Promise<void> => read().catch(() => {});

  async function readOlder(): Promise<void> {
    const { entries, older } = get();
    if (entries.next === null || older.kind === "loading") return;
    set({ older: { kind: "loading" } });
    try {
      const page = await client.call("prompts.journal", {
        promptId,
        before: entries.next,
        limit: olderPageSize,
      });
      const more = { items: page.entries, next: page.next };
      set({ entries: appendOlder(get().entries, more, keyOf), older: { kind: "ready", value: null } });
    } catch (error) {
      set({ older: { kind: "failed", error } });
    }
  }

  function select(journalId: number): void {
    set({ selected: journalId });
    void preview();
  }

  async function preview(): Promise<void> {
    previews += 1;
    const mine = previews;
    const { selected, entries, draft, preview: shown } = get();
    const entry = entries.items.find(({ journalId }) => journalId === selected);
    if (entry === undefined || draft === null) return;
    if (shown.kind === "failed") set({ preview: { kind: "loading" } });
    try {
      const { journalId } = entry;
      const { content } = await client.call("prompts.journal-entry", { promptId, journalId });
      if (mine !== previews) return;
      const diff = diffContent(draft.content, content);
      set({ preview: { kind: "ready", value: { entry, content, draft, diff } } });
    } catch (error) {
      if (mine === previews) set({ preview: { kind: "failed", error } });
    }
  }

  /** Makes a stored state the draft again. The draft that it takes the place of is in the journal like all others. */
  async function restore(content: PromptContent): Promise<void> {
    if (!(await flush())) throw new Error(i18n.t("history.unsaved"));
    const { draft } = await client.call("prompts.open", { promptId });
    await client.call("prompts.save-draft", { promptId, baseRevision: draft.revision, content, session });
    await refresh();
  }

  function meet(event: LatheEvent): void {
    const isOurs = "promptId" in event && event.promptId === promptId;
    if (event.type === "workspace.changed" || (isOurs && event.type === "draft.saved")) void refresh();
  }

  return { useJournal, open, readOlder, select, preview, restore, meet };
}

export type DraftJournal = ReturnType<typeof createJournal>;
