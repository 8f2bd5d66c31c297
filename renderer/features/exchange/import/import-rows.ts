import type { ImportItem } from "#shared/model/exchange.ts";

export type ImportRow = { kind: "file"; path: string; items: number } | { kind: "item"; item: ImportItem };

/** The items under the name of their file, files in the order in which they first occur. */
export function importRows(items: readonly ImportItem[]): ImportRow[] {
  const byFile = Map.groupBy(items, ({ source }) => source);
  return [...byFile].flatMap(([path, found]): ImportRow[] => [
    { kind: "file", path, items: found.length },
    ...found.map((item): ImportRow => ({ kind: "item", item })),
  ]);
}
