import { beforeEach, describe, expect, it } from "vitest";
import { createClient } from "#shared/contract/client.ts";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { createPrompt, saveVersion } from "../prompts/index.ts";
import type { ModelCaller, ModelCallHooks, ModelRequest } from "../providers/index.ts";
import { createRouter, type Handlers } from "../router.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { closeInterruptedRuns, type RunContext, runHandlers, stopAllRuns } from "./index.ts";

const content: PromptContent = promptContent.parse({
  messages: [{ role: "human", template: "Say {word}" }],
  variables: [{ name: "word" }],
  model: { temperature: 0.5, model: "fake/from-prompt" },
});

type Script = (request: ModelRequest, hooks: ModelCallHooks) => Promise<string>;

let db: Database;
let events: LatheEvent[];
let context: RunContext;
let lathe: ReturnType<typeof createClient<AbortSignal>>;
let promptId: PromptId;
let script: Script;
let requests: ModelRequest[];

beforeEach(() => {
  db = openTestDatabase();
  events = [];
  requests = [];
  const ports = createTestPorts();
  const publish = (event: LatheEvent) => void events.push(event);
  const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
  const models: ModelCaller = {
    hashOf: (request) => JSON.stringify(request),
    isSimulated: () => false,
    async call(request, _mode, hooks) {
      requests.push(request);
      const text = await script(request, hooks);
      const usage = { inputTokens: 3, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 0 };
      return {
        reply: { text, toolCalls: [], finishReason: "stop", usage },
        costUsd: 0.002,
        latencyMs: 120,
        firstTokenMs: 40,
        recorded: false,
      };
    },
  };
  context = { db, ports, publish, prompts, models, live: new Map() };
  const router = createRouter(runHandlers(context) as Handlers, {
    log: (_level, message) => expect.fail(message),
    checkOutputs: true,
  });
  lathe = createClient<AbortSignal>(router.open);
  ({ promptId } = createPrompt(prompts, { name: "p", description: "", folder: "", tags: [], content }));
});

const start = (more: object = {}) =>
  lathe.call("runs.start", {
    promptId,
    source: { kind: "content", content },
    values: { word: "hello" },
    ...more,
  });

async function follow(id: Awaited<ReturnType<typeof start>>["runId"]) {
  const chunks = [];
  const frames = lathe.stream("runs.follow", { runId: id });
  for (;;) {
    const step = await frames.next();
    if (step.done) return { chunks, run: step.value };
    chunks.push(step.value);
  }
}

/** Streams until the signal aborts, then fails as a cancelled call does. */
const endless: Script = (_request, hooks) =>
  new Promise((_resolve, reject) => {
    hooks.onText("partial ");
    hooks.signal.addEventListener("abort", () => {
      hooks.onUnknownCost();
      reject(cancelled());
    });
  });

/** Not one page more: what SQLite says then is what it says of a full disk. */
function fillDisk() {
  const pages = db.raw.pragma("page_count", { simple: true });
  db.raw.pragma(`max_page_count = ${pages}`);
  return () => void db.raw.pragma("max_page_count = 1000000");
}
const long = "x".repeat(100_000);

