import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { type PromptContext, promptOf } from "./context.ts";
import { listJournalSteps } from "./version-store.ts";

/** A stored state of a draft, in the order in which they were stored. */
export interface JournalStep {
  journalId: number;
  kind: string;
  contentHash: string;
}

/** Where a draft stands among its states: those that undo leads to, oldest first, and those that redo leads to, the next one last. */
export interface UndoPath {
  past: number[];
  future: number[];
}

/**
 * Reads the walk out of the journal alone. A state that is the same as one of the past was gone back to, one that is the
 * same as one of the future was gone forward to, however many steps at once; anything else is a new edit, after which
 * nothing lies ahead. So what undo itself stores leads nowhere twice. A version that was taken back is an edit as well:
 * undo leads to what it replaced.
 */
export function undoPath(steps: readonly JournalStep[]): UndoPath {
  const past: JournalStep[] = [];
  const future: JournalStep[] = [];
  /** How often each text is in the past, and in the future: only what is there is looked for. */
  const behind = new Map<string, number>();
  const ahead = new Map<string, number>();
  let now: JournalStep | undefined;
  for (const step of steps) {
    if (now === undefined) {
      now = step;
      continue;
    }
    if (step.contentHash === now.contentHash) continue;
    const isWalk = step.kind === "edit";
    if (isWalk && ahead.has(step.contentHash)) {
      now = walk(step.contentHash, now, [future, ahead], [past, behind]);
    } else if (isWalk && behind.has(step.contentHash)) {
      now = walk(step.contentHash, now, [past, behind], [future, ahead]);
    } else {
      push(past, behind, now);
      future.length = 0;
      ahead.clear();
      now = step;
    }
  }
  return {
    past: past.map(({ journalId }) => journalId),
    future: future.map(({ journalId }) => journalId),
  };
}

type Side = [steps: JournalStep[], counts: Map<string, number>];

/** Goes from one side to the other until it stands on the text. */
function walk(contentHash: string, from: JournalStep, source: Side, target: Side): JournalStep {
  let now = from;
  while (now.contentHash !== contentHash) {
    push(...target, now);
    const next = source[0].pop();
    if (next === undefined) break;
    now = next;
    const left = (source[1].get(now.contentHash) ?? 1) - 1;
    if (left === 0) source[1].delete(now.contentHash);
    else source[1].set(now.contentHash, left);
  }
  return now;
}

function push(steps: JournalStep[], counts: Map<string, number>, step: JournalStep): void {
  steps.push(step);
  counts.set(step.contentHash, (counts.get(step.contentHash) ?? 0) + 1);
}

export function readUndoPath(
  context: PromptContext,
  { promptId, revision }: ParsedInput<"prompts.undo-path">,
): Output<"prompts.undo-path"> {
  promptOf(context, promptId);
  return undoPath(listJournalSteps(context.db, promptId, revision));
}
