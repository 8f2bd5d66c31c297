import { useEffect, useReducer } from "react";
import { type Compared, type Cut, compareTexts } from "./readable-diff.ts";

/*
 * Comparing two replies takes a millisecond or a hundred; so it is done for what is in view, when the page has nothing else
 * to do, and what was found is kept for a while. Until then the plain text stands there.
 */

interface Wish {
  before: string;
  after: string;
  cut: Cut;
  tell: () => void;
}

/** Comparisons that are kept: some screens full. */
const mostKept = 600;
/** Milliseconds that a piece of work may take where the page cannot tell how long it is idle. */
const pieceMs = 6;

const kept = new Map<string, Compared>();
const wishes = new Map<string, Set<Wish>>();
let isPlanned = false;

const keyOf = (before: string, after: string, cut: Cut): string =>
  `${cut.before === true}${cut.after === true}\u0000${before}\u0000${after}`;

function keep(key: string, compared: Compared): void {
  kept.set(key, compared);
  if (kept.size > mostKept) {
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  }
}

interface Idle {
  timeRemaining: () => number;
}

function plan(): void {
  if (isPlanned || wishes.size === 0) return;
  isPlanned = true;
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 500 });
  else {
    setTimeout(() => {
      const end = performance.now() + pieceMs;
      work({ timeRemaining: () => end - performance.now() });
    });
  }
}

/** One at least, or a busy page would never get to it. */
function work(idle: Idle): void {
  isPlanned = false;
  for (const [key, waiting] of wishes) {
    wishes.delete(key);
    const [wish] = waiting;
    if (wish !== undefined) {
      keep(key, compareTexts(wish.before, wish.after, wish.cut));
      for (const { tell } of waiting) tell();
    }
    if (idle.timeRemaining() < 2) break;
  }
  plan();
}

/** Answers the way to give the wish up: what has scrolled away is not compared any more. */
function want(key: string, wish: Wish): () => void {
  const waiting = wishes.get(key) ?? new Set();
  waiting.add(wish);
  wishes.set(key, waiting);
  plan();
  return () => {
    waiting.delete(wish);
    if (waiting.size === 0 && wishes.get(key) === waiting) wishes.delete(key);
  };
}

/** Where `after` departs from `before`; null: nothing to compare with, or not known yet. */
export function useDifferences(before: string | null, after: string, cut: Cut): Compared | null {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const key = before === null ? null : keyOf(before, after, cut);
  const known = key === null ? undefined : kept.get(key);
  const isKnown = key === null || known !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all of it
  useEffect(() => {
    if (isKnown || key === null || before === null) return;
    return want(key, { before, after, cut, tell: redraw });
  }, [key, isKnown]);
  return known ?? null;
}
