import type { Message, PromptContent } from "#shared/model/content.ts";

/** A state of a draft: at hand, or in the journal under its number. */
export type UndoStep = { content: PromptContent } | { journalId: number };

/** The states of a draft that can be gone back to, and those that were gone back from. The nearest ones last. */
export interface UndoStack {
  past: UndoStep[];
  future: UndoStep[];
  /** States before the oldest one here are in the journal, and have to be asked for. */
  isCut: boolean;
  /** The text on the screen was gone to, and not made: the journal has it. */
  isWalked: boolean;
  /** The edit that the newest past state precedes: further ones of its kind in quick succession belong to it. */
  group: string | null;
  /** Milliseconds: of the newest edit, and of the one that began the group. */
  groupedAt: number;
  groupBegan: number;
}

export const emptyUndo: UndoStack = {
  past: [],
  future: [],
  isCut: false,
  isWalked: false,
  group: null,
  groupedAt: 0,
  groupBegan: 0,
};

const groupMs = 1_500;
/** Somebody who writes without a pause wants a sentence back, and not the page. */
const longestGroupMs = 4_000;
/** What is kept at hand; the journal has all of it. */
const maxStates = 200;
const maxCharacters = 40_000_000;

export const belongsToGroup = (undo: UndoStack, group: string | null, now: number): boolean =>
  group !== null &&
  group === undo.group &&
  now - undo.groupedAt < groupMs &&
  now - undo.groupBegan < longestGroupMs;

/** Keeps the state before an edit. Edits of one group, such as the keys typed into one message, are one step. */
export function recordEdit(
  undo: UndoStack,
  before: PromptContent,
  group: string | null,
  now: number,
): UndoStack {
  const belongs = belongsToGroup(undo, group, now);
  const past = belongs ? undo.past : [...undo.past, { content: before }];
  const first = firstKept(past, before);
  return {
    past: first === 0 ? past : past.slice(first),
    future: [],
    isCut: undo.isCut || first > 0,
    isWalked: false,
    group,
    groupedAt: now,
    groupBegan: belongs ? undo.groupBegan : now,
  };
}

/** Numbers of the journal take no room. Once states at hand are let go, whatever lies before them is asked for anew. */
function firstKept(past: readonly UndoStep[], content: PromptContent): number {
  const most = Math.max(10, Math.min(maxStates, Math.floor(maxCharacters / (charactersOf(content) + 1))));
  const over = past.length - most;
  return over > 0 && past.slice(0, over).some((step) => "content" in step) ? over : 0;
}

export const charactersOf = (content: PromptContent): number =>
  content.messages.reduce((sum, each) => sum + (each.role === "history" ? 0 : each.template.length), 0);

export const canUndo = ({ past, isCut }: UndoStack): boolean => past.length > 0 || isCut;
export const canRedo = ({ future }: UndoStack): boolean => future.length > 0;

export type Direction = "back" | "forward";

/** The next state in a direction, and the stack once it has been gone to from `current`. */
export function nextStep(
  undo: UndoStack,
  direction: Direction,
  current: PromptContent,
): { step: UndoStep; undo: UndoStack } | null {
  const { past, future } = undo;
  const still = { isCut: undo.isCut, isWalked: true, group: null, groupedAt: 0, groupBegan: 0 };
  const step = direction === "back" ? past.at(-1) : future.at(-1);
  if (step === undefined) return null;
  const left = { content: current };
  return direction === "back"
    ? { step, undo: { ...still, past: past.slice(0, -1), future: [...future, left] } }
    : { step, undo: { ...still, past: [...past, left], future: future.slice(0, -1) } };
}

/** The stack with what the journal knows in place of everything older than what is at hand. */
export function withJournal(
  undo: UndoStack,
  path: { past: readonly number[]; future: readonly number[] },
  isUntouched: boolean,
): UndoStack {
  const stepsOf = (ids: readonly number[]): UndoStep[] => ids.map((journalId) => ({ journalId }));
  return {
    ...undo,
    isCut: false,
    past: [...stepsOf(path.past), ...undo.past],
    future: isUntouched ? stepsOf(path.future) : undo.future,
  };
}

/**
 * The content with the very objects of the one on the screen wherever they are equal: what did not change keeps its
 * editor, and is neither drawn nor checked again.
 */
export function sharingWith(shown: PromptContent, content: PromptContent): PromptContent {
  const unused = new Set(shown.messages);
  const messages = content.messages.map((message, index) => {
    const inPlace = shown.messages[index];
    const candidates = inPlace === undefined ? [...unused] : [inPlace, ...unused];
    const same = candidates.find((each) => unused.has(each) && isSameMessage(each, message));
    if (same === undefined) return message;
    unused.delete(same);
    return same;
  });
  return {
    ...content,
    ...(content.snippets !== undefined &&
      shown.snippets !== undefined && { snippets: sameOr(shown.snippets, content.snippets) }),
    messages,
    variables: sameOr(shown.variables, content.variables),
    model: sameOr(shown.model, content.model),
    tools: sameOr(shown.tools, content.tools),
    outputSchema: sameOr(shown.outputSchema, content.outputSchema),
  };
}

function isSameMessage(one: Message, other: Message): boolean {
  if (one.role === "history" || other.role === "history")
    return JSON.stringify(one) === JSON.stringify(other);
  return one.role === other.role && one.template === other.template;
}

const sameOr = <T>(shown: T, value: T): T =>
  JSON.stringify(shown) === JSON.stringify(value) ? shown : value;
