/** A cell, counted from 0. */
export interface Place {
  row: number;
  column: number;
}

/** From where a selection was begun to where it was drawn; the focus is the cell that is typed into. */
export interface Selection {
  anchor: Place;
  focus: Place;
}

/** A rectangle of cells, its edges belong to it. */
export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Bounds {
  rows: number;
  columns: number;
}

export const at = (row: number, column: number): Selection => ({
  anchor: { row, column },
  focus: { row, column },
});

export const rangeOf = ({ anchor, focus }: Selection): Range => ({
  top: Math.min(anchor.row, focus.row),
  bottom: Math.max(anchor.row, focus.row),
  left: Math.min(anchor.column, focus.column),
  right: Math.max(anchor.column, focus.column),
});

export const rowsIn = ({ top, bottom }: Range): number => bottom - top + 1;
export const columnsIn = ({ left, right }: Range): number => right - left + 1;
export const isOneCell = (range: Range): boolean => rowsIn(range) === 1 && columnsIn(range) === 1;

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** The selection as it fits a table that has become smaller; an empty table has its first cell selected. */
export function clamp(selection: Selection, { rows, columns }: Bounds): Selection {
  const fit = ({ row, column }: Place): Place => ({
    row: within(row, rows),
    column: within(column, columns),
  });
  return { anchor: fit(selection.anchor), focus: fit(selection.focus) };
}

export interface Motion {
  rows: number;
  columns: number;
}

/** `extend`: the anchor stays, as with Shift. */
export function step(selection: Selection, motion: Motion, bounds: Bounds, extend: boolean): Selection {
  const focus = {
    row: within(selection.focus.row + motion.rows, bounds.rows),
    column: within(selection.focus.column + motion.columns, bounds.columns),
  };
  return { anchor: extend ? selection.anchor : focus, focus };
}

/** The next cell for the Tab key: to the end of the row and on to the next. null: there is none, the key leaves the table. */
export function tab({ focus }: Selection, backwards: boolean, { rows, columns }: Bounds): Selection | null {
  const index = focus.row * columns + focus.column + (backwards ? -1 : 1);
  if (index < 0 || index >= rows * columns) return null;
  return at(Math.floor(index / columns), index % columns);
}

/** The rows that a fill handle was drawn over, beyond the range it hangs on; null: none. */
export function filledRows(range: Range, toRow: number): { top: number; bottom: number } | null {
  if (toRow > range.bottom) return { top: range.bottom + 1, bottom: toRow };
  if (toRow < range.top) return { top: toRow, bottom: range.top - 1 };
  return null;
}
