import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from "react";
import classes from "./MeasuredGrid.module.css";
import { columnTracks, rowByKey, rowsToDraw } from "./virtual-rows.ts";

export interface GridColumn<Row> {
  id: string;
  /** The least width in pixels; what is left over goes to the columns that `grow`, by its figure. */
  width: number;
  grow?: number;
  render: (row: Row) => ReactNode;
}

/** Column 0 is the name of the row. */
export interface GridPlace {
  row: number;
  column: number;
}

export interface MeasuredGridProps<Row> {
  label: string;
  /** The first one names the row and stays when the others are scrolled sideways. */
  columns: readonly GridColumn<Row>[];
  /** Over the columns, in their order; apart from them, because they change while the rows do not. */
  heads: readonly ReactNode[];
  /** Rows in all, those not read yet included. */
  count: number;
  /** undefined: not read yet. */
  rowAt: (index: number) => Row | undefined;
  /** The height of a row in pixels until it is measured. */
  estimate: number;
  /** Where the keyboard stands. Row −1: nowhere yet. */
  active: GridPlace;
  /** When it is another, the active row is brought into view; keys do so by themselves. */
  reveal?: unknown;
  onActive: (place: GridPlace) => void;
  onOpen: (place: GridPlace) => void;
  /** Other keys, on the active place. Answers whether it took the key. */
  onKey?: (event: KeyboardEvent, place: GridPlace) => boolean;
  /** Which rows are in view, ends included; those are to be read. */
  onRange: (first: number, last: number) => void;
  /** Marks a row for the style sheet and for a journey: becomes its `data-look`. */
  lookOf?: (row: Row) => string | undefined;
  /** Knows a row again when it stands elsewhere, so that what is being read stays where it is. `placeOf`: −1 is nowhere. */
  keyOf: (row: Row) => string;
  placeOf: (key: string) => number;
  /** Another value: rows were read anew, and may stand elsewhere. */
  reading: unknown;
  isBusy: boolean;
}

/** Pixels; as in the style sheet, with its border. */
const headHeight = 49;

/**
 * Rows as high as what they hold, any number of them, under heads that stay in view; all columns are one surface and scroll
 * as one. The focus stays on the grid itself and names the cell it stands on: neither a row that scrolls away nor one that
 * is read anew can take the focus with it, and a screen reader hears one cell and not a whole row of long texts.
 */
