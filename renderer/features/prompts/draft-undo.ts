import type { PromptContent } from "#shared/model/content.ts";

/** The states of a draft that can be gone back to, and those that were gone back from. Newest last. */
export interface UndoStack {
  past: PromptContent[];
  future: PromptContent[];
  /** The edit that the newest past state precedes: further ones of its kind in quick succession belong to it. */
  group: string | null;
  /** Milliseconds. */
  groupedAt: number;
}

export const emptyUndo: UndoStack = { past: [], future: [], group: null, groupedAt: 0 };

const groupMs = 1_500;
const maxStates = 200;

/** Keeps the state before an edit. Edits of one group, such as the keys typed into one message, are one step. */
export function recordEdit(
  undo: UndoStack,
  before: PromptContent,
  group: string | null,
  now: number,
): UndoStack {
  const belongs = group !== null && group === undo.group && now - undo.groupedAt < groupMs;
  return {
    past: belongs ? undo.past : [...undo.past, before].slice(-maxStates),
    future: [],
    group,
    groupedAt: now,
  };
}

export function stepBack(
  undo: UndoStack,
  current: PromptContent,
): { undo: UndoStack; content: PromptContent } | null {
  const content = undo.past.at(-1);
  if (content === undefined) return null;
  return {
    content,
    undo: { past: undo.past.slice(0, -1), future: [...undo.future, current], group: null, groupedAt: 0 },
  };
}

export function stepForward(
  undo: UndoStack,
  current: PromptContent,
): { undo: UndoStack; content: PromptContent } | null {
  const content = undo.future.at(-1);
  if (content === undefined) return null;
  return {
    content,
    undo: { past: [...undo.past, current], future: undo.future.slice(0, -1), group: null, groupedAt: 0 },
  };
}
