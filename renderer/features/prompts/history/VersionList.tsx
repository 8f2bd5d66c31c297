import { IconArrowBackUp, IconPencil } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { VersionSummary } from "#shared/model/prompt.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { isDraftChanged, type Picked, type PromptHistory } from "./history-store.ts";
import { RowList } from "./RowList.tsx";
import classes from "./row-list.module.css";

type Row = { pick: "draft"; version: null; savedAt: string } | { pick: Picked; version: VersionSummary };

const rowHeight = 56;

/** The story of a prompt, newest first. A click compares a version with the one before it. */
export function VersionList({ history }: { history: PromptHistory }) {
  const { t } = useTranslation();
  const { versions, total, older, before, after } = history.useHistory();
  const draftSavedAt = history.useHistory((state) =>
    isDraftChanged(state) ? (state.draft?.savedAt ?? null) : null,
  );
  const rows = useMemo((): Row[] => {
    const saved = versions.items.map((version): Row => ({ pick: version.versionId, version }));
    return draftSavedAt === null
      ? saved
      : [{ pick: "draft", version: null, savedAt: draftSavedAt }, ...saved];
  }, [versions.items, draftSavedAt]);

  return (
    <RowList
      rows={rows}
      total={total + rows.length - versions.items.length}
      keyOf={(row) => row.pick}
      label={t("history.versions")}
      rowHeight={rowHeight}
      older={older}
      hasOlder={versions.next !== null}
      onOlder={history.readOlder}
      onKey={(key, row) => {
        if (key === "a" || key === "A") history.choose("before", row.pick);
        if (key === "b" || key === "B") history.choose("after", row.pick);
      }}
    >
      {(row, tabIndex) => {
        const name = row.version === null ? t("history.draft") : row.version.version;
        return (
          <div className={classes.entry} data-before={row.pick === before} data-after={row.pick === after}>
            <button
              type="button"
              className={classes.open}
              tabIndex={tabIndex}
              aria-current={row.pick === after}
              onClick={() => history.select(row.pick)}
            >
              <VersionWords row={row} />
            </button>
            <SideButton
              side="A"
              isOn={row.pick === before}
              label={t("history.chooseBefore", { name })}
              tabIndex={tabIndex}
              onClick={() => history.choose("before", row.pick)}
            />
            <SideButton
              side="B"
              isOn={row.pick === after}
              label={t("history.chooseAfter", { name })}
              tabIndex={tabIndex}
              onClick={() => history.choose("after", row.pick)}
            />
          </div>
        );
      }}
    </RowList>
  );
}

function VersionWords({ row }: { row: Row }) {
  const { t } = useTranslation();
  if (row.version === null) {
    return (
      <>
        <span className={classes.first}>
          <IconPencil size={14} aria-hidden />
          <strong>{t("history.draft")}</strong>
          {"savedAt" in row && <RelativeTime at={row.savedAt} className={classes.when} />}
        </span>
        <span className={classes.second}>{t("history.draftUnsaved")}</span>
      </>
    );
  }
  const { version, createdAt, message, revertOf } = row.version;
  return (
    <>
      <span className={classes.first}>
        <strong className={classes.number}>{version}</strong>
        {revertOf !== null && (
          <span className={classes.revert} title={t("history.revertedTo", { version: revertOf })}>
            <IconArrowBackUp size={12} aria-hidden />
            <span className="lathe-visually-hidden">{t("history.revertedTo", { version: "" })}</span>
            {revertOf}
          </span>
        )}
        <RelativeTime at={createdAt} className={classes.when} />
      </span>
      <span className={classes.second} title={message}>
        {message.trim() === "" ? t("history.noMessage") : message}
      </span>
    </>
  );
}

interface SideButtonProps {
  side: "A" | "B";
  isOn: boolean;
  label: string;
  tabIndex: 0 | -1;
  onClick: () => void;
}

function SideButton({ side, isOn, label, tabIndex, onClick }: SideButtonProps) {
  return (
    <button
      type="button"
      className={classes.side}
      data-side={side}
      aria-pressed={isOn}
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      {side}
    </button>
  );
}
