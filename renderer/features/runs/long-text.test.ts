import { expect, it } from "vitest";
import { cutIntoBlocks, endOf, startOf } from "./long-text.ts";

const lines = Array.from({ length: 20_000 }, (_, at) => `line ${at} of a long reply`).join("\n");
const oneLine = "长行🙂".repeat(500_000);

it("R-30 shows a reply of usual length whole, in one piece", () => {
  const usual = "word ".repeat(10_000);
  expect([startOf(usual), endOf(usual), cutIntoBlocks(usual)]).toEqual([usual, usual, [usual]]);
});

it.each([
  ["many lines", lines],
  ["one line of two megabytes", oneLine],
])("R-30 lays out only a part of %s", (_what, text) => {
  for (const part of [startOf(text), endOf(text)]) {
    expect(part.length).toBeLessThan(60_000);
    expect(part.isWellFormed()).toBe(true);
  }
  expect(text.startsWith(startOf(text)) && text.endsWith(endOf(text))).toBe(true);
});

it("R-30 loses no character between two blocks", () => {
  const blocks = cutIntoBlocks(lines);
  expect(blocks.length).toBeGreaterThan(10);
  expect(blocks.join("\n") === lines).toBe(true);
  const pieces = cutIntoBlocks(oneLine);
  expect(pieces.join("") === oneLine).toBe(true);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(20_001);
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
});
