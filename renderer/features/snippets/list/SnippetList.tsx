import { ActionIcon, Button, CloseButton, Menu, Skeleton, TextInput, Tooltip } from "@mantine/core";
import {
  IconDots,
  IconPencil,
  IconPlus,
  IconSearch,
  IconSearchOff,
  IconSitemap,
  IconTrash,
} from "@tabler/icons-react";
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SnippetId } from "#shared/model/ids.ts";
import type { Snippet } from "#shared/model/snippet.ts";
import { readSnippetLibrary, useSnippetLibrary } from "../../../host/snippet-library.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import classes from "../../../ui/name-list.module.css";
import { removeSnippet } from "../snippet-actions.ts";
import {
  askAboutSnippet,
  searchSnippets,
  showMap,
  showSnippet,
  useSnippetsView,
} from "../snippets-view-store.ts";
import { useUnsavedTexts } from "../unsaved-texts.ts";
import { matchingSnippets } from "./matching-snippets.ts";

/** The snippets of the workspace by name. */
export function SnippetList({ activeId }: { activeId: SnippetId | null }) {
  const { t } = useTranslation();
  const { snippets, failure } = useSnippetLibrary();
  const search = useSnippetsView((state) => state.search);
  const isMap = useSnippetsView((state) => state.isMap);
  const wanted = useDeferredValue(search);
  const found = useMemo(() => matchingSnippets(snippets ?? [], wanted), [snippets, wanted]);
  return (
    <nav className={classes.list} aria-label={t("snippets.title")}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("snippets.title")}</h2>
        <div className={classes.actions}>
          {(snippets?.length ?? 0) > 0 && (
            <Tooltip label={t("snippets.map.show")}>
              <ActionIcon
                aria-label={t("snippets.map.show")}
                aria-pressed={isMap}
                onClick={() => showMap(!isMap)}
              >
                <IconSitemap size={16} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={t("snippets.create")}>
            <ActionIcon aria-label={t("snippets.create")} onClick={() => askAboutSnippet({ kind: "create" })}>
              <IconPlus size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      {(snippets?.length ?? 0) > 0 && <SearchBox />}
      {failure !== null && snippets === null ? (
        <ErrorState
          title={t("snippets.failure.list")}
          error={failure}
          onRetry={() => void readSnippetLibrary()}
        />
      ) : snippets === null ? (
        <LoadingRows />
      ) : found.length === 0 && snippets.length > 0 ? (
        <EmptyState
          icon={IconSearchOff}
          title={t("snippets.noMatch.title")}
          text={t("snippets.noMatch.text", { search: wanted })}
          action={
            <Button variant="default" onClick={() => searchSnippets("")}>
              {t("snippets.clearSearch")}
            </Button>
          }
        />
      ) : (
        <ul className={classes.rows} aria-label={t("snippets.listLabel")}>
          {found.map((snippet) => (
            <Line key={snippet.snippetId} snippet={snippet} isActive={snippet.snippetId === activeId} />
          ))}
        </ul>
      )}
    </nav>
  );
}

function Line({ snippet, isActive }: { snippet: Snippet; isActive: boolean }) {
  const { t } = useTranslation();
  const isUnsaved = useUnsavedTexts(({ texts }) => texts[snippet.snippetId] !== undefined);
  const rename = () => askAboutSnippet({ kind: "rename", snippet });
  return (
    <li className={classes.row} data-active={isActive || undefined}>
      <button
        type="button"
        className={classes.open}
        aria-current={isActive || undefined}
        title={snippet.description || undefined}
        onClick={() => showSnippet(snippet.snippetId)}
        onKeyDown={(event) => {
          if (event.key === "F2") rename();
          else if (event.key === "Delete") void removeSnippet(snippet);
          else return;
          event.preventDefault();
        }}
      >
        <span className={classes.lineTop}>
          <span className={`${classes.name} ${classes.code}`}>{snippet.name}</span>
          {isUnsaved && <span className={classes.unsaved}>{t("snippets.unsaved")}</span>}
        </span>
        <span className={classes.lineBottom}>
          <span className={classes.about}>
            {snippet.description || snippet.text.trimStart().split("\n", 1)[0]}
          </span>
          <span className={classes.end}>
            {t("snippets.uses", { count: snippet.usedBy, amount: formatNumber(snippet.usedBy) })}
          </span>
        </span>
      </button>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon
            size={24}
            className={classes.more ?? ""}
            aria-label={t("snippets.more", { name: snippet.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={rename}>
            {t("snippets.action.change")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={() => void removeSnippet(snippet)}
          >
            {t("snippets.action.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function SearchBox() {
  const { t } = useTranslation();
  const search = useSnippetsView((state) => state.search);
  return (
    <TextInput
      className={classes.search ?? ""}
      type="search"
      aria-label={t("snippets.search")}
      placeholder={t("snippets.search")}
      leftSection={<IconSearch size={14} />}
      rightSection={
        search !== "" && (
          <CloseButton
            size="xs"
            aria-label={t("snippets.clearSearch")}
            onClick={() => searchSnippets("")}
            tabIndex={-1}
          />
        )
      }
      value={search}
      maxLength={200}
      onChange={(event) => searchSnippets(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || search === "" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        searchSnippets("");
      }}
    />
  );
}

const skeletons = [72, 56, 64, 48];

function LoadingRows() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status" aria-label={t("snippets.loading")}>
      {skeletons.map((width) => (
        <div key={width} className={classes.loadingRow}>
          <Skeleton height={10} width={`${width}%`} />
          <Skeleton height={8} width={`${width / 2}%`} />
        </div>
      ))}
    </div>
  );
}
