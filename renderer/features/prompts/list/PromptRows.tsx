import { Button, Loader } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { type Row, stepRow } from "./list-rows.ts";
import { foldFolder, readMore, readSection, useList } from "./list-store.ts";
import { FolderLine, PromptLine } from "./PromptLine.tsx";
import classes from "./PromptList.module.css";
import type { MenuPlace } from "./PromptMenu.tsx";
import { ask } from "./prompt-actions.ts";

const heights = { folder: 28, prompt: 48, waiting: 36, failed: 64 } as const;
const pageStep = 8;

interface Props {
  rows: Row[];
  activeId: PromptId | null;
  listRef: RefObject<HTMLDivElement | null>;
  onOpen: (prompt: PromptSummary) => void;
  onRemove: (prompt: PromptSummary) => void;
  onMenu: (place: MenuPlace) => void;
}

/** The lines as a tree: one stop for the Tab key, arrows inside. Only what is in sight is in the page. */
export function PromptRows({ rows, activeId, listRef, onOpen, onRemove, onMenu }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [focused, setFocused] = useState<string | null>(null);
  // What is opened from elsewhere, as from the palette, is where the keyboard goes on from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that matters
  useEffect(() => setFocused(null), [activeId]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? "prompt"],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  useReadingOnSight(items.map(({ index }) => rows[index]));

  const current = rows.find((row) => row.key === (focused ?? activeId)) ?? rows.find(canBeChosen);
  const idOf = (row: Row) => `${id}-${row.key}`;

  function choose(row: Row | undefined): void {
    if (row === undefined) return;
    setFocused(row.key);
    virtual.scrollToIndex(rows.indexOf(row));
  }

  function openMenuAt(row: Row): void {
    if (row.kind !== "prompt") return;
    const box = document.getElementById(idOf(row))?.getBoundingClientRect();
    if (box !== undefined) onMenu({ prompt: row.prompt, x: box.left + 24, y: box.bottom - 8 });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = keys(event);
    if (handled) event.preventDefault();
  }

  function keys(event: KeyboardEvent): boolean {
    const key = event.shiftKey && event.key === "F10" ? "ContextMenu" : event.key;
    switch (key) {
      case "ArrowDown":
        choose(stepRow(rows, current?.key ?? null, 1));
        return true;
      case "ArrowUp":
        choose(stepRow(rows, current?.key ?? null, -1));
        return true;
      case "PageDown":
        choose(stepRow(rows, current?.key ?? null, pageStep));
        return true;
      case "PageUp":
        choose(stepRow(rows, current?.key ?? null, -pageStep));
        return true;
      case "Home":
        choose(stepRow(rows, null, 1));
        return true;
      case "End":
        choose(stepRow(rows, null, -1));
        return true;
    }
    if (current?.kind === "folder" && current.count !== null) return folderKeys(key, current);
    return current?.kind === "prompt" && promptKeys(key, current);
  }

  function folderKeys(key: string, row: Extract<Row, { kind: "folder" }>): boolean {
    const fold = { ArrowLeft: true, ArrowRight: false, Enter: !row.isFolded, " ": !row.isFolded }[key];
    if (fold === undefined) return false;
    foldFolder(row.folder, fold);
    setFocused(row.key);
    return true;
  }

  function promptKeys(key: string, row: Extract<Row, { kind: "prompt" }>): boolean {
    const { prompt } = row;
    switch (key) {
      case "Enter":
      case " ":
        onOpen(prompt);
        return true;
      case "F2":
        ask({ kind: "rename", prompt });
        return true;
      case "Delete":
        choose(neighbour(rows, row));
        onRemove(prompt);
        return true;
      case "ContextMenu":
        openMenuAt(row);
        return true;
      case "ArrowLeft":
        choose(rows.find((each) => each.key === `folder:${prompt.folder}`));
        return true;
      default:
        return false;
    }
  }

  return (
    <div
      ref={listRef}
      role="tree"
      aria-label={t("prompts.label")}
      tabIndex={0}
      className={classes.rows}
      aria-activedescendant={current === undefined ? undefined : idOf(current)}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (current !== undefined) choose(current);
      }}
    >
      <div role="none" className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const place = { transform: `translateY(${item.start}px)`, height: item.size };
          if (row.kind === "waiting") {
            return (
              <div key={item.key} role="none" className={classes.waiting} style={place}>
                <Loader size={14} />
                <span>{t("prompts.loadingMore")}</span>
              </div>
            );
          }
          if (row.kind === "failed") {
            return (
              <div key={item.key} role="none" className={classes.failedRow} style={place}>
                <span>{errorText(row.failure).message}</span>
                <Button variant="default" size="compact-xs" onClick={() => readSection(row.section)}>
                  {t("shell.retry")}
                </Button>
              </div>
            );
          }
          const isFolder = row.kind === "folder";
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names this line by aria-activedescendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
            <div
              key={item.key}
              id={idOf(row)}
              role="treeitem"
              className={isFolder ? classes.folder : classes.prompt}
              style={place}
              aria-level={isFolder ? 1 : row.level}
              aria-expanded={isFolder ? !row.isFolded : undefined}
              aria-posinset={isFolder ? undefined : row.position}
              aria-setsize={isFolder ? undefined : row.siblings}
              aria-selected={!isFolder && row.prompt.promptId === activeId}
              data-focused={row.key === current?.key || undefined}
              onClick={() => {
                setFocused(row.key);
                if (row.kind === "prompt") onOpen(row.prompt);
                else if (row.count !== null) foldFolder(row.folder, !row.isFolded);
              }}
              onContextMenu={(event: MouseEvent) => {
                if (row.kind !== "prompt") return;
                event.preventDefault();
                setFocused(row.key);
                onMenu({ prompt: row.prompt, x: event.clientX, y: event.clientY });
              }}
            >
              {row.kind === "prompt" ? (
                <PromptLine
                  prompt={row.prompt}
                  onMenu={(event) => {
                    const box = event.currentTarget.getBoundingClientRect();
                    onMenu({ prompt: row.prompt, x: box.left, y: box.bottom });
                  }}
                />
              ) : (
                <FolderLine {...row} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const canBeChosen = (row: Row): boolean => row.kind === "folder" || row.kind === "prompt";

/** Where the focus goes when this line is removed. */
function neighbour(rows: Row[], row: Row): Row | undefined {
  const below = stepRow(rows, row.key, 1);
  return below?.key === row.key ? stepRow(rows, row.key, -1) : below;
}

/** A folder that was never read, and the next page, are read when their place comes into sight. */
function useReadingOnSight(seen: (Row | undefined)[]): void {
  // As text, so that it is the same for as long as the same places are seen.
  const waiting = JSON.stringify(seen.flatMap((row) => (row?.kind === "waiting" ? [row.section] : [])));
  const sections = useList((state) => state.sections);
  useEffect(() => {
    for (const key of JSON.parse(waiting) as string[]) {
      const section = sections[key];
      if (section === undefined) void readSection(key);
      else if (!section.isReading && section.failure === null) void readMore(key);
    }
  }, [waiting, sections]);
}
