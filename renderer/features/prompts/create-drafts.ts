import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Bump } from "#shared/model/prompt.ts";
import { forgetUnsaved, readUnsaved, recoverUnsaved, type TextStorage } from "./draft-mirror.ts";
import { createDraftSaver, type DraftSaver } from "./draft-saver.ts";
import { belongsToGroup, emptyUndo, recordEdit } from "./draft-undo.ts";
import { createDraftWalks } from "./draft-walks.ts";
import { errorDataOf } from "./error-data.ts";
import { type DraftEntry, isUnsaved, type OpenDraft, type SaveState } from "./open-draft.ts";

/** The drafts that are open on a page: edits show at once, reach the store within a moment and are never lost on the way. */
export function createDrafts(
  client: Pick<Client<AbortSignal>, "call">,
  session: string,
  storage: TextStorage,
) {
  const useDrafts = create<{ drafts: Record<PromptId, DraftEntry> }>(() => ({ drafts: {} }));
  const savers = new Map<PromptId, DraftSaver>();
  const refreshes = new Map<PromptId, number>();
  const walks = createDraftWalks({
    client,
    draftOf,
    change,
    put,
    keepState,
    flush: (promptId) => flush(promptId),
  });
  let isHeld = false;

  function draftOf(promptId: PromptId): OpenDraft | null {
    const entry = useDrafts.getState().drafts[promptId];
    return entry?.kind === "open" ? entry.draft : null;
  }

  function showEntry(promptId: PromptId, entry: DraftEntry): void {
    useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [promptId]: entry } }));
  }

  function change(promptId: PromptId, patch: Partial<OpenDraft>): void {
    const draft = draftOf(promptId);
    if (draft !== null) showEntry(promptId, { kind: "open", draft: { ...draft, ...patch } });
  }

  function saverOf(promptId: PromptId): DraftSaver {
    const known = savers.get(promptId);
    if (known !== undefined) return known;
    const saver = createDraftSaver(promptId, {
      client,
      session,
      storage,
      draftOf: () => draftOf(promptId),
      change: (patch) => change(promptId, patch),
      isHeld: () => isHeld,
    });
    savers.set(promptId, saver);
    return saver;
  }

  /** Opening an open prompt does nothing; opening one that failed to open tries again. */
  async function open(promptId: PromptId): Promise<void> {
    const entry = useDrafts.getState().drafts[promptId];
    if (entry !== undefined && entry.kind !== "failed") return;
    showEntry(promptId, { kind: "opening" });
    try {
      begin(await client.call("prompts.open", { promptId }));
      void walks.meetJournal(promptId);
    } catch (error) {
      showEntry(promptId, { kind: "failed", error: errorDataOf(error) });
    }
  }

  function begin({ prompt, draft, latest }: Output<"prompts.open">): void {
    const { promptId } = prompt;
    const unsaved = readUnsaved(storage, promptId);
    const recovery = recoverUnsaved(draft, unsaved);
    const opened: OpenDraft = {
      prompt,
      latest,
      content: draft.content,
      stored: draft.content,
      revision: draft.revision,
      baseHash: draft.contentHash,
      save: { kind: "saved" },
      conflict: null,
      undo: emptyUndo,
      restored: false,
    };
    if (unsaved === null || recovery === "nothing") {
      showEntry(promptId, { kind: "open", draft: opened });
      forgetUnsaved(storage, promptId, unsaved === null ? [] : [unsaved.session]);
      return;
    }
    saverOf(promptId).takeOver(unsaved.session);
    const isConflict = recovery === "conflict";
    showEntry(promptId, {
      kind: "open",
      draft: {
        ...opened,
        content: unsaved.content,
        undo: recordEdit(emptyUndo, draft.content, null, Date.now()),
        restored: true,
        // A restored workspace may count the very revision again for another text: one that is surely past conflicts.
        revision: isConflict ? Math.min(unsaved.baseRevision, draft.revision - 1) : draft.revision,
        baseHash: isConflict ? unsaved.baseHash : draft.contentHash,
        conflict: isConflict ? draft : null,
        save: { kind: isConflict ? "conflict" : "waiting" },
      },
    });
    void saverOf(promptId).save();
  }

  /**
   * Changes the text. Edits of one `group` in quick succession are undone together. A change that answers the same
   * object changes nothing.
   */
  function edit(promptId: PromptId, edited: (content: PromptContent) => PromptContent, group?: string): void {
    const draft = draftOf(promptId);
    if (draft === null) return;
    const content = edited(draft.content);
    if (content === draft.content) return;
    const now = Date.now();
    if (!belongsToGroup(draft.undo, group ?? null, now)) keepState(promptId);
    put(promptId, content, recordEdit(draft.undo, draft.content, group ?? null, now));
  }

  function put(promptId: PromptId, content: PromptContent, undo: OpenDraft["undo"]): void {
    change(promptId, { content, undo });
    saverOf(promptId).touch();
  }

  /** A state that undo may lead back to is sent before the next one takes its place: the journal has every one of them. */
  function keepState(promptId: PromptId): void {
    if (draftOf(promptId)?.save.kind === "waiting") void saverOf(promptId).save();
  }

  /**
   * Saves and lets go of the text. A text that could not be saved stays, and goes on being tried; so does one that is
   * wanted again by the time it is saved.
   */
  async function close(promptId: PromptId, isWanted: () => boolean = () => false): Promise<boolean> {
    if (!(await flush(promptId)) || isWanted()) return false;
    savers.get(promptId)?.stopWaiting();
    savers.delete(promptId);
    useDrafts.setState(({ drafts }) => {
      const { [promptId]: _closed, ...others } = drafts;
      return { drafts: others };
    });
    return true;
  }

  /** Reads what another page, or another part of this one, may have changed. Text that is not saved yet stays. */
  async function refresh(promptId: PromptId): Promise<void> {
    if (draftOf(promptId) === null) return;
    const mine = (refreshes.get(promptId) ?? 0) + 1;
    refreshes.set(promptId, mine);
    await savers.get(promptId)?.settled();
    let opened: Output<"prompts.open">;
    try {
      opened = await client.call("prompts.open", { promptId });
    } catch {
      // What is shown stays; the next event or the next save tells what is wrong.
      return;
    }
    const now = draftOf(promptId);
    // An older answer never replaces a newer one.
    if (now === null || refreshes.get(promptId) !== mine) return;
    change(promptId, { prompt: opened.prompt, latest: opened.latest });
    // A save that began meanwhile tells by itself whether it met a conflict.
    if (opened.draft.revision <= now.revision || isUnsaved(now)) return;
    const { content, revision, contentHash: baseHash } = opened.draft;
    const undoable = recordEdit(now.undo, now.content, null, Date.now());
    change(promptId, { content, stored: content, revision, baseHash, undo: undoable });
  }

  async function refreshAll(): Promise<void> {
    const { drafts } = useDrafts.getState();
    await Promise.all(Object.keys(drafts).map((promptId) => refresh(promptId as PromptId)));
  }

  /** A draft was saved somewhere. That of this page's own save is known by its revision and changes nothing. */
  async function meetSave(promptId: PromptId, revision: number): Promise<void> {
    await savers.get(promptId)?.settled();
    const draft = draftOf(promptId);
    if (draft !== null && revision > draft.revision) await refresh(promptId);
  }

  /** Saves the text on the screen, then makes it a version. Fails with the reason when either was refused. */
  async function saveVersion(
    promptId: PromptId,
    made: { message: string; bump: Bump },
  ): Promise<Output<"prompts.save-version">> {
    if (!(await flush(promptId))) throw new LatheError(whyUnsaved(draftOf(promptId)?.save));
    const revision = draftOf(promptId)?.revision ?? 0;
    const answer = await client.call("prompts.save-version", { promptId, revision, ...made });
    const draft = draftOf(promptId);
    if (draft !== null && answer.version.sequence >= (draft.latest?.sequence ?? 0)) {
      const { version } = answer;
      const prompt = { ...draft.prompt, latestVersion: version.version, draftChanged: isUnsaved(draft) };
      change(promptId, { latest: version, prompt });
    }
    return answer;
  }

  async function rename(promptId: PromptId, name: string): Promise<void> {
    change(promptId, { prompt: await client.call("prompts.update", { promptId, name }) });
  }

  const flush = async (promptId: PromptId): Promise<boolean> => (await savers.get(promptId)?.flush()) ?? true;

  const flushAll = async (): Promise<boolean> =>
    (await Promise.all([...savers.keys()].map(flush))).every((isSaved) => isSaved);

  /** Sends what failed again now, without its wait: the host is back. */
  function retryFailed(): void {
    for (const [promptId, saver] of savers) {
      const save = draftOf(promptId)?.save;
      if (save?.kind === "failed" && save.retrying) void saver.save();
    }
  }

  /**
   * Saves, and then sends nothing until `release`: what is typed meanwhile is kept by the browser alone, and found
   * again by the page that comes after this one.
   */
  async function hold(): Promise<void> {
    await flushAll();
    holdNow();
  }

  function holdNow(): void {
    isHeld = true;
    for (const saver of savers.values()) saver.stopWaiting();
  }

  function release(): void {
    isHeld = false;
    for (const [promptId, saver] of savers) {
      const draft = draftOf(promptId);
      if (draft !== null && isUnsaved(draft)) saver.touch();
    }
  }

  /** Whether text on this page is not in the store. While sending is held, what the browser keeps does not count. */
  const hasUnsaved = (): boolean =>
    Object.values(useDrafts.getState().drafts).some(
      (entry) =>
        entry.kind === "open" &&
        (isUnsaved(entry.draft) || entry.draft.conflict !== null) &&
        !(isHeld && saverOf(entry.draft.prompt.promptId).isKept()),
    );

  return {
    useDrafts,
    draftOf,
    open,
    close,
    edit,
    /** Resolves when the state is shown, which for one that is at hand is at once. */
    undo: (promptId: PromptId): Promise<void> => walks.step(promptId, "back"),
    redo: (promptId: PromptId): Promise<void> => walks.step(promptId, "forward"),
    flush,
    flushAll,
    refresh,
    refreshAll,
    meetSave,
    saveVersion,
    rename,
    retryFailed,
    hold,
    holdNow,
    release,
    hasUnsaved,
    /** Tries a failed save again now. */
    retry: (promptId: PromptId): Promise<boolean> => saverOf(promptId).save(),
    resolveConflict: (promptId: PromptId, choice: "theirs" | "mine"): Promise<void> =>
      saverOf(promptId).resolve(choice),
    forgetRestored: (promptId: PromptId): void => change(promptId, { restored: false }),
  };
}

function whyUnsaved(save: SaveState | undefined): ErrorData {
  if (save?.kind === "failed") return save.error;
  return {
    code: "prompts.draft-conflict",
    message: "Another window changed this draft meanwhile. Choose first which text to go on with.",
    retryable: false,
  };
}
