/**
 * A template as what it does, whatever it was written in: the part that Mustache, Jinja2, Nunjucks and Handlebars have in
 * common. A syntax is read into pieces and pieces are written in a syntax; what has no piece is not converted at all.
 */
export type Piece =
  | { kind: "text"; text: string }
  /** `lines`: the items of a list, one on each line. `json`: the value as JSON. */
  | { kind: "value"; name: string; as: "plain" | "json" | "lines" }
  /** Shown where the value is something, else the other one. */
  | Section<"when">
  /** Shown for each item; `otherwise` where there is none. */
  | Section<"each">
  /** The current item of the innermost loop, and a field of it. */
  | { kind: "item" }
  | { kind: "field"; name: string }
  | { kind: "snippet"; name: string }
  /** Stands between messages, or for something that has no place in a text. */
  | Mark;

export interface Section<Kind extends string> {
  kind: Kind;
  name: string;
  body: Piece[];
  otherwise: Piece[];
}

export interface Mark {
  kind: "mark";
  mark: "role" | "history" | "media" | "section";
  value: string;
  /** Names of what else it says. */
  rest: string[];
}

export type ForeignSyntax = "jinja2" | "nunjucks" | "handlebars";

export const textPiece = (text: string): Piece => ({ kind: "text", text });

export const isSection = (piece: Piece): piece is Section<"when"> | Section<"each"> =>
  piece.kind === "when" || piece.kind === "each";

/** Neighbouring texts as one, the two halves of a section as one, nothing empty: equal pieces mean equal templates. */
export function joinPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === "text") {
      if (piece.text === "") continue;
      if (last?.kind === "text") joined[joined.length - 1] = textPiece(last.text + piece.text);
      else joined.push(piece);
    } else if (isSection(piece)) {
      const body = joinPieces(piece.body);
      const otherwise = joinPieces(piece.otherwise);
      if (body.length === 0 && otherwise.length === 0) continue;
      const isOtherHalf =
        last !== undefined &&
        isSection(last) &&
        last.kind === piece.kind &&
        last.name === piece.name &&
        last.otherwise.length === 0 &&
        body.length === 0;
      if (isOtherHalf) joined[joined.length - 1] = { ...last, otherwise };
      else joined.push({ ...piece, body, otherwise });
    } else joined.push(piece);
  }
  return joined;
}

export const arePiecesEqual = (one: readonly Piece[], other: readonly Piece[]): boolean =>
  JSON.stringify(joinPieces(one)) === JSON.stringify(joinPieces(other));

/** Every piece, those within sections too. */
export function* allPieces(pieces: readonly Piece[]): Generator<Piece> {
  for (const piece of pieces) {
    yield piece;
    if (!isSection(piece)) continue;
    yield* allPieces(piece.body);
    yield* allPieces(piece.otherwise);
  }
}
