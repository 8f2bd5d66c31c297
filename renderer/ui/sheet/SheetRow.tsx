// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a <table> does not allow
import { memo } from "react";
import classes from "./Sheet.module.css";
import { headHeight, rowHeight, type SheetColumn } from "./sheet-model.ts";

interface Props<Row> {
  id: string;
  index: number;
  /** undefined: not read yet. */
  row: Row | undefined;
  columns: readonly SheetColumn<Row>[];
  /** Pixels from the left edge, one for each column. */
  lefts: readonly number[];
  firstColumn: number;
  lastColumn: number;
  /** Columns that are selected in this row; -1: none. */
  selectedFrom: number;
  selectedTo: number;
}

export const cellId = (id: string, row: number, column: number): string => `${id}-${row}-${column}`;

function Row<Row>(props: Props<Row>) {
  const { id, index, row, columns, lefts, firstColumn, lastColumn, selectedFrom, selectedTo } = props;
  const cells = [];
  for (let at = firstColumn; at <= lastColumn; at += 1) {
    const column = columns[at];
    if (column === undefined) break;
    const cell = row === undefined ? undefined : column.read(row);
    cells.push(
      // biome-ignore lint/a11y/useFocusableInteractive: the field over the cell has the focus and names it by aria-activedescendant
      <div
        key={column.key}
        id={cellId(id, index, at)}
        role="gridcell"
        aria-colindex={at + 2}
        aria-selected={at >= selectedFrom && at <= selectedTo}
        aria-invalid={cell?.tone === "problem" || undefined}
        className={classes.cell}
        data-tone={cell?.tone}
        data-numeric={column.isNumeric || undefined}
        data-mono={column.isMono || undefined}
        title={cell?.hint}
        style={{ left: lefts[at], width: column.width }}
      >
        {cell === undefined ? <span className={classes.unread} /> : cell.text}
      </div>,
    );
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: see the cells
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row === undefined || undefined}
      className={classes.row}
      data-selected={selectedFrom >= 0 || undefined}
      style={{ top: headHeight + index * rowHeight }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the cells */}
      <div role="rowheader" aria-colindex={1} className={classes.number}>
        {index + 1}
      </div>
      {cells}
    </div>
  );
}

/** One line of the table; drawn again only when what it shows has changed. */
export const SheetRow = memo(Row) as typeof Row;
