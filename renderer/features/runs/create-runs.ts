import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { Input } from "#shared/contract/operations.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { PromptId, RunId } from "#shared/model/ids.ts";
import type { Retry, Run } from "#shared/model/run.ts";
import { paced } from "../../ui/paced.ts";
import { joinFirstPage, noRecentRuns, type RecentRuns } from "./recent-runs.ts";

/** The run that this page started or found running: what can be seen of it now. */
export interface CurrentRun {
  /** refused: it never became a run, `error` says why. lost: the connection to it is gone, the run may go on. */
  phase: "starting" | "running" | "ended" | "refused" | "lost";
  runId: RunId | null;
  model: ModelRef;
  text: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  retries: Pick<Retry, "reason" | "waitMs" | "error">[];
  /** Cancel was pressed; the run's own end follows. */
  cancelling: boolean;
  /** Known once it has ended. */
  run: Run | null;
  error: ErrorData | null;
}

/** A run chosen from the list. */
export interface ShownRun {
  runId: RunId;
  run: Run | null;
  error: ErrorData | null;
}

export interface PromptRuns {
  current: CurrentRun | null;
  shown: ShownRun | null;
  recent: RecentRuns;
}

export const noRuns: PromptRuns = { current: null, shown: null, recent: noRecentRuns };

/** Whether a run is on its way and has not been cancelled. */
export const isUnderWay = (run: CurrentRun | null): boolean =>
  run !== null && (run.phase === "starting" || run.phase === "running") && !run.cancelling;

/** What `runs.start` takes. */
export type RunStart = Omit<Input<"runs.start">, "promptId" | "model"> & {
  promptId: PromptId;
  /** Named, so that the model on the screen is the one that is called. */
  model: ModelRef;
};

const pageSize = 20;
const maxLosses = 4;
const lossWaitMs = 500;
const drawEveryMs = 40;

/**
 * The runs of the prompts on this page. A run lives in the workspace, not here: it is followed only while its prompt is
 * on the screen, because a browser opens few connections to one host, and is found again afterwards.
 */
