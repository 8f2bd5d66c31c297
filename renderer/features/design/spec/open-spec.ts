import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSpec, StoredSpec } from "#shared/model/spec.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import {
  emptySpec,
  isSameSpec,
  keepUnsavedSpec,
  type OpenSpecState,
  readUnsavedSpec,
  type SpecSave,
  type SpecState,
  type SpecStorage,
  withNames,
} from "./spec-state.ts";

const saveMs = 500;
const firstRetryMs = 1_000;
const longestRetryMs = 10_000;

export interface SpecPorts {
  client: Pick<Client<AbortSignal>, "call">;
  storage: SpecStorage;
  /** Answers whether the draft is in the store. */
  flushDraft: () => Promise<boolean>;
  /** Of a spec that is begun here. */
  writtenIn: () => PromptSpec["writtenIn"];
}

export type OpenSpec = ReturnType<typeof createOpenSpec>;

/** The spec of one prompt on this page: what is typed shows at once, reaches the store within a moment and is not lost. */
export function createOpenSpec(promptId: PromptId, { client, storage, flushDraft, writtenIn }: SpecPorts) {
  const useSpec = create<{ state: SpecState }>(() => ({ state: { kind: "opening" } }));
  let stored: { revision: number; spec: PromptSpec | null; generated: PromptContent | null } = {
    revision: 0,
    spec: null,
    generated: null,
  };
  let timer: ReturnType<typeof setTimeout> | null = null;
  let inFlight: Promise<boolean> | null = null;
  let failures = 0;
  let isHeld = false;
  /** Sent and not answered: the store may have it although the answer was lost. */
  let unanswered: PromptSpec | null = null;

  const now = (): OpenSpecState | null => {
    const { state } = useSpec.getState();
    return state.kind === "open" ? state : null;
  };
  function change(patch: Partial<OpenSpecState>): void {
    const state = now();
    if (state !== null) useSpec.setState({ state: { ...state, ...patch } });
  }
  function isUnsaved(): boolean {
    const state = now();
    if (state === null || !state.isWritten) return false;
    return state.spec !== stored.spec || state.generated !== stored.generated;
  }

  async function open(): Promise<void> {
    if (useSpec.getState().state.kind === "failed") useSpec.setState({ state: { kind: "opening" } });
    try {
      begin(await client.call("design.read-spec", { promptId }));
    } catch (error) {
      useSpec.setState({ state: { kind: "failed", error: dataOf(error) } });
    }
  }

  function begin(found: StoredSpec): void {
    stored = found;
    const shown = {
      kind: "open" as const,
      spec: found.spec ?? emptySpec(writtenIn()),
      generated: found.generated,
      edits: 0,
      isWritten: found.spec !== null,
      save: { kind: "saved" } as SpecSave,
      theirs: null,
    };
    const kept = readUnsavedSpec(storage, promptId);
    if (kept === null || (found.spec !== null && isSameSpec(withNames(kept.spec), found.spec))) {
      useSpec.setState({ state: shown });
      keep();
      return;
    }
    const isConflict = kept.baseRevision !== found.revision;
    const { spec, generated } = kept;
    useSpec.setState({
      state: {
        ...shown,
        spec,
        generated,
        isWritten: true,
        save: { kind: isConflict ? "conflict" : "saving" },
        theirs: isConflict ? found : null,
      },
    });
    if (!isConflict) void save();
  }

  function keep(): void {
    const state = now();
    if (state === null) return;
    const { spec, generated } = state;
    const isKept = isUnsaved() || state.theirs !== null;
    keepUnsavedSpec(storage, promptId, isKept ? { spec, generated, baseRevision: stored.revision } : null);
  }

  function touch(): void {
    keep();
    const state = now();
    if (state?.save.kind === "saved") change({ save: { kind: "saving" } });
    // Counted from the first of several keys: somebody who types on and on is saved all the same.
    if (state?.theirs === null && !isHeld) saveIn(saveMs);
  }

  /** A save that is due comes first. */
  function saveIn(ms: number): void {
    timer ??= setTimeout(() => {
      timer = null;
      void save();
    }, ms);
  }

  function stopTimer(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function save(): Promise<boolean> {
    if (inFlight !== null) return inFlight;
    stopTimer();
    if (isHeld || now()?.theirs !== null) return Promise.resolve(false);
    inFlight = send().then((isDone) => {
      inFlight = null;
      if (isDone && isUnsaved()) touch();
      return isDone;
    });
    return inFlight;
  }

  async function send(): Promise<boolean> {
    const state = now();
    if (state === null || !isUnsaved()) return true;
    const { spec, generated } = state;
    change({ save: { kind: "saving" } });
    // The base of the next merge is stored only once the text that it became is: a page that ends between the two
    // would take the older text for one that was written by hand.
    const isNewText = generated !== stored.generated && generated !== null;
    const takesOver = isNewText && (await flushDraft());
    if (isNewText && !takesOver && spec === stored.spec) {
      // The draft says itself what is wrong with it, and is tried again by itself.
      change({ save: { kind: "saved" } });
      saveIn(longestRetryMs);
      return false;
    }
    unanswered = spec;
    try {
      const answer = await client.call("design.save-spec", {
        promptId,
        baseRevision: stored.revision,
        spec: withNames(spec),
        ...(takesOver ? { generated } : {}),
      });
      acknowledge(answer.revision, spec, takesOver ? generated : stored.generated);
      return true;
    } catch (error) {
      const data = dataOf(error);
      if (data.code === "design.spec-conflict") return meetConflict();
      if (!data.retryable) unanswered = null;
      fail(data);
      return false;
    }
  }

  function acknowledge(revision: number, spec: PromptSpec, generated: PromptContent | null): void {
    failures = 0;
    unanswered = null;
    stored = { revision, spec, generated };
    change({ theirs: null, save: { kind: isUnsaved() ? "saving" : "saved" } });
    keep();
  }

  function fail(error: ErrorData): void {
    failures += 1;
    change({ save: { kind: "failed", error, retrying: error.retryable } });
    keep();
    if (!error.retryable || isHeld) return;
    saveIn(Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1)));
  }

  /** The store has a newer one: this page's own, if an answer was lost on the way, else another page's. */
  async function meetConflict(): Promise<boolean> {
    let theirs: StoredSpec;
    try {
      theirs = await client.call("design.read-spec", { promptId });
    } catch (error) {
      fail(dataOf(error));
      return false;
    }
    const own = unanswered;
    if (own !== null && theirs.spec !== null && isSameSpec(withNames(own), theirs.spec)) {
      acknowledge(theirs.revision, own, theirs.generated);
      return true;
    }
    unanswered = null;
    change({ theirs, save: { kind: "conflict" } });
    keep();
    return false;
  }

  /** Reads what another page may have changed. What is typed here and not saved yet stays. */
  async function refresh(): Promise<void> {
    await inFlight;
    if (now() === null) return;
    let found: StoredSpec;
    try {
      found = await client.call("design.read-spec", { promptId });
    } catch {
      // What is shown stays; the next event or the next save tells what is wrong.
      return;
    }
    const state = now();
    if (state === null || isUnsaved() || inFlight !== null || found.revision <= stored.revision) return;
    stored = found;
    change({
      spec: found.spec ?? state.spec,
      generated: found.generated,
      isWritten: found.spec !== null,
    });
  }

  return {
    promptId,
    useSpec,
    now,
    open,
    refresh,
    isUnsaved: () => isUnsaved() || now()?.theirs != null,
    /** What a person typed. An edit that answers the same object changes nothing. */
    edit(edited: (spec: PromptSpec) => PromptSpec): void {
      const state = now();
      if (state === null) return;
      const spec = edited(state.spec);
      if (spec === state.spec) return;
      change({ spec, edits: state.edits + 1, isWritten: true });
      touch();
    },
    /** What the spec gives stands in the draft now, or has been seen and turned down: the next merge begins here. */
    takeOver(generated: PromptContent): void {
      const state = now();
      if (state === null) return;
      if (state.generated !== null && canonicalJson(state.generated) === canonicalJson(generated)) return;
      change({ generated, isWritten: true });
      touch();
    },
    retry: save,
    async resolve(choice: "mine" | "theirs"): Promise<void> {
      await inFlight;
      const state = now();
      if (state?.theirs == null) return;
      const { theirs } = state;
      stored = theirs;
      if (choice === "theirs" && theirs.spec !== null) {
        change({ spec: theirs.spec, generated: theirs.generated, theirs: null, save: { kind: "saved" } });
        keep();
        return;
      }
      change({ theirs: null, save: { kind: "saving" } });
      keep();
      await save();
    },
    /** Answers whether all of it is in the store. */
    async flush(): Promise<boolean> {
      while (isUnsaved()) {
        if (!(await save())) return false;
      }
      return now()?.theirs == null;
    },
    holdNow(): void {
      isHeld = true;
      stopTimer();
    },
    release(): void {
      isHeld = false;
      if (isUnsaved()) touch();
    },
  };
}

const dataOf = (error: unknown): ErrorData =>
  error instanceof LatheError
    ? error.toData()
    : {
        code: "host.unexpected",
        message: error instanceof Error ? error.message : String(error),
        retryable: true,
      };
