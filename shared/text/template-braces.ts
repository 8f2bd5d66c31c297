import { isVariableName } from "../model/content.ts";

const variableAt = /\{([\p{L}_][\p{L}\p{N}_]{0,63})\}/uy;

/** The name of the f-string variable that starts exactly at `at`, or null. A forbidden name counts as none. */
export function variableNameAt(text: string, at: number): string | null {
  variableAt.lastIndex = at;
  const name = variableAt.exec(text)?.[1];
  return name !== undefined && isVariableName(name) ? name : null;
}

const referenceAt = /\{>([\p{L}_][\p{L}\p{N}_-]{0,63})\}/uy;

/** The name of the snippet that an f-string reference at `at` stands for, or null. */
export function snippetNameAt(text: string, at: number): string | null {
  referenceAt.lastIndex = at;
  return referenceAt.exec(text)?.[1] ?? null;
}

/** How long the variable or the reference is that starts exactly at `at`; 0 where there is none. */
function tagLengthAt(text: string, at: number): number {
  const variable = variableNameAt(text, at);
  if (variable !== null) return variable.length + 2;
  const snippet = snippetNameAt(text, at);
  return snippet === null ? 0 : snippet.length + 3;
}

interface Brace {
  at: number;
  length: 1 | 2;
}

/**
 * Walks the braces of `text` from `start` to `end` as someone reads JSON or code: doubled braces are escapes where they
 * can be, `{name}` is a variable, `{>name}` a reference, and every other `}` closes the nearest open `{`. One pass, whatever the text.
 */
function walkBraces(
  text: string,
  start: number,
  end: number,
  found: { single(brace: number): void; pair(open: number, close: number): void },
): void {
  const open: Brace[] = [];
  let at = start;
  while (at < end) {
    const character = text[at];
    if (character === "{") {
      const tag = text[at + 1] === "{" ? 0 : tagLengthAt(text, at);
      if (tag > 0) {
        at += tag;
        continue;
      }
      const length = text[at + 1] === "{" && at + 1 < end ? 2 : 1;
      if (length === 1) found.single(at);
      open.push({ at, length });
      at += length;
    } else if (character === "}") {
      const doubled = text[at + 1] === "}" && at + 1 < end;
      if (doubled && open.at(-1)?.length !== 1) {
        open.pop();
        at += 2;
        continue;
      }
      let partner = open.pop();
      while (partner?.length === 2) partner = open.pop();
      found.single(at);
      if (partner !== undefined) found.pair(partner.at, at + 1);
      at += 1;
    } else at += 1;
  }
}

/** For each single `{` from `start` on that is closed: where its `}` ends. */
export function matchBraces(text: string, start: number): Map<number, number> {
  const ends = new Map<number, number>();
  walkBraces(text, start, text.length, {
    single: () => {},
    pair: (open, end) => ends.set(open, end),
  });
  return ends;
}

/**
 * Doubles the braces between two offsets of an f-string template, so that JSON or code is sent as it is written.
 * Braces that are doubled already and `{name}` variables and `{>name}` references stay as they are.
 */
export function escapeBraces(text: string, start: number, end: number): string {
  let escaped = "";
  let copied = start;
  walkBraces(text, start, end, {
    single: (at) => {
      escaped += `${text.slice(copied, at + 1)}${text[at]}`;
      copied = at + 1;
    },
    pair: () => {},
  });
  return text.slice(0, start) + escaped + text.slice(copied);
}
