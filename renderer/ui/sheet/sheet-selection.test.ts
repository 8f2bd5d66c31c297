import { expect, it } from "vitest";
import { sheetKey } from "./sheet-keys.ts";
import { at, clamp, filledRows, rangeOf, type Selection, step, tab } from "./sheet-selection.ts";

const bounds = { rows: 10, columns: 4 };
const key = (name: string, selection: Selection, more: Partial<KeyboardEvent> = {}) =>
  sheetKey(
    { key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more },
    selection,
    bounds,
    5,
  );
const focusAfter = (name: string, selection: Selection, more: Partial<KeyboardEvent> = {}) => {
  const meant = key(name, selection, more);
  return meant?.kind === "select" ? meant.selection : null;
};

it("an arrow at the edge of the table stays in it", () => {
  expect(step(at(0, 0), { rows: -1, columns: 0 }, bounds, false)).toEqual(at(0, 0));
  expect(step(at(9, 3), { rows: 5, columns: 5 }, bounds, false)).toEqual(at(9, 3));
});

it("Shift keeps the cell where the range was begun, also when it is drawn back over it", () => {
  let selection = at(5, 1);
  for (const _ of [1, 2]) selection = step(selection, { rows: -1, columns: 1 }, bounds, true);
  expect(rangeOf(selection)).toEqual({ top: 3, bottom: 5, left: 1, right: 3 });
  selection = step(selection, { rows: 4, columns: 0 }, bounds, true);
  expect(rangeOf(selection)).toEqual({ top: 5, bottom: 7, left: 1, right: 3 });
});

it("Tab goes on to the next row, and leaves the table after its last cell and before its first", () => {
  expect(tab(at(2, 3), false, bounds)).toEqual(at(3, 0));
  expect(tab(at(3, 0), true, bounds)).toEqual(at(2, 3));
  expect(tab(at(9, 3), false, bounds)).toBeNull();
  expect(tab(at(0, 0), true, bounds)).toBeNull();
  expect(key("Tab", at(9, 3))).toBeNull();
});

it("a table that has become smaller has no cell outside of it selected", () => {
  expect(clamp({ anchor: { row: 50, column: 9 }, focus: { row: 3, column: 0 } }, bounds)).toEqual({
    anchor: { row: 9, column: 3 },
    focus: { row: 3, column: 0 },
  });
  expect(clamp(at(5, 5), { rows: 0, columns: 0 })).toEqual(at(0, 0));
});

it("Ctrl goes to the edges, Home and End along the row, and with Ctrl to the corners", () => {
  expect(focusAfter("ArrowDown", at(2, 1), { ctrlKey: true })).toEqual(at(9, 1));
  expect(focusAfter("Home", at(2, 2))).toEqual(at(2, 0));
  expect(focusAfter("End", at(2, 2), { ctrlKey: true })).toEqual(at(9, 3));
  const all = focusAfter("a", at(2, 2), { metaKey: true });
  expect(all && rangeOf(all)).toEqual({ top: 0, bottom: 9, left: 0, right: 3 });
});

it("Alt with an arrow moves rows and selects nothing; a letter with Alt is left to the page", () => {
  expect(key("ArrowUp", at(2, 2), { altKey: true })).toEqual({ kind: "move", by: -1 });
  expect(key("d", at(2, 2), { altKey: true })).toBeNull();
});

it("keys that write are no commands, and undo is not redo", () => {
  expect(key("x", at(0, 0))).toBeNull();
  expect(key("z", at(0, 0), { ctrlKey: true })).toEqual({ kind: "undo" });
  expect(key("Z", at(0, 0), { ctrlKey: true, shiftKey: true })).toEqual({ kind: "redo" });
  expect(key("y", at(0, 0), { ctrlKey: true })).toEqual({ kind: "redo" });
});

it("the fill handle fills only rows beyond the range it hangs on", () => {
  const range = { top: 3, bottom: 4, left: 0, right: 1 };
  expect(filledRows(range, 7)).toEqual({ top: 5, bottom: 7 });
  expect(filledRows(range, 1)).toEqual({ top: 1, bottom: 2 });
  expect(filledRows(range, 4)).toBeNull();
});
