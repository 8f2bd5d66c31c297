import { Checkbox } from "@mantine/core";
import { IconFileText, IconTable } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ImportItem } from "#shared/model/exchange.ts";
import { formatNumber } from "../../../ui/format.ts";
import { rowByKey, rowsToDraw } from "../../../ui/virtual-rows.ts";
import { type Choice, type Choices, suggestedChoice } from "./choices.ts";
import { ItemBadges } from "./ItemBadges.tsx";
import classes from "./ItemGrid.module.css";
import { type ImportRow, importRows } from "./import-rows.ts";
import { useItemFacts, useItemFate } from "./item-words.ts";

const heightOf = (row: ImportRow | undefined): number => {
  if (row?.kind === "file") return 28;
  return row?.hasBadges === false ? 50 : 72;
};

interface Props {
  items: readonly ImportItem[];
  choices: Choices;
  shown: string | null;
  onShow: (itemId: string) => void;
  onChoose: (itemId: string, patch: Partial<Choice>) => void;
  /** The item that is shown is to be worked on. */
  onOpen: () => void;
}

/** The items under the names of their files; one stop for the Tab key, arrows inside, the space bar takes and leaves. */
export function ItemGrid({ items, choices, shown, onShow, onChoose, onOpen }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => importRows(items), [items]);
  // In the order of the rows, which is not always that of the items.
  const order = useMemo(() => rows.flatMap((row, at) => (row.kind === "item" ? [at] : [])), [rows]);
  const active = rows.findIndex((row) => row.kind === "item" && row.item.itemId === shown);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index]),
    overscan: 8,
    rangeExtractor: (range) => rowsToDraw(range, active),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is brought into view when it is another
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: "auto" });
  }, [shown]);

  // The button that led here is gone, and the keyboard goes on from the items.
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);

  const toggle = (item: ImportItem) => {
    const choice = choices.get(item.itemId) ?? suggestedChoice(item);
    onChoose(item.itemId, { action: choice.action === "skip" ? "add" : "skip" });
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const row = rows[active];
    if (event.key === " " && row?.kind === "item") toggle(row.item);
    else if (event.key === "Enter") onOpen();
    else {
      const range = virtual.range;
      const seen = { first: range?.startIndex ?? 0, last: range?.endIndex ?? 0 };
      const next = rowByKey(event.key, { active: order.indexOf(active), count: order.length, ...seen });
      const wanted = next === null ? undefined : rows[order[next] ?? -1];
      if (wanted?.kind !== "item") return;
      onShow(wanted.item.itemId);
    }
    event.preventDefault();
  }

  // A virtual list cannot place the rows of a <table>; and the grid has the focus for all of its rows and cells.
  // biome-ignore-start lint/a11y/useSemanticElements: see above
  // biome-ignore-start lint/a11y/useFocusableInteractive: see above
  // biome-ignore-start lint/a11y/useKeyWithClickEvents: the grid listens for the keys of its active row
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t("exchange.import.items")}
      aria-rowcount={rows.length}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      tabIndex={0}
      data-autofocus
      className={classes.scroller}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const place = { transform: `translateY(${start}px)`, height: size };
          if (row.kind === "file") {
            return (
              <div key={index} role="row" aria-rowindex={index + 1} className={classes.file} style={place}>
                <span role="gridcell" aria-colspan={2} title={row.path}>
                  {row.path}
                  <span className={classes.amount}>
                    {t("exchange.import.itemsIn", { count: row.items, amount: formatNumber(row.items) })}
                  </span>
                </span>
              </div>
            );
          }
          const { item } = row;
          const choice = choices.get(item.itemId) ?? suggestedChoice(item);
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 1}
              aria-selected={index === active}
              data-action={choice.action}
              className={classes.item}
              style={place}
              onClick={() => onShow(item.itemId)}
            >
              <span role="gridcell" className={classes.check}>
                <Checkbox
                  aria-label={t("exchange.import.takeItem", { name: choice.name })}
                  tabIndex={-1}
                  checked={choice.action !== "skip"}
                  onChange={() => toggle(item)}
                />
              </span>
              <span role="gridcell" className={classes.words}>
                <ItemWords item={item} choice={choice} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
  // biome-ignore-end lint/a11y/useKeyWithClickEvents: see above
  // biome-ignore-end lint/a11y/useFocusableInteractive: see above
  // biome-ignore-end lint/a11y/useSemanticElements: see above
}

function ItemWords({ item, choice }: { item: ImportItem; choice: Choice }) {
  const { t } = useTranslation();
  const facts = useItemFacts(item);
  const fate = useItemFate(choice);
  const Icon = item.kind === "prompt" ? IconFileText : IconTable;
  return (
    <>
      <span className={classes.line}>
        <Icon size={14} stroke={1.8} aria-label={t(`exchange.kind.${item.kind}`)} />
        <span className={classes.name}>{choice.action === "add" ? choice.name : item.name}</span>
        <span className={classes.fate}>{fate}</span>
      </span>
      <span className={classes.facts}>
        {t(`exchange.format.${item.format}`)} · {facts}
      </span>
      <span className={classes.badges}>
        <ItemBadges item={item} />
      </span>
    </>
  );
}