describe("a run", () => {
  it("sends the formatted prompt with the prompt's own settings and stores the whole answer", async () => {
    script = async (_request, hooks) => {
      for (const piece of ["Good ", "day"]) hooks.onText(piece);
      return "Good day";
    };
    const { run } = await follow((await start()).runId);
    expect(requests[0]).toMatchObject({
      model: "fake/from-prompt",
      messages: [{ role: "human", content: "Say hello" }],
      settings: { temperature: 0.5 },
    });
    expect(run).toMatchObject({
      state: "done",
      attempt: { text: "Good day", costUsd: 0.002, finishReason: "stop" },
    });
    expect(events.map((event) => event.type)).toEqual(["prompt.changed", "run.started", "run.ended"]);
  });

  it("lets the run's own model win over the prompt's, and the prompt's over the default of Settings", async () => {
    script = async () => "x";
    await follow((await start({ model: "fake/chosen" })).runId);
    const { model: _none, ...bare } = content.model;
    const source = { kind: "content", content: { ...content, model: bare } };
    await follow((await start({ source })).runId);
    expect(requests.map((request) => request.model)).toEqual(["fake/chosen", "simulator/default"]);
  });

  it("does not start when a value is missing, so that nobody pays for a half-filled prompt", async () => {
    script = async () => "x";
    await expect(start({ values: {} })).rejects.toMatchObject({ code: "prompts.value-missing" });
    expect((await lathe.call("runs.list", {})).runs).toEqual([]);
  });

  it("goes on when its follower leaves, and gives a later one everything from the first character", async () => {
    let finish = () => {};
    script = async (_request, hooks) => {
      hooks.onText("first ");
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      hooks.onText("second");
      return "first second";
    };
    const { runId } = await start();
    for await (const chunk of lathe.stream("runs.follow", { runId })) {
      expect(chunk).toEqual({ kind: "text", delta: "first " });
      break;
    }
    const again = follow(runId);
    finish();
    const { chunks, run } = await again;
    expect(chunks.map((chunk) => (chunk.kind === "text" ? chunk.delta : ""))).toEqual(["first ", "second"]);
    expect(run.state).toBe("done");
  });

  it("R-38 keeps the partial text of a cancelled run, marks it, and claims no cost it does not know", async () => {
    script = endless;
    const { runId } = await start();
    await lathe.call("runs.cancel", { runId });
    const { run } = await follow(runId);
    expect(run).toMatchObject({
      state: "cancelled",
      attempt: { text: "partial ", partial: true, costUsd: null, error: null },
    });
    expect((await lathe.call("runs.list", {})).runs).toMatchObject([{ excerpt: "partial ", partial: true }]);
  });

  it("is no error to cancel twice, or after the end", async () => {
    script = async () => "x";
    const { runId } = await start();
    await follow(runId);
    await lathe.call("runs.cancel", { runId });
    expect((await lathe.call("runs.read", { runId })).state).toBe("done");
  });

  it("ends as failed, never as done, when the provider fails, and keeps the provider's words", async () => {
    script = async () => {
      throw new LatheError({ code: "providers.key-rejected", message: "The key was rejected." });
    };
    const { run } = await follow((await start()).runId);
    expect(run).toMatchObject({
      state: "failed",
      attempt: { error: { code: "providers.key-rejected" }, costUsd: 0 },
    });
  });

  it("tells a follower that a retry voids what was streamed, and stores the retry", async () => {
    script = async (_request, hooks) => {
      hooks.onText("half of a broken");
      await new Promise((resolve) => setImmediate(resolve));
      hooks.onRetry({ reason: "The server answered 500.", waitMs: 10, at: "2026-11-24T12:00:00.000Z" });
      await new Promise((resolve) => setImmediate(resolve));
      hooks.onText("whole");
      return "whole";
    };
    const { chunks, run } = await follow((await start()).runId);
    const afterRetry = chunks.slice(chunks.findIndex((chunk) => chunk.kind === "retry") + 1);
    expect(afterRetry).toEqual([{ kind: "text", delta: "whole" }]);
    expect(run.attempt.retries).toHaveLength(1);
  });

  it("claims that a failed call was free only where no attempt of it may have been charged", async () => {
    script = async (_request, hooks) => {
      hooks.onUnknownCost();
      throw new LatheError({ code: "providers.rate-limited", message: "Slow down." });
    };
    const { run } = await follow((await start()).runId);
    expect(run).toMatchObject({ state: "failed", attempt: { costUsd: null } });
  });

  it("cancelled before anything was sent cost nothing", async () => {
    script = (_request, hooks) =>
      new Promise((_resolve, reject) => hooks.signal.addEventListener("abort", () => reject(cancelled())));
    const { runId } = await start();
    await lathe.call("runs.cancel", { runId });
    expect((await follow(runId)).run).toMatchObject({ state: "cancelled", attempt: { costUsd: 0 } });
  });

  it("is not started with the version of another prompt, under whose name it would be listed", async () => {
    const other = createPrompt(context.prompts, {
      name: "other",
      description: "",
      folder: "",
      tags: [],
      content,
    });
    const { version } = saveVersion(context.prompts, {
      promptId: other.promptId,
      revision: 1,
      message: "",
      bump: "patch",
    });
    const source = { kind: "version", versionId: version.versionId };
    await expect(start({ source })).rejects.toMatchObject({ code: "prompts.version-not-found" });
  });

  it("is immutable once it has ended, by trigger", async () => {
    script = async () => "x";
    await follow((await start()).runId);
    expect(() => db.run("edit", "UPDATE attempts SET text = 'better'")).toThrow(/immutable/);
    expect(() => db.run("edit", "UPDATE runs SET state = 'failed'")).toThrow(/immutable/);
  });
});

