import { createEventBus, type EventBus } from "#core/event-bus.ts";
import { createRouter, type Handlers, type Router } from "#core/router.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import { settings } from "#shared/model/settings.ts";

/** Every kind of text that a wire can break: planes, joiners, marks, line separators, a NUL and half a character. */
export const everyKindOfText =
  'Aé中文🙂👩‍👩‍👧‍👦e\u0301\u202eabc\u202c\u2028\u2029\r\n\t\u0000\u0007"\\\ud83d half \udc00 \ufeff\uffff {"kind":"done"}';

export interface ScriptedWorkbench extends Router {
  bus: EventBus;
  /** What handlers did, in order: `remove prm_…`, `follow run_…`, `left run_…`. */
  readonly journal: readonly string[];
  /** Resolves as soon as the journal has this line. */
  until(line: string): Promise<void>;
}

/** The real router and event bus over small handlers that do what the run's or prompt's name says. */
export function createScriptedWorkbench(): ScriptedWorkbench {
  const journal: string[] = [];
  const readers = new Set<() => void>();
  const bus = createEventBus();
  const note = (line: string) => {
    journal.push(line);
    for (const look of readers) look();
  };

  const handlers: Partial<Handlers> = {
    "host.watch": async function* ({ after }, { signal }) {
      note("watch");
      try {
        return yield* bus.watch(after, signal);
      } finally {
        note("left watch");
      }
    },
    "settings.read": () => settings.parse({}),
    // `total` shows which default the handler was given.
    "prompts.list": ({ limit }) => ({ prompts: [], next: null, total: limit }),
    "prompts.remove": ({ promptId }) => {
      note(`remove ${promptId}`);
      return null;
    },
    "prompts.restore": () => {
      throw new LatheError({
        code: "prompts.name-taken",
        message: "There is another prompt named “概要”.",
        details: { name: "概要" },
      });
    },
    "prompts.find": () => {
      throw new TypeError("secret internals at /home/ada");
    },
    "prompts.format": ({ values }) => ({ messages: [{ role: "human", content: JSON.stringify(values) }] }),
    "runs.cancel": async ({ runId }, { signal }) => {
      note(`cancel ${runId}`);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      note(`left ${runId}`);
      return null;
    },
    "runs.follow": async function* ({ runId }, { signal }) {
      note(`follow ${runId}`);
      try {
        for (let count = 0; count < (lengths[runId] ?? 0); count += 1) {
          yield {
            kind: "text",
            delta: runId === unicodeRun ? everyKindOfText : `${runId} ${count} ${padding}`,
          };
        }
        if (runId.startsWith("run_wait")) {
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
        }
        return exampleRun(runId);
      } finally {
        note(`left ${runId}`);
      }
    },
  };

  const router = createRouter(handlers as Handlers, { log: () => {}, checkOutputs: true });
  return {
    ...router,
    bus,
    journal,
    until: (line) =>
      new Promise((resolve) => {
        const look = () => {
          if (!journal.includes(line)) return;
          readers.delete(look);
          resolve();
        };
        readers.add(look);
        look();
      }),
  };
}

export const unicodeRun = "run_unicode";
const padding = "…".repeat(300);
/** Chunks per run. */
const lengths: Record<string, number> = {
  [unicodeRun]: 1,
  run_three: 3,
  run_long: 2_000,
  run_endless: Number.POSITIVE_INFINITY,
  run_wait1: 1,
  run_wait2: 2,
};

const exampleRun = (id: string): Output<"runs.follow"> => {
  const at = "2026-11-24T12:00:00.000Z";
  return {
    runId: id,
    promptId: "prm_example",
    promptName: "Example",
    versionId: null,
    version: null,
    contentHash: "0".repeat(64),
    model: "simulator/default",
    settings: {},
    simulated: true,
    mode: "live",
    values: {},
    state: "done",
    createdAt: at,
    attempt: {
      attemptId: "att_example",
      runId: id,
      state: "done",
      messages: [],
      requestHash: "0".repeat(64),
      text: "",
      toolCalls: [],
      finishReason: "stop",
      usage: null,
      costUsd: null,
      latencyMs: 1,
      firstTokenMs: 1,
      recorded: false,
      retries: [],
      error: null,
      startedAt: at,
      endedAt: at,
    },
  } as unknown as Output<"runs.follow">;
};
