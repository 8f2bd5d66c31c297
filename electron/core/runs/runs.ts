import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import { attemptId, type RunId, runId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ports } from "../ports.ts";
import { formatPrompt, type PromptContext, promptOf, readVersion } from "../prompts/index.ts";
import type { ModelCaller, ModelRequest } from "../providers/index.ts";
import { readSettings } from "../settings/index.ts";
import { keepContent } from "../store/content-store.ts";
import type { Database } from "../store/database.ts";
import { createLiveRun, type LiveRun } from "./live-run.ts";
import {
  endRun,
  findRun,
  insertRun,
  keepPartialText,
  listRunning,
  listRuns,
  type RunEnd,
} from "./run-store.ts";

export interface RunContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  models: ModelCaller;
  /** The runs that this process is making now. */
  live: Map<RunId, { run: LiveRun; done: Promise<void> }>;
}

/** Progress is told at most ten times a second, partial text kept at most four. */
const progressEveryMs = 100;
const keepEveryMs = 250;
/** How often a run of another process is looked at. */
const pollMs = 200;

/** Formats the prompt, stores the run, and lets it go on by itself. A prompt that cannot be formatted starts no run. */
export async function startRun(
  context: RunContext,
  input: ParsedInput<"runs.start">,
): Promise<Output<"runs.start">> {
  const { db, ports } = context;
  const prompt = promptOf(context.prompts, input.promptId);
  const version =
    input.source.kind === "version" ? readVersion(context.prompts, input.source.versionId) : null;
  const content =
    input.source.kind === "version" ? (version as { content: PromptContent }).content : input.source.content;
  const model = input.model ?? content.model.model ?? readSettings(db).defaultModel;
  const { model: _own, ...settings } = content.model;
  const request: ModelRequest = {
    model,
    messages: await formatPrompt(content, input.values),
    settings,
    tools: content.tools,
    outputSchema: content.outputSchema,
    repeatIndex: 0,
  };
  const id = runId.parse(ports.ids.next("run"));
  const at = new Date(ports.clock.now()).toISOString();
  const simulated = context.models.isSimulated(model);
  db.transaction(() =>
    insertRun(db, {
      runId: id,
      attemptId: attemptId.parse(ports.ids.next("att")),
      promptId: prompt.promptId,
      promptName: prompt.name,
      versionId: version?.versionId ?? null,
      version: version?.version ?? null,
      contentHash: keepContent(db, content),
      model,
      settings,
      values: input.values,
      simulated,
      mode: input.mode,
      messages: request.messages,
      requestHash: context.models.hashOf(request),
      ownerPid: ports.pid,
      at,
    }),
  );
  const run = createLiveRun(id, prompt.promptId);
  context.publish({ type: "run.started", runId: id, promptId: prompt.promptId });
  const done = execute(context, run, request, input.mode).finally(() => {
    run.end();
    context.live.delete(id);
  });
  context.live.set(id, { run, done });
  return { runId: id };
}

async function execute(
  context: RunContext,
  run: LiveRun,
  request: ModelRequest,
  mode: ParsedInput<"runs.start">["mode"],
): Promise<void> {
  const { clock, log } = context.ports;
  const started = clock.monotonic();
  let firstTextMs: number | null = null;
  let lastProgress = started;
  let lastKept = started;
  const ended = (end: Omit<RunEnd, "retries" | "at">) => {
    const stored = { ...end, retries: run.retries, at: new Date(clock.now()).toISOString() };
    endRun(context.db, run.runId, stored);
    context.publish({ type: "run.ended", runId: run.runId, promptId: run.promptId, state: end.state });
  };

  try {
    const answer = await context.models.call(request, mode, {
      signal: run.controller.signal,
      onText(delta) {
        run.append(delta);
        const now = clock.monotonic();
        firstTextMs ??= now - started;
        if (now - lastKept >= keepEveryMs) {
          lastKept = now;
          keepPartialText(context.db, run.runId, run.text, run.retries);
        }
        if (now - lastProgress >= progressEveryMs) {
          lastProgress = now;
          context.publish({
            type: "run.progress",
            runId: run.runId,
            promptId: run.promptId,
            outputCharacters: run.text.length,
          });
        }
      },
      onRetry: (retry) => run.restart(retry),
    });
    ended({ state: "done", ...answer.reply, ...answer, error: null });
  } catch (error) {
    const data = errorOf(error);
    const stopped = run.controller.signal.aborted;
    if (!stopped && data.code === "host.internal")
      log("error", `run ${run.runId}: ${error instanceof Error ? error.stack : error}`);
    try {
      ended({
        state: stopped ? stoppedState(run) : "failed",
        text: run.text,
        toolCalls: [],
        finishReason: null,
        usage: null,
        // A provider that answered nothing charged nothing; one that was cut off may have.
        costUsd: run.text === "" && data.code !== "providers.timeout" && !stopped ? 0 : null,
        latencyMs: clock.monotonic() - started,
        firstTokenMs: firstTextMs,
        recorded: false,
        error: stopped ? null : data,
      });
    } catch (storeFault) {
      log("error", `run ${run.runId} ended but could not be stored: ${storeFault}`);
    }
  }
}

