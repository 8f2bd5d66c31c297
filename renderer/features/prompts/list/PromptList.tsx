import { ActionIcon, Button, CloseButton, Group, Skeleton, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import {
  IconFileImport,
  IconFilePlus,
  IconFileText,
  IconListSearch,
  IconSearch,
  IconSearchOff,
} from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/shallow";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { performCommand } from "../../../commands/registry.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { listRows } from "./list-rows.ts";
import { filtered, filterList, isFiltered, refreshList, useList } from "./list-store.ts";
import classes from "./PromptList.module.css";
import { type MenuPlace, PromptMenu } from "./PromptMenu.tsx";
import { PromptRows } from "./PromptRows.tsx";
import { ask } from "./prompt-actions.ts";
import { TagFilter } from "./TagFilter.tsx";
import { useLiveList } from "./use-live-list.ts";

const typingMs = 180;

interface Props {
  activeId: PromptId | null;
  onOpen: (prompt: PromptSummary) => void;
  onRemove: (prompt: PromptSummary) => void;
  onExport: (prompt: PromptSummary) => void;
  onSaveAsTemplate: (prompt: PromptSummary) => void;
  /** Shows the search through all texts. */
  onFindText: () => void;
}

/** The prompts of the workspace: searched, filtered by tag, in folders. */
export function PromptList({ activeId, onOpen, onRemove, onExport, onSaveAsTemplate, onFindText }: Props) {
  const { t } = useTranslation();
  const shown = useList(
    useShallow(({ search, tag, facets, sections, folded }) => ({ search, tag, facets, sections, folded })),
  );
  const facetsFailure = useList((state) => state.facetsFailure);
  const rows = useMemo(() => listRows(shown), [shown]);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const listRef = useRef<HTMLDivElement>(null);
  useLiveList();

  const first = shown.sections[isFiltered(shown) ? filtered : ""];
  const failure = first?.failure ?? (shown.facets === null ? facetsFailure : null);
  const isUnknown = first === undefined || (!isFiltered(shown) && shown.facets === null);
  const isFirstReading = first?.isReading === true && first.prompts.length === 0 && rows.length <= 1;

  return (
    <div className={classes.list}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("prompts.title")}</h2>
        <span className={classes.space} />
        <Tooltip label={`${t("prompts.find.title")} (${shortcutText("mod+shift+F")})`}>
          <ActionIcon aria-label={t("prompts.find.title")} onClick={onFindText}>
            <IconListSearch size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t("exchange.commands.importShort")} (${shortcutText("mod+shift+I")})`}>
          <ActionIcon
            aria-label={t("exchange.commands.importShort")}
            onClick={() => performCommand("exchange.import")}
          >
            <IconFileImport size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("prompts.create")}>
          <ActionIcon aria-label={t("prompts.create")} onClick={() => ask({ kind: "create" })}>
            <IconFilePlus size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <SearchBox onLeave={() => listRef.current?.focus()} />
      <TagFilter />
      {failure !== null && rows.every((row) => row.kind === "waiting" || row.kind === "failed") ? (
        <ErrorState title={t("prompts.failed")} error={failure} onRetry={() => void refreshList()} />
      ) : isUnknown || isFirstReading ? (
        <LoadingRows />
      ) : rows.length === 0 ? (
        <Nothing />
      ) : (
        <PromptRows
          rows={rows}
          activeId={activeId}
          listRef={listRef}
          onOpen={onOpen}
          onRemove={onRemove}
          onMenu={setMenu}
        />
      )}
      <PromptMenu
        place={menu}
        onClose={() => {
          setMenu(null);
          listRef.current?.focus();
        }}
        onOpen={onOpen}
        onRemove={onRemove}
        onExport={onExport}
        onSaveAsTemplate={onSaveAsTemplate}
      />
    </div>
  );
}

/** For the command that brings the keyboard here. */
export const searchBoxId = "prompt-search";

function SearchBox({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation();
  const search = useList((state) => state.search);
  const [text, setText] = useState(search);
  const apply = useDebouncedCallback((typed: string) => filterList({ search: typed }), typingMs);
  // "Clear the search" elsewhere on the page empties the box too.
  useEffect(() => setText(search), [search]);
  const clear = () => {
    apply.cancel();
    setText("");
    filterList({ search: "" });
  };
  return (
    <TextInput
      id={searchBoxId}
      className={classes.search}
      type="search"
      aria-label={t("prompts.search")}
      placeholder={t("prompts.search")}
      leftSection={<IconSearch size={14} />}
      rightSection={
        text !== "" && (
          <CloseButton size="xs" aria-label={t("prompts.clearSearch")} onClick={clear} tabIndex={-1} />
        )
      }
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Escape" && text !== "") {
          event.preventDefault();
          clear();
        }
        if (event.key === "ArrowDown" || event.key === "Enter") {
          event.preventDefault();
          apply.flush();
          onLeave();
        }
      }}
    />
  );
}

function Nothing() {
  const { t } = useTranslation();
  const { search, tag } = useList(useShallow((state) => ({ search: state.search.trim(), tag: state.tag })));
  if (search === "" && tag === null) {
    return (
      <EmptyState
        icon={IconFileText}
        title={t("prompts.empty.title")}
        text={t("prompts.empty.text")}
        action={
          <Group gap={8} justify="center">
            <Button leftSection={<IconFilePlus size={14} />} onClick={() => ask({ kind: "create" })}>
              {t("prompts.create")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileImport size={14} />}
              onClick={() => performCommand("exchange.import")}
            >
              {t("exchange.commands.importShort")}
            </Button>
          </Group>
        }
      />
    );
  }
  const text =
    tag === null
      ? t("prompts.empty.noMatchSearch", { search })
      : search === ""
        ? t("prompts.empty.noMatchTag", { tag })
        : t("prompts.empty.noMatchBoth", { search, tag });
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t("prompts.empty.noMatch")}
      text={text}
      action={
        <Button variant="default" onClick={() => filterList({ search: "", tag: null })}>
          {t(tag === null ? "prompts.clearSearch" : "prompts.clearFilter")}
        </Button>
      }
    />
  );
}

const skeletons = [72, 56, 64, 48, 60];

function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status" aria-label={t("prompts.loading")}>
      {skeletons.map((width) => (
        <div key={width} className={classes.loadingRow}>
          <Skeleton height={10} width={`${width}%`} />
          <Skeleton height={8} width={`${width / 2}%`} />
        </div>
      ))}
    </div>
  );
}
