import { expect, it } from "vitest";
import { rowByKey, rowsToDraw } from "./virtual-rows.ts";

const view = { active: 5, count: 100, first: 0, last: 11 };

it.each([
  ["ArrowDown", 6],
  ["k", 4],
  ["PageDown", 15],
  ["PageUp", 0],
  ["End", 99],
])("%s leads to a row that is there, and a page is as long as what is in view", (key, row) => {
  expect(rowByKey(key, view)).toBe(row);
  expect(rowByKey("ArrowDown", { ...view, active: 99 })).toBe(99);
});

it("the first row is the one that an arrow leads to from nowhere, and other keys lead nowhere", () => {
  expect(rowByKey("ArrowDown", { ...view, active: -1 })).toBe(0);
  expect(rowByKey("ArrowUp", { ...view, active: -1 })).toBe(0);
  expect(rowByKey("x", view)).toBeNull();
});

it("the active row exists also where it is far out of view, or the grid would name a cell that is not there", () => {
  const range = { startIndex: 50, endIndex: 52, overscan: 1, count: 100 };
  expect(rowsToDraw(range, 3)).toEqual([3, 49, 50, 51, 52, 53]);
  expect(rowsToDraw(range, 51)).toEqual([49, 50, 51, 52, 53]);
  expect(rowsToDraw(range, 100)).toEqual([49, 50, 51, 52, 53]);
});
