import { Worker } from "node:worker_threads";
import type { Isolated } from "#shared/checks/subject.ts";
import type { Ports } from "../../ports.ts";
import {
  type AnswerBatch,
  fault,
  type IsolatedTask,
  messageOf,
  type TaskAnswer,
  type TaskBatch,
  type TaskKind,
  type WorkerData,
} from "./wire.ts";

/** The longest that a task of each kind may take, in milliseconds of wall time; then its thread is ended. */
export type IsolatedLimits = Record<TaskKind, number>;
/** A script ends itself after half a second; a schema's first use compiles it. */
export const usualLimits: IsolatedLimits = { match: 500, validate: 1_000, script: 1_500 };

const lookEveryMs = 20;
/** A thread that dies this often before it did anything will not come to life. */
const maxStillborn = 3;

interface Pending {
  task: IsolatedTask;
  answer(answer: TaskAnswer): void;
}

interface Thread {
  worker: Worker;
  busyWith: Int32Array;
  /** What it was busy with when looked at last, and since when. */
  seen: { id: number; since: number };
}

const busyWith = (thread: Thread): number => Atomics.load(thread.busyWith, 0);

/**
 * One thread, started when it is first needed. A task that takes too long or breaks the thread costs itself only: it is
 * answered with a fault, and the others are given to a new thread.
 */
export function createIsolated(
  ports: Pick<Ports, "log">,
  limits: IsolatedLimits = usualLimits,
): Isolated & { close(): Promise<void> } {
  /** In the order of their ids. */
  const pending = new Map<number, Pending>();
  let unsent: TaskBatch = [];
  let lastId = 0;
  let thread: Thread | null = null;
  let stillborn = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function ask(task: IsolatedTask): Promise<TaskAnswer> {
    if (isClosed) return Promise.resolve(fault("threw", "The program is ending."));
    return new Promise((answer) => {
      lastId += 1;
      pending.set(lastId, { task, answer });
      if (unsent.length === 0) queueMicrotask(send);
      unsent.push({ id: lastId, task });
    });
  }

  function send(): void {
    const batch = unsent;
    unsent = [];
    if (batch.length === 0 || isClosed) return;
    try {
      thread ??= start();
    } catch (error) {
      // No memory or no file handle for a thread: those who wait must hear of it.
      for (const { id } of batch) settle(id, fault("threw", messageOf(error)));
      return;
    }
    thread.worker.ref();
    timer ??= setInterval(look, lookEveryMs);
    try {
      thread.worker.postMessage(batch);
    } catch {
      // Something in it cannot be sent; what else is in the batch can.
      for (const one of batch) sendOne(thread, one);
      rest();
    }
  }

  function sendOne({ worker }: Thread, one: TaskBatch[number]): void {
    try {
      worker.postMessage([one] satisfies TaskBatch);
    } catch (error) {
      settle(one.id, fault("invalid", messageOf(error)));
    }
  }

  function start(): Thread {
    const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const worker = new Worker(workerFile(), {
      workerData: { busyWith: shared } satisfies WorkerData,
      env: {},
      argv: [],
      execArgv: [],
      // Read by nobody: what a library prints in there must not end up in the program's own output.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    const started: Thread = { worker, busyWith: new Int32Array(shared), seen: { id: 0, since: 0 } };
    worker.on("message", (answers: AnswerBatch) => {
      stillborn = 0;
      for (const { id, answer } of answers) settle(id, answer);
      rest();
    });
    worker.on("error", (error: Error & { code?: string }) => {
      const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      replace(started, busyWith(started), fault(isMemory ? "memory" : "threw", messageOf(error)));
    });
    worker.on("exit", () => replace(started, busyWith(started), fault("threw", "Its thread ended.")));
    return started;
  }

  function settle(id: number, answer: TaskAnswer): void {
    pending.get(id)?.answer(answer);
    pending.delete(id);
  }

  /** With nothing to do, the thread keeps neither a timer nor the process. */
  function rest(): void {
    if (pending.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    thread?.worker.unref();
  }

  function look(): void {
    if (thread === null) return;
    const id = busyWith(thread);
    const now = performance.now();
    if (id !== thread.seen.id) {
      thread.seen = { id, since: now };
      return;
    }
    const task = pending.get(id)?.task;
    if (task === undefined || now - thread.seen.since < limits[task.kind]) return;
    // The thread may have come to its end meanwhile, and be busy with the next: that one is not to blame.
    replace(thread, id, fault("timeout", `It took longer than ${limits[task.kind]} ms.`));
  }

  /** The task that the thread was busy with is the one at fault; without one, the thread itself is. */
  function replace(broken: Thread, culprit: number, reason: TaskAnswer): void {
    if (thread !== broken) return;
    thread = null;
    void broken.worker.terminate();
    if (pending.has(culprit)) settle(culprit, reason);
    else stillborn += 1;
    if (stillborn >= maxStillborn) {
      ports.log(
        "error",
        `The thread for patterns, schemas and scripts cannot be started: ${JSON.stringify(reason)}`,
      );
      for (const id of [...pending.keys()]) settle(id, reason);
      stillborn = 0;
    }
    unsent = [...pending].map(([id, { task }]) => ({ id, task }));
    send();
    rest();
  }

  return {
    match: (input) => ask({ kind: "match", input }) as ReturnType<Isolated["match"]>,
    validate: (input) => ask({ kind: "validate", input }) as ReturnType<Isolated["validate"]>,
    script: (input) => ask({ kind: "script", input }) as ReturnType<Isolated["script"]>,
    async close() {
      isClosed = true;
      clearInterval(timer);
      const ended = thread?.worker.terminate();
      thread = null;
      for (const id of [...pending.keys()]) settle(id, fault("threw", "The program is ending."));
      await ended;
    },
  };
}

/** From the sources it is the file beside this one; the build puts it beside the program, whose chunks are a folder deeper. */
function workerFile(): URL {
  const here = import.meta.url;
  if (here.endsWith(".ts")) return new URL("./worker.ts", here);
  return new URL(/\/chunks\/[^/]+$/.test(here) ? "../isolated-worker.js" : "./isolated-worker.js", here);
}
