import type { Message } from "../model/content.ts";
import { similarity, type WordBag, wordBag } from "./diff-text.ts";

export interface MessagePair {
  /** Positions in the two lists; one of them is null for a message that was removed or added. */
  before: number | null;
  after: number | null;
  /** The message stands in another order among those that stayed. */
  moved: boolean;
}

/** Messages less alike than this are one removed and one added message, unless nothing else stands between them. */
const alike = 0.3;

/**
 * Says which old message became which new one: equal ones first, then those of most alike text, then what stands alone
 * between the same neighbours. The pairs come in the order of the new list, removed messages where they stood.
 */
export function alignMessages(before: readonly Message[], after: readonly Message[]): MessagePair[] {
  const partner = new Map<number, number>();
  const free = {
    before: new Set(before.keys()),
    after: new Set(after.keys()),
  };
  const pair = (old: number, now: number) => {
    partner.set(now, old);
    free.before.delete(old);
    free.after.delete(now);
  };

  const places = new Map<string, number[]>();
  before.forEach((message, index) => {
    const key = JSON.stringify(message);
    places.set(key, [...(places.get(key) ?? []), index]);
  });
  after.forEach((message, index) => {
    const old = places.get(JSON.stringify(message))?.shift();
    if (old !== undefined) pair(old, index);
  });

  const old = bagsOf(before, free.before);
  const now = bagsOf(after, free.after);
  const candidates = old.flatMap((one) =>
    now.map((other) => ({ old: one.index, now: other.index, score: likeness(one, other) })),
  );
  candidates.sort((a, b) => b.score - a.score || Math.abs(a.old - a.now) - Math.abs(b.old - b.now));
  for (const { old, now, score } of candidates) {
    if (score >= alike && free.before.has(old) && free.after.has(now)) pair(old, now);
  }
  for (const now of [...free.after]) {
    const previous = now === 0 ? -1 : partner.get(now - 1);
    const old = previous === undefined ? undefined : previous + 1;
    if (old !== undefined && free.before.has(old) && before[old]?.role === after[now]?.role) pair(old, now);
  }
  return inOrder(before.length, after.length, partner);
}

interface Bagged {
  index: number;
  role: Message["role"];
  /** null: a history. */
  words: WordBag | null;
}

const bagsOf = (messages: readonly Message[], indices: Iterable<number>): Bagged[] =>
  [...indices].flatMap((index) => {
    const message = messages[index];
    if (message === undefined) return [];
    return {
      index,
      role: message.role,
      words: message.role === "history" ? null : wordBag(message.template),
    };
  });

/** A changed role counts a little, a history and a text are never the same message. */
function likeness(before: Bagged, after: Bagged): number {
  if (before.words === null || after.words === null) return before.role === after.role ? 0.9 : 0;
  return similarity(before.words, after.words) * (before.role === after.role ? 1 : 0.9);
}

function inOrder(oldCount: number, newCount: number, partner: ReadonlyMap<number, number>): MessagePair[] {
  const stayed = longestRising([...Array(newCount).keys()].map((now) => partner.get(now) ?? null));
  const kept = new Set(partner.values());
  const pairs: MessagePair[] = [];
  let nextOld = 0;
  const pushRemovedUpTo = (end: number) => {
    for (; nextOld < end; nextOld += 1) {
      if (!kept.has(nextOld)) pairs.push({ before: nextOld, after: null, moved: false });
    }
  };
  for (let now = 0; now < newCount; now += 1) {
    const old = partner.get(now) ?? null;
    const moved = old !== null && !stayed.has(now);
    if (old !== null && !moved) pushRemovedUpTo(old);
    pairs.push({ before: old, after: now, moved });
  }
  pushRemovedUpTo(oldCount);
  return pairs;
}

/** The indices of a longest rising subsequence (nulls left out): what need not be called moved. */
function longestRising(values: readonly (number | null)[]): Set<number> {
  const best: { length: number; previous: number }[] = [];
  let last = -1;
  values.forEach((value, index) => {
    const entry = { length: 1, previous: -1 };
    best.push(entry);
    if (value === null) return;
    for (let earlier = 0; earlier < index; earlier += 1) {
      const candidate = best[earlier];
      const lower = values[earlier] ?? null;
      if (candidate === undefined || lower === null || lower >= value) continue;
      if (candidate.length + 1 > entry.length) {
        entry.length = candidate.length + 1;
        entry.previous = earlier;
      }
    }
    if (last < 0 || entry.length > (best[last]?.length ?? 0)) last = index;
  });
  const indices = new Set<number>();
  for (let index = last; index >= 0; index = best[index]?.previous ?? -1) indices.add(index);
  return indices;
}
