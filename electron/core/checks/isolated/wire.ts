import type { Isolated, IsolatedFault } from "#shared/checks/subject.ts";

/** What is asked of the worker, by the name of the method that asks it. */
export type IsolatedTask = {
  [K in keyof Isolated]: { kind: K; input: Parameters<Isolated[K]>[0] };
}[keyof Isolated];

export type TaskKind = IsolatedTask["kind"];
export type TaskAnswer = Awaited<ReturnType<Isolated[TaskKind]>>;

/** Several at once: a message costs more than most of the work. Ids rise from 1. */
export type TaskBatch = { id: number; task: IsolatedTask }[];
export type AnswerBatch = { id: number; answer: TaskAnswer }[];

export interface WorkerData {
  /** One 32-bit number: the id of the task that the worker is busy with, 0 between two. */
  busyWith: SharedArrayBuffer;
}

export const fault = (kind: IsolatedFault["fault"], message: string): IsolatedFault => ({
  fault: kind,
  message,
});

/** What went wrong, as one line of text; whatever was thrown. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 500);
