import { IconChevronRight } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TextMatch, TextMatches } from "#shared/model/text-match.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./FindPanel.module.css";
import { find } from "./find.ts";
import type { FoundMatch } from "./find-store.ts";
import { keyOf, type MatchRow, matchRows } from "./match-rows.ts";

/** Pixels. */
const rowHeight = { prompt: 28, match: 40 };

interface Props {
  groups: TextMatches[];
  listRef: RefObject<HTMLDivElement | null>;
  onOpen: (found: FoundMatch) => void;
}

/** The matches, by prompt; only the lines on the screen are drawn. Arrows choose, Enter opens, left and right fold. */
export function MatchRows({ groups, listRef, onOpen }: Props) {
  const { t } = useTranslation();
  const chosen = find.useFind((state) => state.chosen);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState(0);
  const rows = useMemo(() => matchRows(groups, folded), [groups, folded]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: (index) => rowHeight[rows[index]?.kind ?? "match"],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows change their heights with what they are
  useEffect(() => virtual.measure(), [rows]);
  // F4 goes on from anywhere on the page, and the list shows where it is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice moves the list
  useEffect(() => {
    const row = rows.findIndex((each) => each.kind === "match" && each.index === chosen);
    if (row >= 0) moveTo(row);
  }, [chosen]);

  function moveTo(row: number): void {
    setFocused(row);
    virtual.scrollToIndex(row);
  }

  function fold(group: TextMatches, isFolded: boolean): void {
    const next = new Set(folded);
    if (isFolded) next.add(keyOf(group));
    else next.delete(keyOf(group));
    setFolded(next);
    setFocused(matchRows(groups, next).findIndex((row) => row.kind === "prompt" && row.group === group));
  }

  function open(row: MatchRow | undefined): void {
    if (row === undefined) return;
    if (row.kind === "prompt") fold(row.group, !folded.has(row.key));
    else {
      find.choose(row.index);
      onOpen(row);
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[focused];
    const last = rows.length - 1;
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(Math.min(last, focused + 1)),
      ArrowUp: () => (focused === 0 ? find.show() : moveTo(focused - 1)),
      Home: () => moveTo(0),
      End: () => moveTo(last),
      PageDown: () => moveTo(Math.min(last, focused + 10)),
      PageUp: () => moveTo(Math.max(0, focused - 10)),
      Enter: () => open(row),
      ArrowLeft: () => row !== undefined && fold(row.group, true),
      ArrowRight: () => row?.kind === "prompt" && fold(row.group, false),
      Escape: () => find.show(),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  const current = rows[Math.min(focused, rows.length - 1)];
  return (
    <div
      ref={listRef}
      className={classes.rows}
      role="tree"
      tabIndex={0}
      aria-label={t("prompts.find.results")}
      aria-activedescendant={current === undefined ? undefined : idOf(current.key)}
      onKeyDown={onKeyDown}
    >
      <div className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const common = {
            id: idOf(row.key),
            style: { height: size, transform: `translateY(${start}px)` },
            "data-focused": row === current || undefined,
            onClick: () => {
              setFocused(index);
              open(row);
            },
          };
          if (row.kind === "prompt") {
            const isOpen = !folded.has(row.key);
            return (
              <div
                role="treeitem"
                tabIndex={-1}
                key={row.key}
                {...common}
                className={classes.prompt}
                aria-level={1}
                aria-expanded={isOpen}
              >
                <IconChevronRight
                  size={12}
                  className={classes.chevron}
                  data-open={isOpen || undefined}
                  aria-hidden
                />
                <span className={classes.name}>{row.group.name}</span>
                {row.group.version !== null && (
                  <span className={classes.version}>v{row.group.version.version}</span>
                )}
                <span className={classes.count}>{formatNumber(row.group.matches.length)}</span>
              </div>
            );
          }
          const { match } = row;
          return (
            <div
              role="treeitem"
              tabIndex={-1}
              key={row.key}
              {...common}
              className={classes.match}
              aria-level={2}
              aria-selected={row.index === chosen}
            >
              <span className={classes.place}>
                <PlaceWords match={match} />
              </span>
              <span className={classes.excerpt}>
                {match.excerpt.before}
                <mark>{match.excerpt.match}</mark>
                {match.excerpt.after}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function PlaceWords({ match: { place, line } }: { match: TextMatch }) {
  const { t } = useTranslation();
  switch (place.in) {
    case "message":
      return t("prompts.find.place.message", {
        number: place.index + 1,
        role: t(`editor.role.${place.role}`),
        line,
      });
    case "history":
      return t("prompts.find.place.history", { number: place.index + 1 });
    case "variable":
      return t(`prompts.find.place.variable.${place.field}`, { name: place.name });
    case "tool":
      return t(`prompts.find.place.tool.${place.field}`, { number: place.index + 1 });
    default:
      return t(`prompts.find.place.${place.in}`);
  }
}

const idOf = (key: string): string => `found-${key}`;
