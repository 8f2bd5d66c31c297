import fc from "fast-check";
import { expect, it } from "vitest";
import { readBlock, writeBlock } from "./cell-block.ts";

it("a cell with line breaks, tabs and quotes of its own is one cell, as Excel and Sheets put it on the clipboard", () => {
  expect(readBlock('a\t"line 1\nline ""2"""\r\n"x\ty"\t\r\n')).toEqual([
    ["a", 'line 1\nline "2"'],
    ["x\ty", ""],
  ]);
});

it("text that only looks quoted is taken as it stands, and nothing behind it is swallowed", () => {
  expect(readBlock('"half a quote\tb\nc\td')).toEqual([
    ['"half a quote', "b"],
    ["c", "d"],
  ]);
  expect(readBlock('5" pipe\tb')).toEqual([['5" pipe', "b"]]);
});

it("an empty row in the middle stays a row", () => {
  expect(readBlock("a\n\nb")).toEqual([["a"], [""], ["b"]]);
});

it("whatever is copied is pasted as the same cells", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', "\t", "\n", " ", "，", "1") });
  const block = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    )
    // A single empty last line is what every spreadsheet ends a block with.
    .filter((rows) => rows.length === 1 || rows.at(-1)?.join("") !== "" || (rows.at(-1)?.length ?? 0) > 1);
  fc.assert(
    fc.property(block, (rows) => {
      expect(readBlock(writeBlock(rows))).toEqual(rows);
    }),
  );
});
