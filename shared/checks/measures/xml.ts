import { SaxesParser } from "saxes";

/** `found`: which of the wanted paths the XML has. */
export type XmlReading = { ok: true; found: Set<string> } | { ok: false; message: string };
export type XmlSearch = { ok: true; elements: Set<string>[] } | { ok: false };

/** Characters parsed in all while XML is looked for: text of nothing but open tags would take the square of its length. */
const maxSteps = 4_000_000;
/** What it costs to begin, in characters. */
const parserCost = 500;
const maxElements = 100;
/** Given to the parser at once, which copies what it is given. */
const piece = 4_096;
/** Of elements deeper than this the path is not followed. */
const maxDepth = 50;

/** Whether the whole text, blanks around it apart, is one well-formed document. */
export function readXml(text: string, wanted: readonly string[]): XmlReading {
  const trimmed = text.trim();
  const read = parseElement({ text: trimmed, start: 0, end: trimmed.length }, new Set(wanted));
  return read.ok ? { ok: true, found: read.found } : { ok: false, message: read.message };
}

/** The well-formed elements that stand in a text; of nested ones the outermost. */
export function findXml(text: string, wanted: readonly string[]): XmlSearch {
  const elements: Set<string>[] = [];
  const paths = new Set(wanted);
  const opening = /<(?:\?xml\b|[\p{L}_:])/gu;
  let steps = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const read = parseElement({ text, start: match.index, end: null }, paths, maxSteps - steps);
    steps += read.steps + parserCost;
    if (steps >= maxSteps) return { ok: false };
    if (!read.ok) continue;
    elements.push(read.found);
    if (elements.length === maxElements) break;
    opening.lastIndex = read.end;
  }
  return { ok: true, elements };
}

interface Part {
  text: string;
  start: number;
  /** null: where the first element closes. */
  end: number | null;
}

type Parsed = { steps: number } & (
  | { ok: true; found: Set<string>; end: number }
  | { ok: false; message: string }
);

/** Thrown out of the parser, which has no other way to be stopped. */
class Stop extends Error {}

/** Paths lead from the root on, as `order.item`. No entity is ever expanded, and nothing is fetched. */
function parseElement(
  { text, start, end }: Part,
  wanted: ReadonlySet<string>,
  limit = Number.POSITIVE_INFINITY,
): Parsed {
  const parser = new SaxesParser({ position: true });
  const found = new Set<string>();
  const open: (string | null)[] = [];
  let fault: string | null = null;
  let closedAt: number | null = null;
  parser.on("error", ({ message }) => {
    fault = message;
    throw new Stop();
  });
  parser.on("opentag", ({ name }) => {
    const path = pathOf(open, name);
    if (path !== null && wanted.has(path)) found.add(path);
    open.push(path);
  });
  parser.on("closetag", () => {
    open.pop();
    if (open.length > 0) return;
    closedAt = start + parser.position;
    if (end === null) throw new Stop();
  });
  const stop = Math.min(end ?? text.length, start + limit);
  try {
    for (let at = start; at < stop; at += piece) parser.write(text.slice(at, Math.min(at + piece, stop)));
    if (end !== null) parser.close();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  const steps = parser.position;
  if (fault !== null) return { ok: false, message: fault, steps };
  return closedAt === null
    ? { ok: false, message: "It does not end.", steps }
    : { ok: true, found, end: closedAt, steps };
}

function pathOf(open: readonly (string | null)[], name: string): string | null {
  if (open.length === 0) return name;
  const parent = open.at(-1) ?? null;
  return parent === null || open.length >= maxDepth ? null : `${parent}.${name}`;
}