describe("a full disk", () => {
  it("under a streaming answer neither ends the run nor the process", async () => {
    let makeRoom = () => {};
    script = async (_request, hooks) => {
      makeRoom = fillDisk();
      for (let piece = 0; piece < 3; piece += 1) {
        await context.ports.clock.sleep(1_000, hooks.signal);
        hooks.onText(long);
      }
      makeRoom();
      return long.repeat(3);
    };
    const { run } = await follow((await start()).runId);
    expect(run.state).toBe("done");
    expect(run.attempt.text).toHaveLength(300_000);
  });

  it("at the end shows the whole answer, as not stored, and stores it as done when there is room again", async () => {
    let makeRoom = () => {};
    script = async () => {
      makeRoom = fillDisk();
      return long;
    };
    const { runId } = await start();
    const { run } = await follow(runId);
    expect(run).toMatchObject({
      state: "failed",
      attempt: { text: long, costUsd: 0.002, error: { code: "store.disk-full" } },
    });
    expect((await lathe.call("runs.list", {})).runs).toMatchObject([{ state: "failed", costUsd: 0.002 }]);
    makeRoom();
    await context.live.get(runId)?.done;
    expect(await lathe.call("runs.read", { runId })).toMatchObject({
      state: "done",
      attempt: { text: long, costUsd: 0.002, error: null },
    });
    expect(events.filter((event) => event.type === "run.ended").map((event) => event.state)).toEqual([
      "failed",
      "done",
    ]);
  });

  it("at the end does not keep the workbench from closing", async () => {
    script = async () => {
      fillDisk();
      return long;
    };
    await follow((await start()).runId);
    await stopAllRuns(context);
    expect(context.live.size).toBe(0);
  });
});

describe("closing and crashing", () => {
  it("stops a run that starts while the others are being stopped", async () => {
    script = (_request, hooks) =>
      new Promise((_resolve, reject) =>
        hooks.signal.addEventListener("abort", () => {
          script = endless;
          start().then(() => reject(cancelled()), reject);
        }),
      );
    await start();
    await stopAllRuns(context);
    expect(context.live.size).toBe(0);
    const { runs } = await lathe.call("runs.list", {});
    expect(runs.map((run) => run.state)).toEqual(["interrupted", "interrupted"]);
  });

  it("does not take a process that began later for the owner of an old run, nor leave its run to be cancelled by nobody", async () => {
    script = endless;
    const { runId } = await start();
    const ended = () => lathe.call("runs.read", { runId }).then((run) => run.state);
    context.live.clear();
    db.run("other owner", "UPDATE runs SET owner_pid = 1");
    const startedAt: number[] = [];
    context.ports.isProcessAlive = (_pid, since) => startedAt.push(since) < 2;
    await expect(lathe.call("runs.cancel", { runId })).rejects.toMatchObject({ code: "runs.not-here" });
    expect(await ended()).toBe("running");
    await lathe.call("runs.cancel", { runId });
    expect(await ended()).toBe("interrupted");
    expect(startedAt[0]).toBe(Date.parse((await lathe.call("runs.read", { runId })).createdAt));
    expect(events.at(-1)).toMatchObject({ type: "run.ended", runId, state: "interrupted" });
  });

  it("knows that a crashed run of the simulator was free, and nothing of another's cost", async () => {
    script = endless;
    const paid = await start();
    context.models.isSimulated = () => true;
    const free = await start();
    context.live.clear();
    closeInterruptedRuns(context, { atStart: true });
    const runs = await Promise.all([paid, free].map((run) => lathe.call("runs.read", run)));
    expect(runs.map((run) => run.attempt.costUsd)).toEqual([null, 0]);
  });

  it("stores what every running run has before the workbench closes", async () => {
    script = endless;
    const { runId } = await start();
    await stopAllRuns(context);
    expect(await lathe.call("runs.read", { runId })).toMatchObject({
      state: "interrupted",
      attempt: { text: "partial " },
    });
  });

  it("marks the runs of a dead process as interrupted and leaves those of a living one alone", async () => {
    script = endless;
    const mine = await start();
    const theirs = await start();
    context.live.clear();
    db.run("other owner", "UPDATE runs SET owner_pid = 1 WHERE id = @id", { id: theirs.runId });
    const ports = { ...context.ports, pid: 7, isProcessAlive: (pid: number) => pid === 1 };
    closeInterruptedRuns({ ...context, ports }, { atStart: true });
    const states = await Promise.all([mine, theirs].map((run) => lathe.call("runs.read", run)));
    expect(states.map((run) => run.state)).toEqual(["interrupted", "running"]);
  });
});

describe("spend", () => {
  it("counts a run of the very second from which it is asked for, however that second is written", async () => {
    script = async () => "x";
    await follow((await start()).runId);
    const counts = ["2026-11-24T12:00:00Z", "2026-11-24T12:00:00.000Z"].map((since) =>
      lathe.call("runs.spend", { since }),
    );
    expect((await Promise.all(counts)).map((spend) => spend.runs)).toEqual([1, 1]);
  });

  it("counts an unknown cost apart and never as zero", async () => {
    script = async () => "x";
    await follow((await start()).runId);
    script = endless;
    const { runId } = await start();
    await lathe.call("runs.cancel", { runId });
    await follow(runId);
    expect(await lathe.call("runs.spend", { since: "2026-11-24T00:00:00.000Z" })).toEqual({
      costUsd: 0.002,
      runs: 2,
      unknownCost: 1,
    });
  });
});