export function createRuns(client: Client<AbortSignal>) {
  const useRuns = create<{ byPrompt: Record<PromptId, PromptRuns> }>(() => ({ byPrompt: {} }));
  const follows = new Map<PromptId, AbortController>();
  const attached = new Map<PromptId, number>();
  const listings = new Map<PromptId, number>();

  const runsOf = (promptId: PromptId): PromptRuns => useRuns.getState().byPrompt[promptId] ?? noRuns;

  function change(promptId: PromptId, patch: Partial<PromptRuns>): void {
    useRuns.setState(({ byPrompt }) => ({
      byPrompt: { ...byPrompt, [promptId]: { ...(byPrompt[promptId] ?? noRuns), ...patch } },
    }));
  }

  /** Answers the changed run, or null where another has taken its place. */
  function changeCurrent(promptId: PromptId, startedAs: CurrentRun["startedAt"], patch: Partial<CurrentRun>) {
    const { current } = runsOf(promptId);
    if (current === null || current.startedAt !== startedAs) return null;
    const changed = { ...current, ...patch };
    change(promptId, { current: changed });
    return changed;
  }

  /** Starts one run. While one of this prompt is under way, a further press does nothing and answers false. */
  async function start(input: RunStart): Promise<boolean> {
    const { promptId } = input;
    const { current: before } = runsOf(promptId);
    if (isUnderWay(before)) return false;
    stopFollowing(promptId);
    // Also the run's name until it has an id, so it never repeats.
    const startedAt = Math.max(Date.now(), (before?.startedAt ?? 0) + 1);
    const current: CurrentRun = {
      phase: "starting",
      runId: null,
      model: input.model,
      text: "",
      startedAt,
      retries: [],
      cancelling: false,
      run: null,
      error: null,
    };
    change(promptId, { current, shown: null });
    let runId: RunId;
    try {
      ({ runId } = await client.call("runs.start", input));
    } catch (error) {
      changeCurrent(promptId, startedAt, { phase: "refused", error: errorDataOf(error) });
      return true;
    }
    const { current: now } = runsOf(promptId);
    // Cancelled before it had an id: the promise to cancel is kept now, whoever is on the screen.
    if (now?.startedAt !== startedAt || now.cancelling) void sendCancel(promptId, runId, startedAt);
    const running = changeCurrent(promptId, startedAt, { phase: "running", runId });
    if (running !== null) void follow(promptId, runId, startedAt);
    void loadRecent(promptId);
    return true;
  }

  /** Shows the run as cancelled at once; its own end follows. */
  function cancel(promptId: PromptId): void {
    const { current } = runsOf(promptId);
    if (current === null || !isUnderWay(current)) return;
    changeCurrent(promptId, current.startedAt, { cancelling: true });
    if (current.runId !== null) void sendCancel(promptId, current.runId, current.startedAt);
  }

  async function sendCancel(promptId: PromptId, runId: RunId, startedAt: number): Promise<void> {
    try {
      await client.call("runs.cancel", { runId });
    } catch (error) {
      changeCurrent(promptId, startedAt, { cancelling: false, error: errorDataOf(error) });
    }
  }

  function stopFollowing(promptId: PromptId): void {
    follows.get(promptId)?.abort();
    follows.delete(promptId);
  }

  async function follow(promptId: PromptId, runId: RunId, startedAt: number): Promise<void> {
    stopFollowing(promptId);
    if (!attached.has(promptId)) return;
    const leaving = new AbortController();
    follows.set(promptId, leaving);
    const { signal } = leaving;
    for (let losses = 0; !signal.aborted; ) {
      try {
        const run = await readToEnd(promptId, runId, startedAt, signal);
        if (signal.aborted) return;
        follows.delete(promptId);
        changeCurrent(promptId, startedAt, {
          phase: "ended",
          run,
          text: run.attempt.text,
          cancelling: false,
          error: null,
        });
        void loadRecent(promptId);
        return;
      } catch (error) {
        if (signal.aborted) return;
        const data = errorDataOf(error);
        losses += 1;
        if (!data.retryable || losses > maxLosses) {
          follows.delete(promptId);
          changeCurrent(promptId, startedAt, { phase: "lost", error: data });
          return;
        }
        await waitFor(lossWaitMs * losses, signal);
      }
    }
  }

  /** Following again starts from the first character, so the text is made anew each time. */
  async function readToEnd(
    promptId: PromptId,
    runId: RunId,
    startedAt: number,
    signal: AbortSignal,
  ): Promise<Run> {
    let text = "";
    let retries: CurrentRun["retries"] = [];
    const showing = paced(drawEveryMs, () => {
      if (!signal.aborted) changeCurrent(promptId, startedAt, { text, retries });
    });
    const stream = client.stream("runs.follow", { runId }, signal);
    try {
      for (;;) {
        const step = await stream.next();
        if (step.done) return step.value;
        if (signal.aborted) continue;
        if (step.value.kind === "text") text += step.value.delta;
        else {
          text = "";
          const { kind: _retry, ...retry } = step.value;
          retries = [...retries, retry];
        }
        showing.request();
      }
    } finally {
      showing.finish();
    }
  }

  /** The prompt is on the screen: finds the run that is under way, if any, and the list. Answers the way to leave. */
  function attach(promptId: PromptId): () => void {
    attached.set(promptId, (attached.get(promptId) ?? 0) + 1);
    if (attached.get(promptId) === 1) void findRunning(promptId);
    return () => {
      const left = (attached.get(promptId) ?? 1) - 1;
      if (left > 0) {
        attached.set(promptId, left);
        return;
      }
      attached.delete(promptId);
      stopFollowing(promptId);
    };
  }

  async function findRunning(promptId: PromptId): Promise<void> {
    const listing = loadRecent(promptId);
    const { current } = runsOf(promptId);
    if (current?.phase === "starting") return;
    if (current?.runId != null && (current.phase === "running" || current.phase === "lost")) {
      changeCurrent(promptId, current.startedAt, { phase: "running", error: null });
      void follow(promptId, current.runId, current.startedAt);
      return;
    }
    try {
      const { runs } = await client.call("runs.list", { promptId, state: "running", limit: 1 });
      const running = runs[0];
      // Something was started meanwhile: that one is of more interest.
      if (runsOf(promptId).current !== current) return;
      if (running === undefined) {
        await listing;
        if (current === null) await findLast(promptId);
        return;
      }
      const { runId, model } = running;
      const startedAt = Date.parse(running.createdAt);
      const found = { text: "", retries: [], cancelling: false, run: null, error: null };
      change(promptId, { current: { ...found, phase: "running", runId, model, startedAt } });
      void follow(promptId, runId, startedAt);
    } catch {
      // The list says what is wrong and offers to try again.
    }
  }

  /** A prompt that is opened again shows the reply it had. */
  async function findLast(promptId: PromptId): Promise<void> {
    const last = runsOf(promptId).recent.runs[0];
    if (last === undefined || last.state === "running") return;
    const run = await client.call("runs.read", { runId: last.runId });
    if (runsOf(promptId).current !== null) return;
    change(promptId, {
      current: {
        phase: "ended",
        runId: run.runId,
        model: run.model,
        text: run.attempt.text,
        startedAt: Date.parse(run.createdAt),
        retries: [],
        cancelling: false,
        run,
        error: null,
      },
    });
  }

  async function loadRecent(promptId: PromptId): Promise<void> {
    const mine = (listings.get(promptId) ?? 0) + 1;
    listings.set(promptId, mine);
    try {
      const page = await client.call("runs.list", { promptId, limit: pageSize });
      if (listings.get(promptId) !== mine) return;
      change(promptId, { recent: joinFirstPage(runsOf(promptId).recent, page) });
    } catch (error) {
      if (listings.get(promptId) !== mine) return;
      change(promptId, {
        recent: { ...runsOf(promptId).recent, state: "failed", error: errorDataOf(error) },
      });
    }
  }

  async function loadOlder(promptId: PromptId): Promise<void> {
    const { recent } = runsOf(promptId);
    if (recent.next === null || recent.state === "loading-older") return;
    change(promptId, { recent: { ...recent, state: "loading-older" } });
    try {
      const page = await client.call("runs.list", { promptId, limit: pageSize, before: recent.next });
      const now = runsOf(promptId).recent;
      const known = new Set(now.runs.map((run) => run.runId));
      const older = page.runs.filter((run) => !known.has(run.runId));
      const runs = [...now.runs, ...older];
      change(promptId, { recent: { runs, next: page.next, state: "ready", error: null } });
    } catch (error) {
      const now = runsOf(promptId).recent;
      change(promptId, { recent: { ...now, state: "failed", error: errorDataOf(error) } });
    }
  }

  /** Shows a run of the list in place of the current one; null goes back to it. */
  async function show(promptId: PromptId, runId: RunId | null): Promise<void> {
    if (runId === null || runId === runsOf(promptId).current?.runId) {
      change(promptId, { shown: null });
      return;
    }
    change(promptId, { shown: { runId, run: null, error: null } });
    const isStillWanted = () => runsOf(promptId).shown?.runId === runId;
    try {
      const run = await client.call("runs.read", { runId });
      if (isStillWanted()) change(promptId, { shown: { runId, run, error: null } });
    } catch (error) {
      if (isStillWanted()) change(promptId, { shown: { runId, run: null, error: errorDataOf(error) } });
    }
  }

  /** Something happened to the runs of a prompt, or (null) of any. */
  function meetChange(promptId: PromptId | null): void {
    for (const shown of promptId === null ? [...attached.keys()] : [promptId]) {
      if (!attached.has(shown)) continue;
      // A run that was asked for just before a reload starts after it; an empty panel takes it in.
      void (runsOf(shown).current === null ? findRunning(shown) : loadRecent(shown));
    }
  }

  return {
    useRuns,
    runsOf,
    start,
    cancel,
    attach,
    /** Looks for the run that is under way, after the connection to it was lost. */
    followAgain: findRunning,
    loadRecent,
    loadOlder,
    show,
    meetChange,
  };
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}

function errorDataOf(error: unknown): ErrorData {
  if (error instanceof LatheError) return error.toData();
  const message = error instanceof Error ? error.message : String(error);
  return { code: "host.unexpected", message, retryable: true };
}
