import type { VerifyReport } from "#shared/model/workspace.ts";

/** The object in a person's words, and what is wrong with it. */
export type Tell = (object: string, problem: string) => void;

/** Of one kind of fault; a file that another program has rewritten would be told row by row. */
export const mostTold = 100;

export function tellRest(count: number, table: string, tell: Tell): void {
  if (count > mostTold) tell(table, `the same is true of ${count - mostTold} more of its rows`);
}

/** Goes through `work` step by step; what stops it is told of `object`, and is no reason to leave the next check out. */
export function* tellDamage(work: Iterable<unknown>, object: string, tell: Tell): Generator<undefined, void> {
  try {
    for (const _step of work) yield;
  } catch (error) {
    tell(object, `cannot be read to the end: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function createProblemList() {
  const problems: VerifyReport["problems"] = [];
  const tell: Tell = (object, problem) => void problems.push({ object, problem });
  return { problems, tell };
}
