import type { Client } from "#shared/contract/client.ts";
import type { ErrorData } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { forgetUnsaved, isSameContent, keepUnsaved, type TextStorage } from "./draft-mirror.ts";
import { charactersOf, recordEdit } from "./draft-undo.ts";
import { errorDataOf } from "./error-data.ts";
import { isUnsaved, type OpenDraft } from "./open-draft.ts";
import { createSaveTimer } from "./save-timer.ts";

const saveTimes = { idleMs: 350, maxMs: 2_000 };
/** The browser writes its storage while the page waits: a long text is kept with each save, or by itself where none comes. */
const keepTimes = { idleMs: 600, maxMs: 2_500 };
const longText = 100_000;
const firstRetryMs = 1_000;
const longestRetryMs = 10_000;
/** A lost answer is met by the very next save; more would only fill the browser's storage. */
const maxUnacknowledged = 3;

export interface SaverPorts {
  client: Pick<Client<AbortSignal>, "call">;
  session: string;
  storage: TextStorage;
  draftOf: () => OpenDraft | null;
  change: (patch: Partial<OpenDraft>) => void;
  /** Whether nothing may be sent now; what is typed meanwhile is kept by the browser. */
  isHeld: () => boolean;
}

export type DraftSaver = ReturnType<typeof createDraftSaver>;

/**
 * Brings one prompt's text to the store. One save is under way at a time and the next one carries the newest text; a
 * failed one is tried again, more slowly each time; text that is not acknowledged is also kept by the browser.
 */
