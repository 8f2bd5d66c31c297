import { expect, it } from "vitest";
import fc from "../../../tests/support/property.ts";
import { changedPieces } from "./coloured-pieces.ts";
import { readTemplate } from "./template-faults.ts";

const names = {
  format: "f-string" as const,
  variables: [],
  historyVariables: [],
  snippets: [],
  isChecked: true,
};
type Pieces = Parameters<typeof changedPieces>[0];
const piecesOf = (text: string): Pieces =>
  readTemplate(text, names).segments.filter((segment) => segment.look !== null) as unknown as Pieces;

it("colours only what an edit touched, in a text with thousands of variables", () => {
  const text = "{a} and {b}; ".repeat(2_000);
  const at = 10_000;
  const typed = `${text.slice(0, at)}{c}${text.slice(at)}`;
  const { first, oldEnd, newEnd } = changedPieces(piecesOf(text), piecesOf(typed), 3);
  expect(oldEnd - first).toBeLessThan(8);
  expect(newEnd - first).toBeLessThan(8);
});

it("gives the pieces of the new text whatever was replaced by what", () => {
  const anyTemplate = fc.array(fc.constantFrom("a", "{x}", "{", "}", "{{", "}}", "\n", "é"), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(anyTemplate, anyTemplate, anyTemplate, anyTemplate, (before, was, is, after) => {
      const oldText = [...before, ...was, ...after].join("");
      const newText = [...before, ...is, ...after].join("");
      const delta = newText.length - oldText.length;
      const old = piecesOf(oldText);
      const next = piecesOf(newText);
      const { first, oldEnd, newEnd } = changedPieces(old, next, delta);
      const moved = old
        .slice(oldEnd)
        .map((piece) => ({ ...piece, start: piece.start + delta, end: piece.end + delta }));
      const places = (pieces: Pieces) => pieces.map(({ start, end, look }) => [start, end, look]);
      expect(places([...old.slice(0, first), ...next.slice(first, newEnd), ...moved])).toEqual(places(next));
    }),
  );
});
