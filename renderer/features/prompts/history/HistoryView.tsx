import { Button, Loader, Tabs } from "@mantine/core";
import { IconArrowLeft, IconHistory } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import { host, session } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Shortcut } from "../../../ui/Kbd.tsx";
import { drafts } from "../draft-store.ts";
import { useAskedVersion } from "./asked-version.ts";
import { ComparisonPane } from "./ComparisonPane.tsx";
import { GoBackDialog } from "./GoBackDialog.tsx";
import classes from "./history.module.css";
import { createHistory, type HistoryHost, type PromptHistory, type Side } from "./history-store.ts";
import { JournalList } from "./JournalList.tsx";
import { JournalPane } from "./JournalPane.tsx";
import { createJournal, type DraftJournal } from "./journal-store.ts";
import { useHistoryCommands } from "./use-history-commands.ts";
import { VersionList } from "./VersionList.tsx";

interface Props {
  promptId: PromptId;
  onClose: () => void;
  /** The history has been read and is shown. */
  onOpened?: () => void;
  /** Two sides of it are to be held against each other on a suite; null: the draft. Absent: it is not offered. */
  onCompare?: (before: VersionId | null, after: VersionId | null) => void;
  /** A version is to go out as a file; null: the draft. Absent: it is not offered. */
  onExport?: (versionId: VersionId | null) => void;
}

type Tab = "versions" | "journal";

/** The life of a prompt so far: its versions, two of them side by side, and every stored state of its draft. */
export function HistoryView(props: Props) {
  // Another prompt is another history: nothing of the one before may show.
  return <OneHistory key={props.promptId} {...props} />;
}

function OneHistory({ promptId, onClose, onOpened, onCompare, onExport }: Props) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>("versions");
  const [{ history, journal }] = useState(() => {
    const page: HistoryHost = { client: host, session, flush: () => drafts.flush(promptId) };
    return { history: createHistory(promptId, page), journal: createJournal(promptId, page) };
  });
  const opened = useRef(onOpened);
  useEffect(() => {
    opened.current = onOpened;
  });
  useEffect(() => {
    const forget = onWorkspaceEvent(history.meet);
    void history.open().then(() => opened.current?.());
    return forget;
  }, [history]);

  return (
    <div className={classes.view}>
      <Tabs
        value={tab}
        onChange={(chosen) => setTab(chosen === "journal" ? "journal" : "versions")}
        className={classes.tabs}
      >
        <div className={classes.head}>
          <Button variant="subtle" leftSection={<IconArrowLeft size={14} />} onClick={onClose}>
            {t("history.close")}
          </Button>
          <Tabs.List>
            <Tabs.Tab value="versions">{t("history.versions")}</Tabs.Tab>
            <Tabs.Tab value="journal">{t("history.journal")}</Tabs.Tab>
          </Tabs.List>
        </div>
        <Tabs.Panel value="versions" className={classes.panel}>
          <Versions history={history} onClose={onClose} onCompare={onCompare} onExport={onExport} />
        </Tabs.Panel>
        <Tabs.Panel value="journal" className={classes.panel}>
          <Journal journal={journal} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

interface VersionsProps {
  history: PromptHistory;
  onClose: () => void;
  onCompare: Props["onCompare"];
  onExport: Props["onExport"];
}

function Versions({ history, onClose, onCompare, onExport }: VersionsProps) {
  const { t } = useTranslation();
  const [goingBack, setGoingBack] = useState<Side | null>(null);
  const opening = history.useHistory((state) => state.opening);
  const hasVersions = history.useHistory((state) => state.versions.items.length > 0);
  const asked = useAskedVersion((state) => state.asked);
  const isReady = opening.kind === "ready";
  useEffect(() => {
    if (!isReady || asked === null || asked.promptId !== history.promptId) return;
    useAskedVersion.setState({ asked: null });
    history.select(asked.versionId);
  }, [isReady, asked, history]);
  useHistoryCommands(history, setGoingBack);
  if (opening.kind === "failed") {
    return (
      <ErrorState error={opening.error} title={t("history.failed")} onRetry={() => void history.open()} />
    );
  }
  if (opening.kind === "loading") return <Loader size="sm" className={classes.loading} />;
  if (!hasVersions) {
    return (
      <EmptyState
        icon={IconHistory}
        title={t("history.empty.title")}
        text={
          <>
            {t("history.empty.text")} <Shortcut keys="mod+S" />
          </>
        }
        action={<Button onClick={onClose}>{t("history.empty.action")}</Button>}
      />
    );
  }
  return (
    <div className={classes.columns}>
      <VersionList history={history} />
      <ComparisonPane history={history} onGoBack={setGoingBack} onCompare={onCompare} onExport={onExport} />
      <GoBackDialog side={goingBack} history={history} onClose={() => setGoingBack(null)} />
    </div>
  );
}

function Journal({ journal }: { journal: DraftJournal }) {
  const { t } = useTranslation();
  const opening = journal.useJournal((state) => state.opening);
  useEffect(() => {
    const forget = onWorkspaceEvent(journal.meet);
    void journal.open();
    return forget;
  }, [journal]);
  if (opening.kind === "failed") {
    return (
      <ErrorState error={opening.error} title={t("history.failed")} onRetry={() => void journal.open()} />
    );
  }
  if (opening.kind === "loading") return <Loader size="sm" className={classes.loading} />;
  return (
    <div className={classes.columns}>
      <JournalList journal={journal} />
      <JournalPane journal={journal} />
    </div>
  );
}
