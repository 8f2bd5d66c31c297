export interface SheetCell {
  text: string;
  /** faint: nothing is there, the text says what counts instead. problem: what is there cannot be used. */
  tone?: "faint" | "problem" | undefined;
  /** The whole of it, or what is wrong. */
  hint?: string | undefined;
}

/** A column of a table whose rows may be anything. */
export interface SheetColumn<Row> {
  key: string;
  title: string;
  /** Pixels. */
  width: number;
  /** Figures stand to the right. */
  isNumeric?: boolean;
  isMono?: boolean;
  /** Says more about the column on hover. */
  hint?: string | undefined;
  read: (row: Row) => SheetCell;
  /** The text with which editing begins. */
  textOf: (row: Row) => string;
  /** What is offered while a cell is being edited. */
  choices?: readonly string[] | undefined;
  /** Why the text cannot be taken, in a sentence; null: it can. */
  problemOf?: (row: Row, text: string) => string | null;
}

export const rowHeight = 28;
export const headHeight = 32;
export const numberWidth = 56;
export const leastWidth = 56;
export const mostWidth = 800;
