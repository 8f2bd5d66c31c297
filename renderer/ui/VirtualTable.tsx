import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useRef } from "react";
import classes from "./VirtualTable.module.css";
import { columnTracks, rowByKey, rowsToDraw } from "./virtual-rows.ts";

export interface VirtualColumn<Row> {
  id: string;
  title: string;
  /** The least width in pixels; what is left over goes to the columns that `grow`, by its figure. */
  width: number;
  grow?: number;
  /** Figures stand at the end of their cell. */
  isFigure?: boolean;
  /** What the header sorts by; absent: nothing. */
  sort?: string;
  render: (row: Row) => ReactNode;
}

export interface VirtualTableProps<Row> {
  label: string;
  columns: readonly VirtualColumn<Row>[];
  /** Rows in all, those not read yet included. */
  count: number;
  /** undefined: not read yet. */
  rowAt: (index: number) => Row | undefined;
  /** Pixels; all rows have it. */
  rowHeight: number;
  sort: { by: string; descending: boolean };
  onSort: (by: string) => void;
  /** The row that the keyboard stands on; it is also the one shown elsewhere. −1: none yet. */
  active: number;
  /** When it is another, the active row is brought into view; keys do so by themselves. */
  reveal?: unknown;
  onActive: (index: number) => void;
  onOpen: (index: number) => void;
  /** Other keys, on the active row. Answers whether it took the key. */
  onKey?: (event: KeyboardEvent, index: number) => boolean;
  /** Which rows are in view, ends included; those are to be read. */
  onRange: (first: number, last: number) => void;
  /** Marks a row for the style sheet and for a journey: becomes its `data-look`. */
  lookOf?: (row: Row) => string | undefined;
}

/** Pixels; as in the style sheet, with its border. */
const headHeight = 29;

/**
 * A table of any length. Only what is in view exists; the focus stays on the table itself and names the row it stands on,
 * so that neither a row that scrolls away nor one that is read anew can take the focus with it.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { columns, count, rowAt, rowHeight, sort, active, onActive, onOpen, onRange } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The line of titles stands over the rows that have scrolled beneath it.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor: (range) => rowsToDraw(range, active),
  });
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);
  // Only what was asked for is brought into view: a row that new results push about does not drag the table with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => {
    if (active >= 0 && active < count) virtual.scrollToIndex(active, { align: "auto" });
  }, [props.reveal]);

  const { template, least } = columnTracks(columns);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rowByKey(event.key, { active, count, first, last });
    if (next !== null) {
      event.preventDefault();
      if (count === 0) return;
      onActive(next);
      virtual.scrollToIndex(next, { align: "auto" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0) onOpen(active);
    } else if (props.onKey?.(event, active)) event.preventDefault();
  };

  // A virtual list cannot place the rows of a <table>; and the grid has the focus for all of its rows and cells.
  // biome-ignore-start lint/a11y/useSemanticElements: see above
  // biome-ignore-start lint/a11y/useFocusableInteractive: see above
  // biome-ignore-start lint/a11y/useKeyWithClickEvents: the grid listens for the keys of its active row
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active >= 0 && active < count ? `${id}-${active}` : undefined}
      tabIndex={0}
      className={classes.scroller}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth: least }}>
        <div
          role="row"
          aria-rowindex={1}
          className={classes.titles}
          style={{ gridTemplateColumns: template }}
        >
          {columns.map((column) => (
            <Header key={column.id} column={column} sort={sort} onSort={props.onSort} />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={classes.body}
        style={{ height: virtual.getTotalSize(), minWidth: least }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <TableRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              row={row}
              columns={columns as readonly VirtualColumn<unknown>[]}
              template={template}
              top={start - headHeight}
              height={rowHeight}
              isActive={index === active}
              look={row === undefined ? "unread" : props.lookOf?.(row)}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  index: number;
  row: unknown;
  columns: readonly VirtualColumn<unknown>[];
  template: string;
  top: number;
  height: number;
  isActive: boolean;
  look: string | undefined;
  onOpen: (index: number) => void;
}

/** Drawn anew only when something of it is another: scrolling draws the rows that come, and no others. */
const TableRow = memo(function TableRow(props: RowProps) {
  const { row, index, onOpen } = props;
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.isActive}
      data-look={props.look}
      className={classes.row}
      style={{
        gridTemplateColumns: props.template,
        height: props.height,
        transform: `translateY(${props.top}px)`,
      }}
      onClick={() => onOpen(index)}
    >
      {props.columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={classes.cell}
          data-figure={column.isFigure || undefined}
        >
          {row === undefined ? <span className={classes.unread} aria-hidden /> : column.render(row)}
        </div>
      ))}
    </div>
  );
});
// biome-ignore-end lint/a11y/useKeyWithClickEvents: see above

interface HeaderProps<Row> {
  column: VirtualColumn<Row>;
  sort: { by: string; descending: boolean };
  onSort: (by: string) => void;
}

function Header<Row>({ column, sort, onSort }: HeaderProps<Row>) {
  const by = column.sort;
  const isSorted = by !== undefined && by === sort.by;
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className={classes.cell}
      data-figure={column.isFigure || undefined}
      aria-sort={isSorted ? (sort.descending ? "descending" : "ascending") : undefined}
    >
      {by === undefined ? (
        column.title
      ) : (
        <button type="button" className={classes.sort} onClick={() => onSort(by)}>
          {column.title}
          {isSorted && <Arrow size={12} stroke={2} aria-hidden />}
        </button>
      )}
    </div>
  );
}
// biome-ignore-end lint/a11y/useFocusableInteractive: see above
// biome-ignore-end lint/a11y/useSemanticElements: see above
