// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a <table> does not allow
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import classes from "./Sheet.module.css";
import { SheetField } from "./SheetField.tsx";
import { SheetHead } from "./SheetHead.tsx";
import { cellId, SheetRow } from "./SheetRow.tsx";
import { type SheetKey, sheetKey } from "./sheet-keys.ts";
import { headHeight, numberWidth, rowHeight, type SheetColumn } from "./sheet-model.ts";
import {
  at,
  clamp,
  columnsIn,
  type Place,
  type Range,
  rangeOf,
  rowsIn,
  type Selection,
  step,
} from "./sheet-selection.ts";
import { type EditMode, useCellEditor } from "./use-cell-editor.ts";
import { useSheetPointer } from "./use-sheet-pointer.ts";

export interface SheetHandle {
  focus: () => void;
  /** Selects a cell and brings it into sight. */
  show: (place: Place) => void;
}

interface Props<Row> {
  label: string;
  /** How to move, edit and leave, for a screen reader. */
  help: string;
  fieldLabel: (column: string, row: number) => string;
  resizeLabel: (column: string) => string;
  rowCount: number;
  rowAt: (index: number) => Row | undefined;
  columns: readonly SheetColumn<Row>[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** The rows in sight, also those a little beyond. */
  onSight: (first: number, last: number) => void;
  /** `row` is the one that was there when the typing began: another may have taken its place. */
  onCommit: (row: Row, column: number, text: string) => void;
  onClear: (range: Range) => void;
  onCopy: (range: Range, isCut: boolean, clipboard: DataTransfer) => void;
  onPaste: (range: Range, text: string) => void;
  /** The cells of the range are repeated over these rows. */
  onFill: (range: Range, rows: { top: number; bottom: number }) => void;
  onMove: (range: Range, by: -1 | 1) => void;
  onUndo: () => void;
  onRedo: () => void;
  onMenu: (place: Place, x: number, y: number) => void;
  onResize: (key: string, width: number, isDone: boolean) => void;
  /** Below the last row. */
  footer?: ReactNode;
  handle?: RefObject<SheetHandle | null>;
}

/** A table that is worked in as in a spreadsheet. It holds only what is in sight, and asks for the rest by its number. */
export function Sheet<Row>(props: Props<Row>) {
  const { rowCount, columns, onSelect, onSight } = props;
  const id = useId();
  const helpId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const editor = useCellEditor();
  const edited = useRef<Row | undefined>(undefined);
  /** After Escape the Tab key leaves the table. */
  const isLeaving = useRef(false);
  const bounds = useMemo(() => ({ rows: rowCount, columns: columns.length }), [rowCount, columns.length]);
  const selection = clamp(props.selection, bounds);
  const range = rangeOf(selection);
  const { focus } = selection;

  const lefts = useMemo(() => {
    const sums = [numberWidth];
    for (const { width } of columns) sums.push((sums.at(-1) ?? 0) + width);
    return sums;
  }, [columns]);
  const totalWidth = lefts.at(-1) ?? numberWidth;
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 6,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]?.width ?? 0,
    paddingStart: numberWidth,
    scrollPaddingStart: numberWidth,
    overscan: 2,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths are measured again when they change
  useEffect(() => across.measure(), [columns]);
  const rowItems = rows.getVirtualItems();
  const columnItems = across.getVirtualItems();
  const firstRow = rowItems[0]?.index ?? 0;
  const lastRow = rowItems.at(-1)?.index ?? -1;
  const firstColumn = columnItems[0]?.index ?? 0;
  const lastColumn = columnItems.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastRow >= firstRow) onSight(firstRow, lastRow);
  }, [firstRow, lastRow, onSight]);

  const column = columns[focus.column];
  const row = rowCount === 0 ? undefined : props.rowAt(focus.row);

  function reveal(place: Place): void {
    rows.scrollToIndex(place.row);
    across.scrollToIndex(place.column);
  }
  function select(next: Selection): void {
    onSelect(next);
    reveal(next.focus);
  }
  const focusField = () => editor.field.current?.focus({ preventScroll: true });
  useImperativeHandle(props.handle, () => ({
    focus: focusField,
    show: (place) => {
      select(at(place.row, place.column));
      focusField();
    },
  }));

  function begin(mode: EditMode, text: string): void {
    edited.current = row;
    editor.begin(mode, text);
  }

  /** false: the text cannot be taken; it stays in its field with the reason. */
  function commit(text: string, motion: { rows: number; columns: number }): boolean {
    const into = edited.current;
    if (column !== undefined && into !== undefined && text !== column.textOf(into)) {
      const problem = column.problemOf?.(into, text) ?? null;
      if (problem !== null) {
        editor.refuse(problem);
        return false;
      }
      props.onCommit(into, focus.column, text);
    }
    editor.end();
    if (motion.rows !== 0 || motion.columns !== 0) select(step(selection, motion, bounds, false));
    return true;
  }
  const commitOpen = (): boolean =>
    editor.mode === null || commit(editor.field.current?.value ?? "", { rows: 0, columns: 0 });

  const pointer = useSheetPointer({
    scroller,
    lefts,
    bounds,
    selection,
    onTouch: () => {
      focusField();
      return commitOpen();
    },
    onSelect: select,
    onFill: props.onFill,
  });

  function beginEditing(): void {
    if (column === undefined || row === undefined) return;
    begin("change", column.textOf(row));
    focusField();
  }

  function onKey(event: KeyboardEvent): boolean {
    const wasLeaving = isLeaving.current;
    isLeaving.current = false;
    if (rowCount === 0 || (event.key === "Tab" && wasLeaving)) return false;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const meant = sheetKey(event, selection, bounds, pageRows);
    if (meant !== null) act(meant);
    return meant !== null;
  }

  function act(meant: SheetKey): void {
    switch (meant.kind) {
      case "select":
        select(meant.selection);
        return;
      case "edit":
        beginEditing();
        return;
      case "clear":
        props.onClear(range);
        return;
      case "fill-down":
        fillDown();
        return;
      case "move":
        props.onMove(range, meant.by);
        return;
      case "undo":
        props.onUndo();
        return;
      case "redo":
        props.onRedo();
        return;
      case "leave":
        isLeaving.current = true;
        return;
      case "menu": {
        const box = document.getElementById(cellId(id, focus.row, focus.column))?.getBoundingClientRect();
        if (box !== undefined) props.onMenu(focus, box.left + 8, box.bottom);
      }
    }
  }

  /** The first row over the others; of one row alone, the row above it. */
  function fillDown(): void {
    const top = rowsIn(range) === 1 ? range.top - 1 : range.top;
    if (top < 0) return;
    props.onFill({ ...range, top, bottom: top }, { top: top + 1, bottom: range.bottom });
  }

  const box = (of: Range) => ({
    left: lefts[of.left],
    top: headHeight + of.top * rowHeight,
    width: (lefts[of.right + 1] ?? totalWidth) - (lefts[of.left] ?? 0),
    height: rowsIn(of) * rowHeight,
  });
  const isInSight = focus.row >= firstRow && focus.row <= lastRow;
  return (
    <div className={classes.sheet}>
      <p id={helpId} className="lathe-visually-hidden">
        {props.help}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field in it takes the keys; the pointer is calculated */}
      <div
        ref={scroller}
        className={classes.scroller}
        {...pointer.handlers}
        onDoubleClick={(event) => {
          const place = pointer.placeAt(event);
          if (place !== null && place.row >= 0 && place.column >= 0) beginEditing();
        }}
        onContextMenu={(event) => {
          const place = pointer.placeAt(event);
          if (place === null || place.row < 0 || rowCount === 0) return;
          event.preventDefault();
          if (!commitOpen()) return;
          const column = Math.max(0, place.column);
          if (!isIn(range, { row: place.row, column })) select(at(place.row, column));
          props.onMenu({ row: place.row, column }, event.clientX, event.clientY);
        }}
      >
        <div
          id={id}
          role="grid"
          aria-label={props.label}
          aria-rowcount={rowCount + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          className={classes.canvas}
          style={{ width: totalWidth, height: rows.getTotalSize() }}
        >
          <SheetHead
            columns={columns}
            lefts={lefts}
            firstColumn={firstColumn}
            lastColumn={lastColumn}
            resizeLabel={props.resizeLabel}
            onResize={props.onResize}
          />
          <div role="rowgroup">
            {rowItems.map(({ index }) => {
              const isSelected = index >= range.top && index <= range.bottom;
              return (
                <SheetRow
                  key={index}
                  id={id}
                  index={index}
                  row={props.rowAt(index)}
                  columns={columns}
                  lefts={lefts}
                  firstColumn={firstColumn}
                  lastColumn={lastColumn}
                  selectedFrom={isSelected ? range.left : -1}
                  selectedTo={isSelected ? range.right : -1}
                />
              );
            })}
          </div>
        </div>
        {rowCount > 0 && (
          <>
            <div
              className={classes.range}
              style={box(range)}
              hidden={rowsIn(range) * columnsIn(range) === 1}
            />
            <div
              className={classes.focus}
              style={box({ top: focus.row, bottom: focus.row, left: focus.column, right: focus.column })}
            />
            {pointer.filling !== null && (
              <div className={classes.filling} style={box({ ...range, ...pointer.filling })} />
            )}
            <SheetField
              editor={editor}
              label={props.fieldLabel(column?.title ?? "", focus.row + 1)}
              describedBy={helpId}
              gridId={id}
              activeId={isInSight ? cellId(id, focus.row, focus.column) : undefined}
              place={{
                left: lefts[focus.column] ?? 0,
                top: headHeight + focus.row * rowHeight,
                width: column?.width ?? 0,
              }}
              isMono={column?.isMono ?? false}
              choices={column?.choices}
              onBegin={(text) => begin("replace", text)}
              onCommit={commit}
              onCancel={editor.end}
              onKey={onKey}
              onCopy={(event: ClipboardEvent, isCut) => {
                event.preventDefault();
                props.onCopy(range, isCut, event.clipboardData);
              }}
              onPaste={(text) => props.onPaste(range, text)}
              onFocus={() => {
                isLeaving.current = false;
              }}
            />
            {editor.mode === null && (
              <div
                className={classes.handle}
                aria-hidden
                style={{
                  left: (lefts[range.right + 1] ?? totalWidth) - 5,
                  top: headHeight + (range.bottom + 1) * rowHeight - 5,
                }}
                onPointerDown={pointer.beginFill}
              />
            )}
          </>
        )}
        {props.footer !== undefined && <div className={classes.footer}>{props.footer}</div>}
      </div>
    </div>
  );
}

const isIn = (range: Range, { row, column }: Place): boolean =>
  row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
