import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { headHeight, numberWidth, rowHeight } from "./sheet-model.ts";
import {
  type Bounds,
  filledRows,
  type Place,
  type Range,
  rangeOf,
  type Selection,
} from "./sheet-selection.ts";

interface Pointing {
  scroller: RefObject<HTMLDivElement | null>;
  /** Pixels from the left edge, one for each column and one for the end. */
  lefts: readonly number[];
  bounds: Bounds;
  selection: Selection;
  /** Called before anything is selected: what is being typed is done. false: it cannot be taken, and stays in front. */
  onTouch: () => boolean;
  onSelect: (selection: Selection) => void;
  onFill: (range: Range, rows: { top: number; bottom: number }) => void;
}

type Draw = { kind: "cells" } | { kind: "rows" } | { kind: "fill"; range: Range };

/** Selecting and filling with the pointer. Which cell it is over is calculated: cells come and go while one scrolls. */
export function useSheetPointer(pointing: Pointing) {
  const { scroller, lefts, bounds, selection, onTouch, onSelect, onFill } = pointing;
  const draw = useRef<Draw | null>(null);
  const [filling, setFilling] = useState<{ top: number; bottom: number } | null>(null);

  /** column -1: the number of the row; row -1: the heads. null: beside the table. */
  function placeAt(
    { clientX, clientY }: { clientX: number; clientY: number },
    isDrawing = false,
  ): Place | null {
    const element = scroller.current;
    if (element === null) return null;
    const box = element.getBoundingClientRect();
    const fromLeft = clientX - box.left;
    const x = fromLeft + element.scrollLeft;
    const y = clientY - box.top + element.scrollTop - headHeight;
    if (!isDrawing && (fromLeft > element.clientWidth || clientY - box.top > element.clientHeight))
      return null;
    const row = clientY - box.top < headHeight && !isDrawing ? -1 : Math.floor(y / rowHeight);
    const after = lefts.findIndex((left) => left > x);
    const column = fromLeft < numberWidth ? -1 : after === -1 ? bounds.columns : after - 1;
    if (isDrawing) {
      return {
        row: Math.max(0, Math.min(bounds.rows - 1, row)),
        column: Math.max(0, Math.min(bounds.columns - 1, column)),
      };
    }
    return row >= bounds.rows || column >= bounds.columns ? null : { row, column };
  }

  function begin(event: PointerEvent, next: Draw, chosen: Selection | null): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    draw.current = next;
    if (chosen !== null) onSelect(chosen);
  }

  const lastColumn = bounds.columns - 1;
  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || bounds.rows === 0) return;
      const place = placeAt(event);
      if (place === null || place.row < 0) return;
      // The focus stays in the field.
      event.preventDefault();
      if (!onTouch()) return;
      const { row, column } = place;
      const anchorRow = event.shiftKey ? selection.anchor.row : row;
      if (column < 0) {
        begin(
          event,
          { kind: "rows" },
          {
            anchor: { row: anchorRow, column: lastColumn },
            focus: { row, column: 0 },
          },
        );
      } else
        begin(event, { kind: "cells" }, { anchor: event.shiftKey ? selection.anchor : place, focus: place });
    },
    onPointerMove(event: PointerEvent) {
      const now = draw.current;
      const place = now === null ? null : placeAt(event, true);
      if (now === null || place === null) return;
      if (now.kind === "fill") setFilling(filledRows(now.range, place.row));
      else if (now.kind === "rows") {
        onSelect({ anchor: selection.anchor, focus: { row: place.row, column: 0 } });
      } else if (place.row !== selection.focus.row || place.column !== selection.focus.column) {
        onSelect({ anchor: selection.anchor, focus: place });
      }
    },
    onPointerUp() {
      const now = draw.current;
      draw.current = null;
      if (now?.kind === "fill" && filling !== null) onFill(now.range, filling);
      setFilling(null);
    },
  };
  const beginFill = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (!onTouch()) return;
    scroller.current?.setPointerCapture(event.pointerId);
    draw.current = { kind: "fill", range: rangeOf(selection) };
  };
  return { handlers, beginFill, filling, placeAt };
}
