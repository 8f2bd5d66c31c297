import type { ReadTemplate } from "./template-faults.ts";

type Piece = ReadTemplate["segments"][number];

/** A piece of a template that has a colour of its own. */
export type Coloured = Piece & { look: NonNullable<Piece["look"]> };

/**
 * Which pieces differ, so that a long text is not coloured again with each key: `old[first, oldEnd)` gives way to
 * `next[first, newEnd)`. Those before stay where they are, those after have moved by `delta` with the text. The ones next
 * to the change are among the changed: an editor lets a piece grow when something is typed at its edge.
 */
export function changedPieces(
  old: readonly Coloured[],
  next: readonly Coloured[],
  delta: number,
): { first: number; oldEnd: number; newEnd: number } {
  const shorter = Math.min(old.length, next.length);
  let first = 0;
  while (first < shorter && isSame(old[first], next[first], 0)) first += 1;
  let tail = 0;
  while (tail < shorter - first && isSame(old[old.length - 1 - tail], next[next.length - 1 - tail], delta)) {
    tail += 1;
  }
  first = Math.max(0, first - 1);
  tail = Math.max(0, tail - 1);
  return { first, oldEnd: old.length - tail, newEnd: next.length - tail };
}

const isSame = (one: Coloured | undefined, other: Coloured | undefined, delta: number): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.look === other.look &&
  one.start + delta === other.start &&
  one.end + delta === other.end;
