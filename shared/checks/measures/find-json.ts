export type JsonSearch = { ok: true; found: unknown[] } | { ok: false };

/** Characters looked at in all: text of nothing but open brackets would take the square of its length. */
const maxSteps = 40_000_000;
/** Values worth trying against a schema. */
const maxFound = 100;

/**
 * The objects and lists that stand in a text, whatever is around them (prose, a fence), in order; of nested ones the
 * outermost. Not ok: there are too many open brackets to tell.
 */
export function findJson(text: string): JsonSearch {
  const found: unknown[] = [];
  const opening = /[{[]/g;
  let steps = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = match.index;
    const { end, looked } = endOfBrackets(text, start, maxSteps - steps);
    steps += looked;
    if (steps >= maxSteps) return { ok: false };
    const value = end === null ? undefined : parsed(text.slice(start, end));
    if (value === undefined || end === null) continue;
    found.push(value);
    if (found.length === maxFound) break;
    opening.lastIndex = end;
  }
  return { ok: true, found };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** What may follow an open bracket and the blanks after it in JSON. */
const startOfItem = /\s{0,100}(?:["{[\]}tfn\d\s-]|$)/y;

/** The place after the bracket that closes the one at `start`; null: none does, or what is between is no JSON. */
function endOfBrackets(text: string, start: number, limit: number): { end: number | null; looked: number } {
  startOfItem.lastIndex = start + 1;
  if (!startOfItem.test(text)) return { end: null, looked: 1 };
  const stop = Math.min(text.length, start + limit);
  let depth = 0;
  let inString = false;
  for (let at = start; at < stop; at++) {
    const character = text[at];
    const looked = at - start + 1;
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
      else if (character === "\n") return { end: null, looked };
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return { end: at + 1, looked };
    }
  }
  return { end: null, looked: stop - start };
}
