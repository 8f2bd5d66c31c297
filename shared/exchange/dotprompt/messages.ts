import { parseWithoutProcessing } from "@handlebars/parser";
import type { MessageRole } from "../../model/content.ts";
import { type Notes, roleOf } from "../chat.ts";
import { isNestedTooDeep } from "../syntax/nesting.ts";
import { joinPieces, type Mark, type Piece, textPiece } from "../syntax/pieces.ts";
import { type Node, readMark } from "../syntax/read-handlebars.ts";

export type Part<T> = { role: MessageRole; text: T } | { role: "history" };

/** In a template that was written for the text that comes of it, a marker may stand as it does there. */
export const withHelpers = (body: string): string =>
  body
    .replace(/<<<dotprompt:role:([a-z]+)>>>/g, '{{role "$1"}}')
    .replace(/<<<dotprompt:history>>>/g, "{{history}}");

/** A template by its roles: what follows a history is said by the model until another role is named. */
export function splitMarks(pieces: readonly Piece[], notes: Notes): Part<Piece[]>[] {
  const parts = new Parts<Piece>(
    (some) => some.every((piece) => piece.kind === "text" && piece.text.trim() === ""),
    notes,
  );
  for (const piece of pieces) {
    if (piece.kind === "mark") parts.mark(piece);
    else parts.add(piece);
  }
  return parts.end().map((part) => (part.role === "history" ? part : { ...part, text: trimmed(part.text) }));
}

/** Blanks around a message are how the file is laid out. */
function trimmed(pieces: readonly Piece[]): Piece[] {
  const joined = joinPieces(pieces);
  const [first] = joined;
  if (first?.kind === "text") joined[0] = textPiece(first.text.trimStart());
  const last = joined.at(-1);
  if (last?.kind === "text") joined[joined.length - 1] = textPiece(last.text.trimEnd());
  return joinPieces(joined);
}

/** The same of the text as it is written, for one that is not converted. undefined: it is no Handlebars. */
export function splitSource(body: string, notes: Notes): Part<string>[] | undefined {
  if (isNestedTooDeep(body)) return undefined;
  let nodes: Node[];
  try {
    nodes = (parseWithoutProcessing(body, {}) as unknown as { body: Node[] }).body;
  } catch {
    return undefined;
  }
  const offsetOf = offsets(body);
  const parts = new Parts<string>((texts) => texts.join("").trim() === "", notes);
  let from = 0;
  for (const node of nodes) {
    const mark = node.type === "MustacheStatement" ? readMark(node) : undefined;
    if (mark === undefined || (mark.mark !== "role" && mark.mark !== "history")) continue;
    const { start, end } = node.loc as Record<"start" | "end", { line: number; column: number }>;
    parts.add(body.slice(from, offsetOf(start)));
    parts.mark(mark);
    from = offsetOf(end);
  }
  parts.add(body.slice(from));
  return parts
    .end()
    .map((part) => (part.role === "history" ? part : { ...part, text: part.text.join("").trim() }));
}

function offsets(text: string): (place: { line: number; column: number }) => number {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return ({ line, column }) => (starts[line - 1] ?? text.length) + column;
}

class Parts<T> {
  readonly #parts: Part<T[]>[] = [];
  #role: MessageRole = "human";
  #open: T[] = [];
  readonly #isBlank: (some: T[]) => boolean;
  readonly #notes: Notes;

  constructor(isBlank: (some: T[]) => boolean, notes: Notes) {
    this.#isBlank = isBlank;
    this.#notes = notes;
  }

  add(one: T): void {
    this.#open.push(one);
  }

  mark({ mark, value, rest }: Mark): void {
    for (const name of rest) this.#notes.lose("unknown-field", { field: `${mark}.${name.slice(0, 60)}` });
    const message = this.#parts.length + 1;
    if (mark === "media") this.#notes.lose("part-left-out", { type: "media", message });
    else if (mark === "section")
      this.#notes.lose("unknown-field", { field: `section ${value.slice(0, 60)}` });
    else {
      this.#close();
      if (mark === "history") {
        this.#parts.push({ role: "history" });
        this.#role = "ai";
        return;
      }
      const role = roleOf(value);
      if (role === null)
        this.#notes.warn("role-changed", { message, role: value.slice(0, 60), taken: "user" });
      this.#role = role ?? "human";
    }
  }

  end(): Part<T[]>[] {
    this.#close();
    return this.#parts;
  }

  /** Two roles with nothing between them: the second counts. */
  #close(): void {
    if (!this.#isBlank(this.#open)) this.#parts.push({ role: this.#role, text: this.#open });
    this.#open = [];
  }
}
