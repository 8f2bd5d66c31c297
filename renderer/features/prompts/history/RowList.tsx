import { Button, Loader } from "@mantine/core";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Reading } from "./newest-first.ts";
import classes from "./row-list.module.css";

interface Props<Row> {
  rows: readonly Row[];
  /** How many there are in all, those not read yet included. */
  total: number;
  keyOf: (row: Row) => string;
  label: string;
  /** Pixels; all rows have it. */
  rowHeight: number;
  /** Draws a row. Its first button takes the focus when the arrows come to the row. */
  children: (row: Row, tabIndex: 0 | -1) => ReactNode;
  onKey?: (key: string, row: Row) => void;
  older: Reading<null>;
  hasOlder: boolean;
  onOlder: () => void;
}

/** A list of any length: only what is in view exists, older rows are read as they come near, the arrows walk it. */
export function RowList<Row>(props: Props<Row>) {
  const { rows, total, keyOf, label, rowHeight, children, onKey, older, hasOlder, onOlder } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const focusWanted = useRef(false);
  const current = Math.max(0, Math.min(active, rows.length - 1));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => keyOf(rows[index] as Row),
    estimateSize: () => rowHeight,
    overscan: 10,
    // The row that the keyboard stands on always exists: neither the focus nor the way into the list gets lost.
    rangeExtractor: (range) => {
      const shown = new Set(defaultRangeExtractor(range));
      if (rows.length > 0) shown.add(current);
      return [...shown].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const lastShown = virtual.range?.endIndex ?? 0;

  useEffect(() => {
    if (hasOlder && older.kind === "ready" && lastShown >= rows.length - 20) onOlder();
  }, [hasOlder, older.kind, lastShown, rows.length, onOlder]);

  useEffect(() => {
    if (!focusWanted.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${current}"] button`);
    if (row === null || row === undefined) return;
    focusWanted.current = false;
    row.focus({ preventScroll: true });
  });

  const walk = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + 10,
      PageUp: current - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const wanted = steps[event.key];
    const row = rows[current];
    if (wanted === undefined) {
      if (row !== undefined) onKey?.(event.key, row);
      return;
    }
    event.preventDefault();
    const next = Math.max(0, Math.min(rows.length - 1, wanted));
    focusWanted.current = true;
    setActive(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };

  return (
    <div ref={scroller} className={classes.scroller}>
      <ol
        className={classes.rows}
        aria-label={label}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={walk}
      >
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={key}
              data-index={index}
              className={classes.row}
              style={{ transform: `translateY(${start}px)`, height: rowHeight }}
              aria-setsize={total}
              aria-posinset={index + 1}
              onFocus={() => setActive(index)}
            >
              {children(row, index === current ? 0 : -1)}
            </li>
          );
        })}
      </ol>
      {older.kind === "loading" && <Loader size="xs" className={classes.older} />}
      {older.kind === "failed" && (
        <Button variant="subtle" className={classes.older} onClick={onOlder}>
          {t("history.olderFailed")}
        </Button>
      )}
    </div>
  );
}
