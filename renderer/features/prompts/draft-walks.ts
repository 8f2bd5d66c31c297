import type { Client } from "#shared/contract/client.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { type Direction, nextStep, sharingWith, type UndoStack, withJournal } from "./draft-undo.ts";
import type { OpenDraft } from "./open-draft.ts";

export interface WalkPorts {
  client: Pick<Client<AbortSignal>, "call">;
  draftOf: (promptId: PromptId) => OpenDraft | null;
  change: (promptId: PromptId, patch: Partial<OpenDraft>) => void;
  put: (promptId: PromptId, content: PromptContent, undo: UndoStack) => void;
  keepState: (promptId: PromptId) => void;
  flush: (promptId: PromptId) => Promise<boolean>;
}

/** Undo and redo over all states of a draft: those of this page at once, those from before out of the journal. */
export function createDraftWalks({ client, draftOf, change, put, keepState, flush }: WalkPorts) {
  /** Steps that wait for the journal, one after the other: keys pressed quickly are not lost. */
  const underWay = new Map<PromptId, Promise<void>>();

  /** Learns what lies before and after the draft that was just opened. Without an answer there is only what is edited now. */
  async function meetJournal(promptId: PromptId): Promise<void> {
    const begun = draftOf(promptId);
    if (begun === null) return;
    // The store's draft; what was found again on top of it is not in the journal yet.
    const revision = begun.conflict?.revision ?? begun.revision;
    try {
      const path = await client.call("prompts.undo-path", { promptId, revision });
      const now = draftOf(promptId);
      if (now === null || now.undo.isCut) return;
      const isUntouched = now.undo === begun.undo && now.undo.past.length === 0;
      change(promptId, { undo: withJournal(now.undo, path, isUntouched) });
    } catch {
      const now = draftOf(promptId);
      // Asked for again when undo gets there.
      if (now !== null) change(promptId, { undo: { ...now.undo, isCut: true } });
    }
  }

  /** Fails with the reason where the journal could not be read; the text is then as it was. */
  function step(promptId: PromptId, direction: Direction): Promise<void> {
    const waiting = underWay.get(promptId);
    if (waiting === undefined && stepAtHand(promptId, direction)) return Promise.resolve();
    const mine = (waiting ?? Promise.resolve())
      .catch(() => {})
      .then(() => stepThroughJournal(promptId, direction))
      .finally(() => {
        if (underWay.get(promptId) === mine) underWay.delete(promptId);
      });
    underWay.set(promptId, mine);
    return mine;
  }

  /** Answers whether there is nothing left to do. */
  function stepAtHand(promptId: PromptId, direction: Direction): boolean {
    const draft = draftOf(promptId);
    if (draft === null) return true;
    const next = nextStep(draft.undo, direction, draft.content);
    if (next === null) return direction === "forward" || !draft.undo.isCut;
    if (!("content" in next.step)) return false;
    if (!draft.undo.isWalked) keepState(promptId);
    put(promptId, next.step.content, next.undo);
    return true;
  }

  async function stepThroughJournal(promptId: PromptId, direction: Direction): Promise<void> {
    if (stepAtHand(promptId, direction)) return;
    if (nextOf(promptId, direction) === null) await askForOlder(promptId);
    const next = nextOf(promptId, direction);
    if (next === null || !("journalId" in next.step)) return;
    const { undo } = draftOf(promptId) ?? {};
    const { journalId } = next.step;
    const { content } = await client.call("prompts.journal-entry", { promptId, journalId });
    const now = draftOf(promptId);
    // What was typed meanwhile is a new edit, and not to be taken away.
    if (now === null || now.undo !== undo) return;
    if (!now.undo.isWalked) keepState(promptId);
    put(promptId, sharingWith(now.content, content), next.undo);
  }

  function nextOf(promptId: PromptId, direction: Direction) {
    const draft = draftOf(promptId);
    return draft === null ? null : nextStep(draft.undo, direction, draft.content);
  }

  /** What this page has let go of is in the journal, before the state that it stands on: that has to be there too. */
  async function askForOlder(promptId: PromptId): Promise<void> {
    if (!(await flush(promptId))) return;
    const draft = draftOf(promptId);
    if (draft === null) return;
    const { past } = await client.call("prompts.undo-path", { promptId, revision: draft.revision });
    const now = draftOf(promptId);
    if (now === null || now.undo !== draft.undo) return;
    change(promptId, { undo: withJournal(now.undo, { past, future: [] }, false) });
  }

  return { meetJournal, step };
}