export function MeasuredGrid<Row>(props: MeasuredGridProps<Row>) {
  const { columns, count, rowAt, estimate, active, onActive, onOpen, onRange, keyOf, placeOf } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    overscan: 3,
    // The line of heads stands over the rows that have scrolled beneath it.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor: (range) => rowsToDraw(range, active.row),
  });
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);
  // Only what was asked for is brought into view: a row that new results push about does not drag the grid with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => {
    if (active.row >= 0 && active.row < count) virtual.scrollToIndex(active.row, { align: "auto" });
  }, [props.reveal]);

  /** The row under the heads. null: at the top, where new rows are welcome. */
  const anchor = useRef<{ key: string; index: number; offset: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when rows were read anew, and at no other time
  useLayoutEffect(() => {
    const held = anchor.current;
    const now = held === null ? -1 : placeOf(held.key);
    if (held === null || now < 0 || now === held.index) return;
    const [before, after] = [held.index, now].map((index) => virtual.getOffsetForIndex(index, "start")?.[0]);
    if (before === undefined || after === undefined) return;
    const offset = Math.max(0, (virtual.scrollOffset ?? 0) + after - before);
    anchor.current = { key: held.key, index: now, offset };
    virtual.scrollToOffset(offset);
  }, [props.reading]);
  useLayoutEffect(() => {
    const offset = virtual.scrollOffset ?? 0;
    const row = rowAt(first);
    const held = anchor.current;
    if (offset === 0) anchor.current = null;
    // Where nobody scrolled, the row is held on to: it is on its way, or stands among those that are not read anew yet.
    else if (row !== undefined && held?.offset !== offset)
      anchor.current = { key: keyOf(row), index: first, offset };
  });

  const cellId = ({ row, column }: GridPlace): string => `${id}-${row}-${column}`;
  const isSomewhere = active.row >= 0 && active.row < count;
  const goTo = (place: GridPlace) => {
    onActive(place);
    if (place.row !== active.row) virtual.scrollToIndex(place.row, { align: "auto" });
  };
  // A column that is gone to comes out from beneath the first one, or from beyond the edge.
  useEffect(() => {
    const view = scroller.current;
    const title = view?.querySelector<HTMLElement>(
      `[role=columnheader][aria-colindex="${active.column + 1}"]`,
    );
    if (view === null || title === null || title === undefined || active.column === 0) return;
    const { left, right } = title.getBoundingClientRect();
    const edge = view.getBoundingClientRect();
    const start = edge.left + (columns[0]?.width ?? 0);
    if (left < start) view.scrollLeft -= start - left;
    else if (right > edge.left + view.clientWidth)
      view.scrollLeft += Math.min(right - edge.left - view.clientWidth, left - start);
  }, [active.column, columns]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rowByKey(event.key, { active: active.row, count, first, last });
    const sideways = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (row !== null || sideways !== 0) {
      event.preventDefault();
      if (count === 0) return;
      goTo({
        row: row ?? Math.max(0, Math.min(count - 1, active.row)),
        column: Math.max(0, Math.min(columns.length - 1, active.column + sideways)),
      });
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isSomewhere) onOpen(active);
    } else if (props.onKey?.(event, active)) event.preventDefault();
  };

  const { template, least } = columnTracks(columns);

  // A virtual list cannot place the rows of a <table>; and the grid has the focus for all of its rows and cells.
  // biome-ignore-start lint/a11y/useSemanticElements: see above
  // biome-ignore-start lint/a11y/useFocusableInteractive: see above
  // biome-ignore-start lint/a11y/useKeyWithClickEvents: the grid listens for the keys of its active cell
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-busy={props.isBusy}
      aria-activedescendant={isSomewhere ? cellId(active) : undefined}
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
          {columns.map(({ id: column }, index) => (
            <div key={column} role="columnheader" aria-colindex={index + 1} className={classes.title}>
              {props.heads[index]}
            </div>
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
            <GridRow
              key={index}
              measure={virtual.measureElement}
              id={`${id}-${index}`}
              index={index}
              row={row}
              columns={columns as readonly GridColumn<unknown>[]}
              template={template}
              top={start - headHeight}
              estimate={estimate}
              activeColumn={index === active.row ? active.column : null}
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
  measure: (row: HTMLElement | null) => void;
  id: string;
  index: number;
  row: unknown;
  columns: readonly GridColumn<unknown>[];
  template: string;
  top: number;
  estimate: number;
  /** Where the keyboard stands in this row; null: in another. */
  activeColumn: number | null;
  look: string | undefined;
  onOpen: (place: GridPlace) => void;
}

/** Drawn anew only when something of it is another: scrolling draws the rows that come, and no others. */
const GridRow = memo(function GridRow(props: RowProps) {
  const { row, index, onOpen } = props;
  const [name, ...others] = props.columns;
  const open = (event: MouseEvent) => {
    // Who selects a text wants to copy it.
    if (document.getSelection()?.isCollapsed === false) return;
    const cell = (event.target as HTMLElement).closest("[aria-colindex]");
    onOpen({ row: index, column: Number(cell?.getAttribute("aria-colindex") ?? 1) - 1 });
  };
  const cellOf = (column: number) => ({
    className: classes.cell,
    "data-active": props.activeColumn === column || undefined,
  });
  const draw = (column: GridColumn<unknown>): ReactNode =>
    row === undefined ? <span className={classes.unread} aria-hidden /> : column.render(row);
  return (
    <div
      ref={props.measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.activeColumn !== null}
      data-look={props.look}
      className={classes.row}
      style={{
        gridTemplateColumns: props.template,
        minHeight: row === undefined ? props.estimate : undefined,
        transform: `translateY(${props.top}px)`,
      }}
      onClick={open}
    >
      {name !== undefined && (
        <div id={`${props.id}-0`} role="rowheader" aria-colindex={1} {...cellOf(0)}>
          {draw(name)}
        </div>
      )}
      {others.map((column, at) => (
        <div
          key={column.id}
          id={`${props.id}-${at + 1}`}
          role="gridcell"
          aria-colindex={at + 2}
          {...cellOf(at + 1)}
        >
          {draw(column)}
        </div>
      ))}
    </div>
  );
});
// biome-ignore-end lint/a11y/useKeyWithClickEvents: see above
// biome-ignore-end lint/a11y/useFocusableInteractive: see above
// biome-ignore-end lint/a11y/useSemanticElements: see above
