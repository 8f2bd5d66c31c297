import { isRunnable } from "#shared/model/content.ts";
import type { ImportItem } from "#shared/model/exchange.ts";

export type ImportRow =
  | { kind: "file"; path: string; items: number }
  | { kind: "item"; item: ImportItem; hasBadges: boolean };

/** The items under the name of their file, files in the order in which they first occur. */
export function importRows(items: readonly ImportItem[]): ImportRow[] {
  const byFile = Map.groupBy(items, ({ source }) => source);
  return [...byFile].flatMap(([path, found]): ImportRow[] => [
    { kind: "file", path, items: found.length },
    ...found.map((item): ImportRow => ({ kind: "item", item, hasBadges: hasBadges(item) })),
  ]);
}

/** Whether there is something that one should know before it is taken over. */
const hasBadges = ({ taken, similar, syntax, inert, losses, warnings }: ImportItem): boolean =>
  taken !== null ||
  (syntax !== null && !isRunnable(syntax)) ||
  similar.length + inert.length + losses.length + warnings.length > 0;
