import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../ui/format.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import type { DraftJournal } from "./journal-store.ts";
import { RowList } from "./RowList.tsx";
import classes from "./row-list.module.css";

const rowHeight = 44;

/** Every stored state of the draft, newest first. */
export function JournalList({ journal }: { journal: DraftJournal }) {
  const { t } = useTranslation();
  const { entries, older, selected, draft } = journal.useJournal();
  return (
    <RowList
      rows={entries.items}
      total={entries.items.length}
      keyOf={(entry) => String(entry.journalId)}
      label={t("history.journal")}
      rowHeight={rowHeight}
      older={older}
      hasOlder={entries.next !== null}
      onOlder={journal.readOlder}
    >
      {({ journalId, kind, savedAt, characters, contentHash }, tabIndex) => (
        <div className={classes.entry} data-after={journalId === selected}>
          <button
            type="button"
            className={classes.open}
            tabIndex={tabIndex}
            aria-current={journalId === selected}
            onClick={() => journal.select(journalId)}
          >
            <span className={classes.first}>
              <span>{t(`history.kind.${kind}`)}</span>
              <RelativeTime at={savedAt} className={classes.when} />
            </span>
            <span className={classes.second}>
              {t("history.characters", { count: characters, amount: formatNumber(characters) })}
              {contentHash === draft?.contentHash && ` · ${t("history.isDraft")}`}
            </span>
          </button>
        </div>
      )}
    </RowList>
  );
}