export function createDraftSaver(promptId: PromptId, ports: SaverPorts) {
  const { client, session, storage, draftOf, change, isHeld } = ports;
  const timer = createSaveTimer(saveTimes, () => void save());
  const keepTimer = createSaveTimer(keepTimes, () => keep());
  /** The pages whose kept text this one has taken over: its own, and the one it was restored from. */
  const sessions = [session];
  let retry: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let inFlight: Promise<boolean> | null = null;
  /** Sent, and neither acknowledged nor refused: the store may have these although the answer was lost. */
  let unacknowledged: PromptContent[] = [];
  let isKept = true;

  /** The text has changed: keeps it, and saves within a moment. */
  function touch(): void {
    keepSoon();
    if (draftOf()?.save.kind === "saved") change({ save: { kind: "waiting" } });
    // A retry that is due will carry this text too.
    if (retry === null && !isHeld()) timer.touch();
  }

  function keepSoon(): void {
    const draft = draftOf();
    if (draft !== null && charactersOf(draft.content) > longText) keepTimer.touch();
    else keep();
  }

  function keep(): void {
    keepTimer.cancel();
    const draft = draftOf();
    if (draft === null) return;
    if (!isUnsaved(draft) && draft.conflict === null) {
      forgetUnsaved(storage, promptId, sessions);
      return;
    }
    isKept = keepUnsaved(storage, promptId, {
      content: draft.content,
      baseRevision: draft.revision,
      baseHash: draft.baseHash,
      sent: unacknowledged,
      session,
    });
  }

  /** Sends the newest text, or joins the save that is under way. Answers whether it was acknowledged. */
  function save(): Promise<boolean> {
    if (inFlight !== null) return inFlight;
    stopWaiting();
    if (isHeld()) return Promise.resolve(false);
    inFlight = send().then((acknowledged) => {
      inFlight = null;
      const draft = draftOf();
      // Where keys are still being pressed the timer runs, and will come.
      if (acknowledged && draft !== null && isUnsaved(draft) && !timer.pending) void save();
      return acknowledged;
    });
    return inFlight;
  }

  function stopWaiting(): void {
    timer.cancel();
    if (keepTimer.pending) keep();
    if (retry !== null) clearTimeout(retry);
    retry = null;
  }

  async function send(): Promise<boolean> {
    const draft = draftOf();
    if (draft === null || !isUnsaved(draft)) return true;
    const { content, revision: baseRevision } = draft;
    // A text that is only tried again must not push out one that may have been stored.
    if (unacknowledged.at(-1) !== content) {
      unacknowledged = [...unacknowledged, content].slice(-maxUnacknowledged);
    }
    keep();
    if (draft.conflict === null) change({ save: { kind: "saving" } });
    try {
      const answer = await client.call("prompts.save-draft", { promptId, baseRevision, content, session });
      acknowledge(content, answer);
      return true;
    } catch (error) {
      const data = errorDataOf(error);
      if (data.code === "prompts.draft-conflict") return meetConflict();
      if (!data.retryable) unacknowledged = unacknowledged.filter((sent) => sent !== content);
      fail(data);
      return false;
    }
  }

  function acknowledge(
    content: PromptContent,
    {
      revision,
      contentHash,
      draftChanged,
    }: { revision: number; contentHash: string; draftChanged?: boolean },
  ): void {
    unacknowledged = [];
    failures = 0;
    const draft = draftOf();
    if (draft === null) return;
    change({
      revision,
      baseHash: contentHash,
      stored: content,
      conflict: null,
      save: { kind: draft.content === content ? "saved" : "waiting" },
      ...(draftChanged === undefined ? {} : { prompt: { ...draft.prompt, draftChanged } }),
    });
    keep();
  }

  function fail(error: ErrorData): void {
    failures += 1;
    // What the store refuses for good, only another text can mend.
    const retrying = error.retryable;
    change({ save: { kind: "failed", error, retrying } });
    if (!retrying) return;
    timer.cancel();
    if (isHeld()) return;
    // Permissions are mended by hand, not by the next second.
    const isReadOnly = error.code.startsWith("store.read-only");
    const wait = isReadOnly ? longestRetryMs : firstRetryMs * 2 ** (failures - 1);
    retry = setTimeout(() => void save(), Math.min(longestRetryMs, wait));
  }

  /** The store has a newer draft: this page's own, if an answer was lost on the way, else another page's. */
  async function meetConflict(): Promise<boolean> {
    let opened: Output<"prompts.open">;
    try {
      opened = await client.call("prompts.open", { promptId });
    } catch (error) {
      fail(errorDataOf(error));
      return false;
    }
    const { draft: theirs, prompt, latest } = opened;
    change({ prompt, latest });
    const own = unacknowledged.find((sent) => isSameContent(sent, theirs.content));
    if (own !== undefined) {
      acknowledge(own, theirs);
      return true;
    }
    // Refused, and in the journal.
    unacknowledged = [];
    change({ conflict: theirs, save: { kind: "conflict" } });
    keep();
    return false;
  }

  /**
   * `theirs` is shown and this page's text becomes a step to undo; `mine` is saved on top of theirs, which stays in the
   * journal.
   */
  async function resolve(choice: "theirs" | "mine"): Promise<void> {
    await inFlight;
    const draft = draftOf();
    if (draft === null || draft.conflict === null) return;
    const { revision, content, contentHash: baseHash } = draft.conflict;
    stopWaiting();
    if (choice === "theirs") {
      const undo = recordEdit(draft.undo, draft.content, null, Date.now());
      change({ content, stored: content, revision, baseHash, conflict: null, save: { kind: "saved" }, undo });
      keep();
      return;
    }
    change({ stored: content, revision, baseHash, conflict: null, save: { kind: "waiting" } });
    keep();
    await save();
  }

  /** Saves what is not saved yet; answers whether all of it is in the store. */
  async function flush(): Promise<boolean> {
    if (keepTimer.pending) keep();
    for (;;) {
      const draft = draftOf();
      if (draft === null) return true;
      if (draft.conflict !== null) return false;
      if (!isUnsaved(draft)) return true;
      // The save that is joined may carry an older text: look again.
      if (!(await save())) return false;
    }
  }

  return {
    touch,
    keep,
    save,
    resolve,
    flush,
    stopWaiting,
    /** Resolves when no save is under way. */
    settled: async (): Promise<void> => {
      await inFlight;
    },
    /** Whether the browser holds what is not saved: its storage may be full or switched off. */
    isKept: (): boolean => isKept,
    takeOver: (other: string): void => {
      sessions.push(other);
    },
  };
}
