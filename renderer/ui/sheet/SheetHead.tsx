// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a <table> does not allow
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import classes from "./Sheet.module.css";
import { leastWidth, mostWidth, type SheetColumn } from "./sheet-model.ts";

interface Props<Row> {
  columns: readonly SheetColumn<Row>[];
  lefts: readonly number[];
  firstColumn: number;
  lastColumn: number;
  resizeLabel: (title: string) => string;
  onResize: (key: string, width: number, isDone: boolean) => void;
}

/** The names of the columns. Their edges are drawn with the pointer, or moved with the arrows. */
export function SheetHead<Row>(props: Props<Row>) {
  const { columns, lefts, firstColumn, lastColumn, resizeLabel, onResize } = props;
  return (
    <div role="rowgroup" className={classes.head}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: only the edges of the columns take the focus */}
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
        <div role="columnheader" aria-colindex={1} className={classes.corner}>
          #
        </div>
        {columns.slice(firstColumn, lastColumn + 1).map((column, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={firstColumn + index + 2}
            // Without the label of its edge.
            aria-label={column.title}
            className={classes.title}
            data-numeric={column.isNumeric || undefined}
            data-mono={column.isMono || undefined}
            title={column.hint}
            style={{ left: lefts[firstColumn + index], width: column.width }}
          >
            <span className={classes.titleText}>{column.title}</span>
            <Edge
              width={column.width}
              label={resizeLabel(column.title)}
              onResize={(width, isDone) => onResize(column.key, width, isDone)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

interface EdgeProps {
  width: number;
  label: string;
  onResize: (width: number, isDone: boolean) => void;
}

const clampWidth = (width: number): number => Math.round(Math.max(leastWidth, Math.min(mostWidth, width)));

function Edge({ width, label, onResize }: EdgeProps) {
  const begun = useRef<{ x: number; width: number } | null>(null);
  const drawn = (event: PointerEvent): number | null =>
    begun.current === null ? null : clampWidth(begun.current.width + event.clientX - begun.current.x);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onResize(clampWidth(width + by), true);
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={leastWidth}
      aria-valuemax={mostWidth}
      className={classes.edge}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        begun.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        const next = drawn(event);
        if (next !== null) onResize(next, false);
      }}
      onPointerUp={(event) => {
        const next = drawn(event);
        begun.current = null;
        if (next !== null) onResize(next, true);
      }}
    />
  );
}
