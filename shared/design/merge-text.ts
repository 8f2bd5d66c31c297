import { diffIndices } from "node-diff3";

/** Longer texts (in lines, of all three together) are one block: matching them would take too long. */
const maxLines = 12_000;

export interface TextMerge {
  /** With what `mine` says wherever the two changed the same lines differently. */
  mine: string;
  /** The same, with what `theirs` says there; equal to `mine` where there was no such place. */
  theirs: string;
}

/**
 * A three-way merge by lines. Changes that only touch each other are both taken. The number of a numbered line is not
 * part of what it says: when a rule is removed, those below it are the same rules.
 */
export function mergeText(base: string, mine: string, theirs: string): TextMerge {
  if (base === theirs || mine === theirs) return { mine, theirs: mine };
  if (base === mine) return { mine: theirs, theirs };
  const lines = { base: base.split("\n"), mine: mine.split("\n"), theirs: theirs.split("\n") };
  if (lines.base.length + lines.mine.length + lines.theirs.length > maxLines) return { mine, theirs };
  const keys = { base: lines.base.map(keyOf), mine: lines.mine.map(keyOf), theirs: lines.theirs.map(keyOf) };
  const hunks = [...hunksOf(keys.base, keys.mine, "mine"), ...hunksOf(keys.base, keys.theirs, "theirs")];
  hunks.sort((a, b) => a.start - b.start || a.end - b.end);

  const result: { mine: string[]; theirs: string[] } = { mine: [], theirs: [] };
  const offset = { base: 0, mine: 0, theirs: 0 };
  const push = (own: readonly string[], other: readonly string[]) => {
    result.mine.push(...own);
    result.theirs.push(...other);
  };
  const copyUpTo = (end: number) => {
    for (; offset.base < end; offset.base += 1, offset.mine += 1, offset.theirs += 1) {
      const [old = "", own = "", other = ""] = [
        lines.base[offset.base],
        lines.mine[offset.mine],
        lines.theirs[offset.theirs],
      ];
      const line = own === old ? other : own;
      push([line], [line]);
    }
  };
  for (const region of regionsOf(hunks)) {
    copyUpTo(region.start);
    const size = region.end - region.start;
    const own = lines.mine.slice(offset.mine, offset.mine + size + region.grown.mine);
    const other = lines.theirs.slice(offset.theirs, offset.theirs + size + region.grown.theirs);
    if (region.sides.size === 1) {
      const taken = region.sides.has("mine") ? own : other;
      push(taken, taken);
    } else if (own.map(keyOf).join("\n") === other.map(keyOf).join("\n")) push(own, own);
    else push(own, other);
    offset.base = region.end;
    offset.mine += own.length;
    offset.theirs += other.length;
  }
  copyUpTo(lines.base.length);
  const isCounted = [lines.base, lines.mine, lines.theirs].every(isNumberedInOrder);
  const finish = (text: string[]) => (isCounted ? numbered(text) : text).join("\n");
  return { mine: finish(result.mine), theirs: finish(result.theirs) };
}

const numberMark = /^(\s*)(\d{1,3})([.)]\s+|[、．]\s*)/;
const keyOf = (line: string): string => line.replace(numberMark, "$1#$3");

interface Hunk {
  side: "mine" | "theirs";
  /** Lines of the base. */
  start: number;
  end: number;
  /** How many lines it adds beyond those that it takes away. */
  grown: number;
}

/** Compares what lies between the lines that both begin and end with: all that a person changed, as a rule. */
function hunksOf(base: readonly string[], now: readonly string[], side: Hunk["side"]): Hunk[] {
  const shorter = Math.min(base.length, now.length);
  let head = 0;
  while (head < shorter && base[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && base.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const middle = (lines: readonly string[]) => lines.slice(head, lines.length - tail);
  const found: { buffer1: [number, number]; buffer2: [number, number] }[] = diffIndices(
    middle(base),
    middle(now),
  );
  return found.map(({ buffer1: [start, length], buffer2: [, added] }) => ({
    side,
    start: head + start,
    end: head + start + length,
    grown: added - length,
  }));
}

interface Region {
  start: number;
  end: number;
  sides: Set<Hunk["side"]>;
  grown: Record<Hunk["side"], number>;
}

/** Hunks that speak of the same lines, or add at the same place, belong together. Expects them by start. */
function regionsOf(hunks: readonly Hunk[]): Region[] {
  const regions: Region[] = [];
  for (const { side, start, end, grown } of hunks) {
    const last = regions.at(-1);
    const isSamePlace =
      last !== undefined && last.start === last.end && start === last.start && start === end;
    if (last === undefined || (start >= last.end && !isSamePlace)) {
      regions.push({
        start,
        end,
        sides: new Set([side]),
        grown: { mine: side === "mine" ? grown : 0, theirs: side === "theirs" ? grown : 0 },
      });
      continue;
    }
    last.end = Math.max(last.end, end);
    last.sides.add(side);
    last.grown[side] += grown;
  }
  return regions;
}

/** Whether every run of numbered lines counts 1, 2, 3 …: only then a run is counted again. */
function isNumberedInOrder(lines: readonly string[]): boolean {
  let next = 1;
  for (const line of lines) {
    const found = numberMark.exec(line);
    if (found === null) {
      if (!isWithinItem(line)) next = 1;
      continue;
    }
    if (Number(found[2]) !== next) return false;
    next += 1;
  }
  return true;
}

function numbered(lines: readonly string[]): string[] {
  let next = 1;
  return lines.map((line) => {
    const found = numberMark.exec(line);
    if (found === null) {
      if (!isWithinItem(line)) next = 1;
      return line;
    }
    const counted = line.replace(numberMark, (_whole, indent, _number, mark) => `${indent}${next}${mark}`);
    next += 1;
    return counted;
  });
}

/** A line that goes on with the numbered one above it. */
const isWithinItem = (line: string): boolean => /^\s+\S/.test(line);
