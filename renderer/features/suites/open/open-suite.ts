import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Input } from "#shared/contract/operations.ts";
import type { CaseId, SuiteId } from "#shared/model/ids.ts";
import type { CaseContent, CaseEdit, SuiteCase } from "#shared/model/suite.ts";
import { caseIn, findCase, withCases } from "./case-pages.ts";
import { createCaseReader } from "./case-reader.ts";
import {
  bringBack,
  type EditStep,
  isStructural,
  removedCase,
  sendStep,
  splitEdits,
  unsavedContents,
} from "./edit-queue.ts";
import { type SuiteState, unreadSuite } from "./suite-state.ts";

const typingMs = 500;
const retryMs = 3_000;
/** What a suite holds altogether is counted anew when the editing pauses. */
const countingMs = 600;
const mostUndo = 200;
/** Cases that may be changed in one gesture; they are held in memory meanwhile. */
export const mostAtOnce = 20_000;

/** One suite as this page works on it: windows of its cases, and the way of every change into the store. */
export type OpenSuite = ReturnType<typeof createOpenSuite>;

export function createOpenSuite(client: Client<AbortSignal>, suiteId: SuiteId) {
  const useSuite = create<SuiteState>(unreadSuite);
  const { getState, setState } = useSuite;
  let revision = 0;
  /** The newest change that was heard of. */
  let heard = 0;
  const queue: EditStep[] = [];
  let typing: { step: EditStep; group: string; timer: ReturnType<typeof setTimeout> } | null = null;
  let isSending = false;
  const undoSteps: CaseEdit[][][] = [];
  const redoSteps: CaseEdit[][][] = [];
  let whenIdle: (() => void)[] = [];
  let retryTimer: ReturnType<typeof setTimeout> | null = null;
  let countTimer: ReturnType<typeof setTimeout> | null = null;

  const reader = createCaseReader({
    client,
    suiteId,
    useSuite,
    onRevision: (seen) => {
      revision = Math.max(revision, seen);
    },
  });

  /** Reads what is in sight again; what is known stays on the screen meanwhile. */
  const refresh = async (): Promise<void> => {
    await Promise.all([readSuite(), reader.refresh()]);
  };

  async function readSuite(): Promise<void> {
    try {
      const suite = await client.call("suites.read", { suiteId });
      revision = Math.max(revision, suite.revision);
      setState({ suite, failure: null });
    } catch (failure) {
      setState({ failure });
    }
  }

  function showUnsaved(): void {
    const steps = typing === null ? queue : [...queue, typing.step];
    setState({ unsaved: unsavedContents(steps), undoable: undoSteps.length, redoable: redoSteps.length });
  }

  function flushTyping(): void {
    if (typing === null) return;
    clearTimeout(typing.timer);
    queue.push(typing.step);
    typing = null;
    void send();
  }

  function push(step: EditStep): void {
    flushTyping();
    queue.push(step);
    showUnsaved();
    void send();
  }

  async function send(): Promise<void> {
    if (isSending) return;
    isSending = true;
    if (retryTimer !== null) clearTimeout(retryTimer);
    retryTimer = null;
    let needsReading = false;
    setState({ save: { kind: "saving" } });
    try {
      for (let step = queue[0]; step !== undefined; step = queue[0]) {
        prepare(step);
        needsReading ||= isStructural(step);
        await sendStep(step, { client, suiteId, onStored });
        queue.shift();
        settle(step);
      }
      setState({ save: { kind: "saved" } });
    } catch (error) {
      failed(error);
    } finally {
      isSending = false;
      showUnsaved();
    }
    if (needsReading || heard > revision) await refresh();
    else if (queue.length === 0) countSoon();
    if (queue.length === 0) for (const done of whenIdle.splice(0)) done();
  }

  function countSoon(): void {
    if (countTimer !== null) clearTimeout(countTimer);
    countTimer = setTimeout(() => void readSuite(), countingMs);
  }

  /** What an undo takes back is known only when everything before it is stored. */
  function prepare(step: EditStep): void {
    if (step.kind === "edit" || step.parts.length > 0) return;
    step.parts = (step.kind === "undo" ? undoSteps : redoSteps).pop() ?? [];
    step.baseRevision = Math.max(revision, step.baseRevision);
  }

  function onStored(answer: { revision: number; cases: SuiteCase[] }, base: number): void {
    const isOnlyOurs = answer.revision <= base + 1;
    if (isOnlyOurs) {
      // What was decided on the state that this step was decided on, was decided on this step too.
      const later = typing === null ? queue : [...queue, typing.step];
      for (const each of later) {
        if (each.baseRevision === base) each.baseRevision = answer.revision;
      }
      revision = Math.max(revision, answer.revision);
    } else heard = Math.max(heard, answer.revision);
    setState(({ pages }) => ({ pages: withCases(pages, answer.cases) }));
  }

  function settle(step: EditStep): void {
    if (step.undo.length === 0) return;
    const into = step.kind === "undo" ? redoSteps : undoSteps;
    into.push(step.undo);
    if (step.kind === "edit") redoSteps.length = 0;
    if (into.length > mostUndo) into.shift();
  }

  function failed(error: unknown): void {
    const step = queue[0];
    const isConflict = error instanceof LatheError && error.code === "suites.conflict";
    if (step !== undefined && step.kind !== "edit" && !(error instanceof LatheError && error.retryable)) {
      // An old state that cannot come back is no work that could be lost.
      queue.shift();
      setState({ save: queue.length === 0 ? { kind: "saved" } : { kind: "saving" } });
      void refresh();
      notify(error);
      return;
    }
    setState({ save: { kind: isConflict ? "conflict" : "failed", error } });
    // Sent twice a step does nothing more: it names its new cases itself, and an equal text is no change.
    if (error instanceof LatheError && error.retryable) retryTimer = setTimeout(() => void send(), retryMs);
  }

  let notify: (error: unknown) => void = () => {};

  const edit = (edits: readonly CaseEdit[]): void => {
    if (edits.length === 0) return;
    push({ kind: "edit", parts: splitEdits(edits), undo: [], baseRevision: revision });
  };

  return {
    suiteId,
    useSuite,
    refresh,
    edit,
    /** Hears of an undo that could not be done; everything else is in `save`. */
    onRefusal(listener: (error: unknown) => void): void {
      notify = listener;
    },
    look: reader.look,
    filter: reader.filter,
    /** A case as it stands on the screen: stored, with what was typed over it. */
    caseAt(index: number): SuiteCase | undefined {
      const stored = caseIn(getState().pages, index);
      const content = stored === undefined ? undefined : getState().unsaved.get(stored.caseId);
      return stored === undefined || content === undefined ? stored : { ...stored, content };
    },
    /** A case as it stands on the screen, wherever that is; undefined: it is not in memory. */
    contentOf(caseId: CaseId): CaseContent | undefined {
      const { pages, unsaved } = getState();
      return unsaved.get(caseId) ?? findCase(pages, caseId)?.content;
    },
    /** All cases of these rows as they stand on the screen, read where they are not in memory. Fails as the reading does. */
    async casesIn(top: number, bottom: number): Promise<SuiteCase[]> {
      const cases = await reader.casesIn(top, bottom);
      const { unsaved } = getState();
      return cases.map((each) => ({ ...each, content: unsaved.get(each.caseId) ?? each.content }));
    },
    /** As it is typed: shown at once, stored when the typing pauses; one step of undo for each pause. */
    type(caseId: CaseId, content: CaseContent, group: string): void {
      if (typing !== null && typing.group !== group) flushTyping();
      const baseRevision = typing?.step.baseRevision ?? revision;
      if (typing !== null) clearTimeout(typing.timer);
      typing = {
        group,
        step: { kind: "edit", parts: [[{ kind: "update", caseId, content }]], undo: [], baseRevision },
        timer: setTimeout(flushTyping, typingMs),
      };
      showUnsaved();
      if (!isSending) setState(({ save }) => (save.kind === "saved" ? { save: { kind: "saving" } } : {}));
    },
    undo: () => push({ kind: "undo", parts: [], undo: [], baseRevision: revision }),
    redo: () => push({ kind: "redo", parts: [], undo: [], baseRevision: revision }),
    /** For steps that were made elsewhere, as by an import: they are taken back like any other. */
    rememberUndo(edits: readonly CaseEdit[]): void {
      if (edits.length === 0) return;
      undoSteps.push(splitEdits(edits));
      redoSteps.length = 0;
      showUnsaved();
    },
    retry: () => send(),
    /** Of a conflict: what was typed here goes on over theirs, or gives way to it. */
    async resolve(choice: "mine" | "theirs"): Promise<void> {
      if (choice === "theirs") {
        queue.length = 0;
        if (typing !== null) clearTimeout(typing.timer);
        typing = null;
        setState({ save: { kind: "saved" } });
        showUnsaved();
        await refresh();
        return;
      }
      const { save } = getState();
      const removed = save.kind === "conflict" ? removedCase(save.error) : null;
      await readSuite();
      for (const step of queue) {
        step.baseRevision = revision;
        if (removed !== null) step.parts = step.parts.map((part) => bringBack(part, removed));
      }
      await send();
      await refresh();
    },
    async update(patch: Omit<Input<"suites.update">, "suiteId">): Promise<void> {
      const suite = await client.call("suites.update", { suiteId, ...patch });
      if (suite.revision === revision + 1) revision = suite.revision;
      setState({ suite });
    },
    /** Sends what is typed; answers when all of it is stored, or false when it could not be. */
    async flush(): Promise<boolean> {
      flushTyping();
      if (queue.length === 0 && !isSending) return true;
      await new Promise<void>((resolve) => {
        whenIdle.push(resolve);
        const stop = useSuite.subscribe(({ save }) => {
          if (save.kind !== "failed" && save.kind !== "conflict") return;
          stop();
          whenIdle = whenIdle.filter((each) => each !== resolve);
          resolve();
        });
      });
      return queue.length === 0;
    },
    hasUnsaved: (): boolean => queue.length > 0 || typing !== null,
    meet(event: LatheEvent): void {
      if (event.type === "workspace.changed") void refresh();
      if (event.type !== "suite.changed" || event.suiteId !== suiteId) return;
      heard = Math.max(heard, event.revision);
      if (!isSending && typing === null && queue.length === 0 && heard > revision) void refresh();
    },
  };
}
