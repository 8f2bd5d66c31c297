import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import { attemptId, type RunId, runId } from "#shared/model/ids.ts";
import type { Run, RunSummary } from "#shared/model/run.ts";
import type { Ports } from "../ports.ts";
import { formatPrompt, type PromptContext, promptOf, readVersion } from "../prompts/index.ts";
import type { ModelCaller, ModelRequest } from "../providers/index.ts";
import { readSettings } from "../settings/index.ts";
import { keepContent } from "../store/content-store.ts";
import type { Database } from "../store/database.ts";
import { executeRun, shutDown } from "./execute-run.ts";
import { createLiveRun, type LiveRun, retryChunk } from "./live-run.ts";
import { endRun, findRun, insertRun, isPartial, listRunning, listRuns } from "./run-store.ts";

export interface RunContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  models: ModelCaller;
  /** The runs that this process is making now. */
  live: Map<RunId, { run: LiveRun; done: Promise<void> }>;
}

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
  if (version !== null && version.promptId !== prompt.promptId) {
    throw new LatheError({
      code: "prompts.version-not-found",
      message: `“${prompt.name}” has no such version; it belongs to another prompt.`,
    });
  }
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
  const done = executeRun(context, run, request, input.mode).finally(() => {
    run.end();
    context.live.delete(id);
  });
  context.live.set(id, { run, done });
  return { runId: id };
}

export async function* followRun(
  context: RunContext,
  id: RunId,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"runs.follow">, Run> {
  const live = context.live.get(id);
  if (live !== undefined) {
    yield* live.run.follow(signal);
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
  let seenRetries = 0;
  for (;;) {
    const run = readRun(context, id);
    for (const retry of run.attempt.retries.slice(seenRetries)) {
      yield retryChunk(retry);
      shown = "";
    }
    seenRetries = run.attempt.retries.length;
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
  closeInterruptedRuns(context);
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
  const unstored = context.live.get(id)?.run.unstored ?? null;
  if (unstored === null) return run;
  // Its answer is here but not on the disk: shown whole, and not as done.
  const { end, error } = unstored;
  const { at: endedAt, ...answered } = end;
  return {
    ...run,
    state: "failed",
    attempt: { ...run.attempt, ...answered, state: "failed", partial: isPartial(end), error, endedAt },
  };
}

export function listRunPage(context: RunContext, input: ParsedInput<"runs.list">): Output<"runs.list"> {
  const rows = listRuns(context.db, input, input.before, input.limit + 1);
  const page = rows.slice(0, input.limit);
  return {
    runs: page.map(({ summary }) => shownInList(context, summary)),
    next: rows.length > input.limit ? (page.at(-1)?.sequence ?? null) : null,
  };
}

/** As `readRun` shows it: a run whose end is not on the disk yet is not running any more. */
function shownInList({ live }: RunContext, summary: RunSummary): RunSummary {
  const end = live.get(summary.runId)?.run.unstored?.end;
  if (end === undefined) return summary;
  const { usage, costUsd, latencyMs, recorded } = end;
  return { ...summary, state: "failed", partial: isPartial(end), usage, costUsd, latencyMs, recorded };
}

/**
 * A run whose process is gone was cut off by a crash, and keeps what had streamed in. `atStart`: this process has no
 * runs yet, so one under its own number is of an earlier process.
 */
export function closeInterruptedRuns(context: RunContext, { atStart = false } = {}): void {
  const { db, ports } = context;
  for (const run of listRunning(db)) {
    const isOwn = run.ownerPid === ports.pid;
    if (isOwn ? !atStart : ports.isProcessAlive(run.ownerPid, Date.parse(run.createdAt))) continue;
    const isClosed = endRun(db, run.runId, {
      state: "interrupted",
      text: run.text,
      toolCalls: [],
      finishReason: null,
      usage: null,
      // The simulator is free and a replay calls nobody; what another provider charged nobody knows.
      costUsd: run.simulated || run.mode === "replay" ? 0 : null,
      latencyMs: null,
      firstTokenMs: null,
      recorded: false,
      retries: run.retries,
      error: null,
      at: new Date(ports.clock.now()).toISOString(),
    });
    if (isClosed) {
      context.publish({ type: "run.ended", runId: run.runId, promptId: run.promptId, state: "interrupted" });
    }
  }
}

/** Before the database is closed: stop every run, those too that start meanwhile, until each has stored what it has. */
export async function stopAllRuns(context: RunContext): Promise<void> {
  while (context.live.size > 0) {
    const running = [...context.live.values()];
    for (const { run } of running) {
      run.controller.abort(shutDown);
      run.closing.abort();
    }
    await Promise.all(running.map(({ done }) => done));
  }
}
