import { parentPort, workerData } from "node:worker_threads";
import { match } from "./match.ts";
import {
  type AnswerBatch,
  fault,
  type IsolatedTask,
  messageOf,
  type TaskAnswer,
  type TaskBatch,
  type WorkerData,
} from "./wire.ts";

/** The entry of the thread that does what may never end. It holds no secret, no file and no connection of the program's. */
const busyWith = new Int32Array((workerData as WorkerData).busyWith);
const port = parentPort;

/** Answers wait for each other this long, and no longer: a slow task must not hold back those before it. */
const sendEveryMs = 5;

/** The heavy parts are loaded when first needed, before the clock of the task begins. */
const load = {
  match: async () => match,
  validate: async () => (await import("./validate.ts")).validate,
  script: async () => (await import("./script.ts")).script,
} as const;

let queue = Promise.resolve();
port?.on("message", (batch: TaskBatch) => {
  queue = queue.then(() => doAll(batch));
});

async function doAll(batch: TaskBatch): Promise<void> {
  let answers: AnswerBatch = [];
  let sentAt = performance.now();
  for (const { id, task } of batch) {
    const work = (await load[task.kind]()) as (
      input: IsolatedTask["input"],
    ) => TaskAnswer | Promise<TaskAnswer>;
    Atomics.store(busyWith, 0, id);
    try {
      answers.push({ id, answer: await work(task.input) });
    } catch (error) {
      answers.push({ id, answer: fault("threw", messageOf(error)) });
    }
    Atomics.store(busyWith, 0, 0);
    if (performance.now() - sentAt < sendEveryMs) continue;
    port?.postMessage(answers);
    answers = [];
    sentAt = performance.now();
  }
  if (answers.length > 0) port?.postMessage(answers);
}
