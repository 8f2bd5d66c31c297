import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";

/** The columns of a table of rows that are drawn one by one, each of them a grid of its own: all have the same. */
export function columnTracks(columns: readonly { width: number; grow?: number }[]): {
  template: string;
  /** Pixels that all of them take at least. */
  least: number;
} {
  return {
    template: columns
      .map(({ width, grow }) => (grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`))
      .join(" "),
    least: columns.reduce((sum, { width }) => sum + width, 0),
  };
}

/** The rows to draw, and always the active one: the row that `aria-activedescendant` names has to exist. */
export function rowsToDraw(range: Range, active: number): number[] {
  const shown = new Set(defaultRangeExtractor(range));
  if (active >= 0 && active < range.count) shown.add(active);
  return [...shown].sort((a, b) => a - b);
}

/** The row that a key leads to, within the rows that there are; null: it is none of these keys. −1: no row is active. */
export function rowByKey(
  key: string,
  { active, count, first, last }: { active: number; count: number; first: number; last: number },
): number | null {
  const page = Math.max(1, last - first - 1);
  const at = Math.max(active, 0);
  const rows: Record<string, number> = {
    ArrowDown: active + 1,
    j: active + 1,
    ArrowUp: at - 1,
    k: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const row = rows[key];
  return row === undefined ? null : Math.max(0, Math.min(count - 1, row));
}