const shutDown = Symbol("shut down");
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

export async function* followRun(
  context: RunContext,
  id: RunId,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"runs.follow">, Run> {
  const live = context.live.get(id);
  if (live !== undefined) {
    yield* live.run.follow(signal);
    if (!signal.aborted) await live.done;
  } else {
    yield* followElsewhere(context, id, signal);
  }
  return readRun(context, id);
}

/** A run of another process, or one that has ended: what the store has. */
async function* followElsewhere(
  context: RunContext,
  id: RunId,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"runs.follow">, void> {
  let shown = "";
  for (;;) {
    const run = readRun(context, id);
    if (!run.attempt.text.startsWith(shown)) {
      const retry = run.attempt.retries.at(-1);
      yield { kind: "retry", reason: retry?.reason ?? "", waitMs: retry?.waitMs ?? 0 };
      shown = "";
    }
    if (run.attempt.text.length > shown.length)
      yield { kind: "text", delta: run.attempt.text.slice(shown.length) };
    shown = run.attempt.text;
    if (run.state !== "running") return;
    await context.ports.clock.sleep(pollMs, signal);
  }
}

/** Answers at once; the run's end is told by its event. A run of another process is cancelled there. */
export function cancelRun(context: RunContext, id: RunId): void {
  const live = context.live.get(id);
  if (live !== undefined) {
    live.run.controller.abort();
    return;
  }
  if (readRun(context, id).state !== "running") return;
  throw new LatheError({
    code: "runs.not-here",
    message: "This run was started by another window or terminal; cancel it there.",
  });
}

export function readRun(context: RunContext, id: RunId): Run {
  const run = findRun(context.db, id);
  if (run === undefined)
    throw new LatheError({ code: "runs.not-found", message: "This run is not in the workspace." });
  return run;
}

export function listRunPage(context: RunContext, input: ParsedInput<"runs.list">): Output<"runs.list"> {
  const rows = listRuns(context.db, input, input.before, input.limit + 1);
  const page = rows.slice(0, input.limit);
  return {
    runs: page.map((row) => row.summary),
    next: rows.length > input.limit ? (page.at(-1)?.sequence ?? null) : null,
  };
}

/** At the start: a run whose process is gone was cut off by a crash, and keeps what had streamed in. */
export function closeInterruptedRuns(context: RunContext): void {
  const { db, ports } = context;
  for (const run of listRunning(db)) {
    if (run.ownerPid !== ports.pid && ports.isProcessAlive(run.ownerPid)) continue;
    endRun(db, run.runId, {
      state: "interrupted",
      text: run.text,
      toolCalls: [],
      finishReason: null,
      usage: null,
      costUsd: null,
      latencyMs: null,
      firstTokenMs: null,
      recorded: false,
      retries: run.retries,
      error: null,
      at: new Date(ports.clock.now()).toISOString(),
    });
  }
}

/** Before the database is closed: stop every run and wait until each has stored what it has. */
export async function stopAllRuns(context: RunContext): Promise<void> {
  const running = [...context.live.values()];
  for (const { run } of running) run.controller.abort(shutDown);
  await Promise.all(running.map(({ done }) => done));
}
