import { type Bounds, type Selection, step, tab } from "./sheet-selection.ts";

/** What a key means while no cell is being edited. */
export type SheetKey =
  | { kind: "select"; selection: Selection }
  /** With the text that is there, the cursor at its end. */
  | { kind: "edit" }
  /** The selected rows change places with the one above (-1) or below (1). */
  | { kind: "move"; by: -1 | 1 }
  | { kind: "clear" | "fill-down" | "undo" | "redo" | "leave" | "menu" };

export interface Keystroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const arrows: Record<string, { rows: number; columns: number }> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
};

/** null: the key means nothing here, and goes on its way. */
export function sheetKey(
  stroke: Keystroke,
  selection: Selection,
  bounds: Bounds,
  pageRows: number,
): SheetKey | null {
  const { key, shiftKey, altKey } = stroke;
  const mod = stroke.ctrlKey || stroke.metaKey;
  const select = (next: Selection): SheetKey => ({ kind: "select", selection: next });
  if (altKey) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    return by === undefined || mod || shiftKey ? null : { kind: "move", by: by as -1 | 1 };
  }
  const arrow = arrows[key];
  if (arrow !== undefined) {
    const far = mod ? Math.max(bounds.rows, bounds.columns) : 1;
    return select(
      step(selection, { rows: arrow.rows * far, columns: arrow.columns * far }, bounds, shiftKey),
    );
  }
  if (mod) return modKey(key.toLowerCase(), shiftKey, selection, bounds);
  switch (key) {
    case "PageDown":
      return select(step(selection, { rows: pageRows, columns: 0 }, bounds, shiftKey));
    case "PageUp":
      return select(step(selection, { rows: -pageRows, columns: 0 }, bounds, shiftKey));
    case "Home":
      return select(step(selection, { rows: 0, columns: -bounds.columns }, bounds, shiftKey));
    case "End":
      return select(step(selection, { rows: 0, columns: bounds.columns }, bounds, shiftKey));
    case "Tab": {
      const next = tab(selection, shiftKey, bounds);
      return next === null ? null : select(next);
    }
    case "Enter":
    case "F2":
      return { kind: "edit" };
    case "Escape":
      return { kind: "leave" };
    case "Delete":
    case "Backspace":
      return { kind: "clear" };
    case "ContextMenu":
      return { kind: "menu" };
    case "F10":
      return shiftKey ? { kind: "menu" } : null;
    default:
      return null;
  }
}

function modKey(key: string, shift: boolean, selection: Selection, bounds: Bounds): SheetKey | null {
  const last = { row: bounds.rows - 1, column: bounds.columns - 1 };
  const first = { row: 0, column: 0 };
  switch (key) {
    case "a":
      return { kind: "select", selection: { anchor: last, focus: first } };
    case "home":
      return { kind: "select", selection: { anchor: shift ? selection.anchor : first, focus: first } };
    case "end":
      return { kind: "select", selection: { anchor: shift ? selection.anchor : last, focus: last } };
    case "d":
      return { kind: "fill-down" };
    case "z":
      return { kind: shift ? "redo" : "undo" };
    case "y":
      return { kind: "redo" };
    default:
      return null;
  }
}
