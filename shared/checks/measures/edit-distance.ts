import { distance } from "fastest-levenshtein";

/** Length of two equally long texts, apart from what both begin and end with, that are compared in about a second. */
export const maxCompared = 38_000;

export interface EditDistance {
  /** Insertions, deletions and substitutions of code points; null: the texts are too long to be compared. */
  distance: number | null;
  /** Of the longer one, in code points. */
  length: number;
}

/** Levenshtein's distance (1966), by Unicode code points. */
export function editDistance(a: string, b: string): EditDistance {
  const [left, right] = inUnits(a, b);
  const length = Math.max(left.length, right.length);
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  const [first, second] = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)];
  if (first.length * second.length > maxCompared ** 2) return { distance: null, length };
  return { distance: distance(first, second), length };
}

/** Texts with one UTF-16 unit per code point: pairs are replaced by units that neither text uses. */
function inUnits(a: string, b: string): [string, string] {
  if (!surrogates.test(a) && !surrogates.test(b)) return [a, b];
  const used = new Set<number>();
  for (const text of [a, b]) for (let at = 0; at < text.length; at++) used.add(text.charCodeAt(at));
  const units = new Map<string, string>();
  let next = 0;
  const unitOf = (pair: string): string => {
    const known = units.get(pair);
    if (known !== undefined) return known;
    while (used.has(next)) next += 1;
    // With more kinds of characters than units two would share one: no real text has 65,536 of them.
    const unit = String.fromCharCode(next++);
    units.set(pair, unit);
    return unit;
  };
  return [a.replace(pairs, unitOf), b.replace(pairs, unitOf)];
}

const surrogates = /[\uD800-\uDFFF]/;
const pairs = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
