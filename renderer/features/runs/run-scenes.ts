import type { Client } from "#shared/contract/client.ts";
import { cancelled, type LatheError } from "#shared/contract/errors.ts";
import type { CallName, Chunk, Input } from "#shared/contract/operations.ts";
import { emptyContent } from "#shared/model/content.ts";
import { attemptId, promptId, runId } from "#shared/model/ids.ts";
import type { Run, RunState, RunSummary } from "#shared/model/run.ts";
import type { RunStart } from "./create-runs.ts";

interface PendingCall<K extends CallName> {
  operation: string;
  input: Input<K>;
  answer(output: unknown): Promise<void>;
  fail(error: LatheError): Promise<void>;
}

type Step = { chunk: Chunk<"runs.follow"> } | { done: Run } | { error: LatheError };

/** One `runs.follow` as the test feeds it. */
class Follow {
  readonly runId: string;
  readonly signal: AbortSignal | undefined;
  private steps: Step[] = [];
  private wake: () => void = () => {};

  constructor(id: string, signal?: AbortSignal) {
    this.runId = id;
    this.signal = signal;
    signal?.addEventListener("abort", () => this.wake());
  }

  async give(...steps: Step[]): Promise<void> {
    this.steps.push(...steps);
    this.wake();
    await settle();
  }

  async *read(): AsyncGenerator<Chunk<"runs.follow">, Run> {
    for (;;) {
      if (this.signal?.aborted) throw cancelled();
      const step = this.steps.shift();
      if (step === undefined) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      } else if ("chunk" in step) yield step.chunk;
      else if ("done" in step) return step.done;
      else throw step.error;
    }
  }
}

/** A host whose answers and streams a test gives one by one. Lists of runs are empty unless `lists` says otherwise. */
export function createScriptedHost() {
  const pending: PendingCall<CallName>[] = [];
  const follows: Follow[] = [];
  const lists: { running: RunSummary[]; recent: RunSummary[] } = { running: [], recent: [] };
  const client: Client<AbortSignal> = {
    call: (operation, input) => {
      if (operation === "runs.list" && (input as Input<"runs.list">).before === undefined) {
        const isRunning = (input as Input<"runs.list">).state === "running";
        return Promise.resolve({ runs: isRunning ? lists.running : lists.recent, next: null } as never);
      }
      return new Promise((resolve, reject) => {
        pending.push({
          operation,
          input,
          answer: async (output) => {
            resolve(output as never);
            await settle();
          },
          fail: async (error) => {
            reject(error);
            await settle();
          },
        });
      });
    },
    stream: (_operation, input, signal) => {
      const follow = new Follow((input as Input<"runs.follow">).runId, signal);
      follows.push(follow);
      return follow.read() as never;
    },
  };
  return {
    client,
    pending,
    follows,
    lists,
    next<K extends CallName>(operation: K): PendingCall<K> {
      const call = pending.shift();
      if (call?.operation !== operation) {
        throw new Error(`expected a call of ${operation}, there is ${call?.operation ?? "none"}`);
      }
      return call as PendingCall<K>;
    },
  };
}

/** Lets everything that waits for an answer go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

export const prompt = promptId.parse("prm_aaaa");
export const firstRun = runId.parse("run_0001");
export const secondRun = runId.parse("run_0002");
const at = "2026-11-24T10:00:00.000Z";

export const startInput: RunStart = {
  promptId: prompt,
  source: { kind: "content", content: emptyContent() },
  values: {},
  model: "simulator/default",
};

export const text = (delta: string): Step => ({ chunk: { kind: "text", delta } });
export const retry = (reason: string): Step => ({ chunk: { kind: "retry", reason, waitMs: 1_000 } });

export function endedRun(state: RunState, reply: string, id = firstRun): Run {
  return {
    runId: id,
    promptId: prompt,
    promptName: "Greeting",
    versionId: null,
    version: null,
    contentHash: "",
    model: "simulator/default",
    settings: {},
    simulated: true,
    mode: "live",
    values: {},
    state,
    createdAt: at,
    attempt: {
      attemptId: attemptId.parse("att_aaaa"),
      runId: id,
      state,
      messages: [],
      requestHash: "",
      text: reply,
      partial: reply !== "" && state !== "done",
      toolCalls: [],
      finishReason: "stop",
      usage: null,
      costUsd: null,
      latencyMs: 10,
      firstTokenMs: 5,
      recorded: false,
      retries: [],
      error: null,
      startedAt: at,
      endedAt: at,
    },
  };
}

export const listed = (id: string, state: RunState = "done"): RunSummary => ({
  runId: runId.parse(id),
  promptId: prompt,
  promptName: "Greeting",
  version: null,
  model: "simulator/default",
  simulated: true,
  state,
  excerpt: "",
  partial: false,
  usage: null,
  costUsd: null,
  latencyMs: null,
  recorded: false,
  createdAt: at,
});
