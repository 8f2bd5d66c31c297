import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { RunMode } from "#shared/model/run.ts";
import type { ModelRequest } from "../providers/index.ts";
import type { LiveRun } from "./live-run.ts";
import { endRun, keepPartialText, type RunEnd } from "./run-store.ts";
import type { RunContext } from "./runs.ts";

/** Progress is told at most ten times a second, partial text kept at most four. */
const progressEveryMs = 100;
const keepEveryMs = 250;
const charactersPerMs = 2_000;

/** Why a run was stopped, where it was not the user. */
export const shutDown = Symbol("shut down");

/** Makes the call and stores how it ended. Never throws: nobody waits for a run that could hear it. */
export async function executeRun(
  context: RunContext,
  run: LiveRun,
  request: ModelRequest,
  mode: RunMode,
): Promise<void> {
  const end = await callModel(context, run, request, mode);
  const at = new Date(context.ports.clock.now()).toISOString();
  await storeEnd(context, run, { ...end, retries: run.retries, at });
}

async function callModel(
  context: RunContext,
  run: LiveRun,
  request: ModelRequest,
  mode: RunMode,
): Promise<Omit<RunEnd, "retries" | "at">> {
  const { clock, log } = context.ports;
  const started = clock.monotonic();
  let firstTextMs: number | null = null;
  let isCostKnown = true;
  const progress = createProgress(context, run);
  try {
    const { reply, ...answer } = await context.models.call(request, mode, {
      signal: run.controller.signal,
      onText(delta) {
        run.append(delta);
        firstTextMs ??= clock.monotonic() - started;
        progress();
      },
      onRetry: (retry) => run.restart(retry),
      onUnknownCost() {
        isCostKnown = false;
      },
    });
    return { state: "done", ...reply, ...answer, error: null };
  } catch (error) {
    const data = errorOf(error);
    const isStopped = run.controller.signal.aborted;
    if (!isStopped && data.code === "host.internal")
      log("error", `run ${run.runId}: ${error instanceof Error ? error.stack : error}`);
    return {
      state: isStopped ? stoppedState(run) : "failed",
      text: run.text,
      toolCalls: [],
      finishReason: null,
      usage: null,
      costUsd: isCostKnown ? 0 : null,
      latencyMs: clock.monotonic() - started,
      firstTokenMs: firstTextMs,
      recorded: false,
      error: isStopped ? null : data,
    };
  }
}

/** To be called with each piece of text. A fault of the store is no reason to throw away an answer that is being paid for. */
function createProgress({ db, ports, publish }: RunContext, run: LiveRun): () => void {
  const { clock, log } = ports;
  let lastTold = clock.monotonic();
  let lastKept = lastTold;
  let hasComplained = false;
  return () => {
    const now = clock.monotonic();
    // A long text is written whole each time, so it is written less often.
    if (now - lastKept >= keepEveryMs + run.text.length / charactersPerMs) {
      try {
        keepPartialText(db, run.runId, run.text, run.retries);
      } catch (error) {
        if (!hasComplained)
          log("error", `the partial text of run ${run.runId} could not be stored: ${error}`);
        hasComplained = true;
      }
      // From the end of the attempt on: one that waited for a busy file must not be followed by the next at once.
      lastKept = clock.monotonic();
    }
    if (now - lastTold >= progressEveryMs) {
      lastTold = now;
      publish({
        type: "run.progress",
        runId: run.runId,
        promptId: run.promptId,
        outputCharacters: run.text.length,
      });
    }
  };
}

const firstWaitMs = 500;
const longestWaitMs = 10_000;

/**
 * Stores the end of a run, and where the disk is full or the file busy, tries again until it works or the workbench
 * closes. Meanwhile the answer is kept in memory, and those who wait for it are told that it is not stored.
 */
async function storeEnd(context: RunContext, run: LiveRun, end: RunEnd): Promise<void> {
  const { clock, log } = context.ports;
  const tell = (state: RunEnd["state"]) =>
    context.publish({ type: "run.ended", runId: run.runId, promptId: run.promptId, state });
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      endRun(context.db, run.runId, end);
      run.unstored = null;
      tell(end.state);
      return;
    } catch (error) {
      if (run.unstored === null) {
        log("error", `run ${run.runId} ended but could not be stored: ${error}`);
        run.unstored = { end, error: errorOf(error) };
        run.end();
        tell("failed");
      }
      await clock.sleep(waitMs, run.closing.signal).catch(() => {});
      if (run.closing.signal.aborted) return;
    }
  }
}

const stoppedState = (run: LiveRun): "cancelled" | "interrupted" =>
  run.controller.signal.reason === shutDown ? "interrupted" : "cancelled";

function errorOf(error: unknown): ErrorData {
  if (error instanceof LatheError) return error.toData();
  return {
    code: "host.internal",
    message: "Lathe made a mistake of its own while running this prompt. The log has the details.",
    retryable: true,
  };
}
