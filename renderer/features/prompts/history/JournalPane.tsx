import { Button, Loader } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { ContentDiffView } from "./ContentDiffView.tsx";
import classes from "./history.module.css";
import type { DraftJournal, JournalPreview } from "./journal-store.ts";
import { LookControls } from "./LookControls.tsx";
import { useHistoryLook } from "./look-store.ts";

/** A stored state of the draft beside the draft of now, and the way back to it. */
export function JournalPane({ journal }: { journal: DraftJournal }) {
  const preview = journal.useJournal((state) => state.preview);
  if (preview.kind === "failed") {
    return <ErrorState error={preview.error} onRetry={() => void journal.preview()} />;
  }
  if (preview.kind === "loading") return <Loader size="sm" className={classes.loading} />;
  return <Shown preview={preview.value} journal={journal} />;
}

function Shown({ preview, journal }: { preview: JournalPreview; journal: DraftJournal }) {
  const { t, i18n } = useTranslation();
  const { sideBySide, showUnchanged } = useHistoryLook();
  const [busy, setBusy] = useState(false);
  const { entry, content, draft, diff } = preview;
  const state = t("history.stateOf", { time: formatDateTime(entry.savedAt, i18n.language) });

  const restore = async () => {
    setBusy(true);
    try {
      await journal.restore(content);
      notifyDone(t("history.restored"));
    } catch (error) {
      notifyError(error, t("history.restoreFailed"));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className={classes.comparison} aria-label={t("history.comparison")}>
      <header className={classes.paneHead}>
        <h2 className={classes.sides}>
          <span className={classes.sideName} data-side="A">
            {t("history.draftNow")}
          </span>
          <span aria-hidden>→</span>
          <span className={classes.sideName} data-side="B" title={state}>
            {state}
          </span>
        </h2>
        <LookControls />
        <Button
          variant="default"
          leftSection={<IconRestore size={14} />}
          disabled={diff.identical}
          loading={busy}
          onClick={() => void restore()}
        >
          {t("history.restore")}
        </Button>
      </header>
      <ContentDiffView
        label={`${t("history.draftNow")} → ${state}`}
        diff={diff}
        look={{
          sideBySide,
          showUnchanged,
          formats: { original: draft.content.templateFormat, modified: content.templateFormat },
        }}
      />
    </section>
  );
}
