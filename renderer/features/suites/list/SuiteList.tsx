import { ActionIcon, Button, CloseButton, Menu, Skeleton, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import {
  IconDots,
  IconFileText,
  IconPencil,
  IconSearch,
  IconSearchOff,
  IconTable,
  IconTablePlus,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SuiteId } from "#shared/model/ids.ts";
import type { SuiteSummary } from "#shared/model/suite.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import classes from "../../../ui/name-list.module.css";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { showSuite } from "../suites-view-store.ts";
import { askAboutSuite, readSuites, removeSuite, searchSuites, useSuites } from "./suites-store.ts";

const typingMs = 180;

/** The suites of the workspace by name. */
export function SuiteList({ activeId }: { activeId: SuiteId | null }) {
  const { t } = useTranslation();
  const { suites, failure, search } = useSuites();
  return (
    <div className={classes.list}>
      <div className={classes.head}>
        <h1 className={classes.title}>{t("suites.title")}</h1>
        <Tooltip label={t("suites.create")}>
          <ActionIcon aria-label={t("suites.create")} onClick={() => askAboutSuite({ kind: "create" })}>
            <IconTablePlus size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      {(search !== "" || (suites?.length ?? 0) > 0) && <SearchBox />}
      {failure !== null && suites === null ? (
        <ErrorState title={t("suites.failed")} error={failure} onRetry={() => void readSuites()} />
      ) : suites === null ? (
        <LoadingRows />
      ) : suites.length === 0 ? (
        <Nothing search={search} />
      ) : (
        <ul className={classes.rows} aria-label={t("suites.listLabel")}>
          {suites.map((suite) => (
            <Line key={suite.suiteId} suite={suite} isActive={suite.suiteId === activeId} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Line({ suite, isActive }: { suite: SuiteSummary; isActive: boolean }) {
  const { t, i18n } = useTranslation();
  const change = () => askAboutSuite({ kind: "change", suite });
  return (
    <li className={classes.row} data-active={isActive || undefined}>
      <button
        type="button"
        className={classes.open}
        aria-current={isActive || undefined}
        title={suite.description || undefined}
        onClick={() => showSuite(suite.suiteId)}
        onKeyDown={(event) => {
          if (event.key === "F2") change();
          else if (event.key === "Delete") void removeSuite(suite);
          else return;
          event.preventDefault();
        }}
      >
        <span className={classes.lineTop}>
          <span className={classes.name}>{suite.name}</span>
          <span className={classes.count}>
            {t("suites.cases", { count: suite.cases, amount: formatNumber(suite.cases, i18n.language) })}
          </span>
        </span>
        <span className={classes.lineBottom}>
          <IconFileText size={12} stroke={1.8} aria-hidden />
          <span className={classes.about}>{suite.promptName ?? t("suites.anyPrompt")}</span>
          <RelativeTime at={suite.updatedAt} className={classes.end} />
        </span>
      </button>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon
            size={24}
            className={classes.more ?? ""}
            aria-label={t("suites.more", { name: suite.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={change}>
            {t("suites.action.change")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={() => void removeSuite(suite)}
          >
            {t("suites.action.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function SearchBox() {
  const { t } = useTranslation();
  const search = useSuites((state) => state.search);
  const [text, setText] = useState(search);
  const apply = useDebouncedCallback(searchSuites, typingMs);
  // "Clear the search" elsewhere on the page empties the box too.
  useEffect(() => setText(search), [search]);
  const clear = () => {
    apply.cancel();
    setText("");
    searchSuites("");
  };
  return (
    <TextInput
      className={classes.search ?? ""}
      type="search"
      aria-label={t("suites.search")}
      placeholder={t("suites.search")}
      leftSection={<IconSearch size={14} />}
      rightSection={
        text !== "" && (
          <CloseButton size="xs" aria-label={t("suites.clearSearch")} onClick={clear} tabIndex={-1} />
        )
      }
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || text === "" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        clear();
      }}
    />
  );
}

function Nothing({ search }: { search: string }) {
  const { t } = useTranslation();
  if (search.trim() !== "") {
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t("suites.empty.noMatch")}
        text={t("suites.empty.noMatchText", { search })}
        action={
          <Button variant="default" onClick={() => searchSuites("")}>
            {t("suites.clearSearch")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={IconTable}
      title={t("suites.empty.title")}
      text={t("suites.empty.text")}
      action={
        <Button leftSection={<IconTablePlus size={14} />} onClick={() => askAboutSuite({ kind: "create" })}>
          {t("suites.create")}
        </Button>
      }
    />
  );
}

const skeletons = [72, 56, 64, 48];

function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status" aria-label={t("suites.loading")}>
      {skeletons.map((width) => (
        <div key={width} className={classes.loadingRow}>
          <Skeleton height={10} width={`${width}%`} />
          <Skeleton height={8} width={`${width / 2}%`} />
        </div>
      ))}
    </div>
  );
}
