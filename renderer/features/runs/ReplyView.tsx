import { ActionIcon, Button, SegmentedControl, Tooltip } from "@mantine/core";
import {
  IconArrowBack,
  IconCopy,
  IconMessagePlus,
  IconPlayerPlay,
  IconTableShortcut,
} from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { notifyDone, notifyError } from "../../ui/notify.ts";
import { shortcutText } from "../../ui/shortcut-keys.ts";
import { type CurrentRun, isUnderWay, type ShownRun } from "./create-runs.ts";
import { ReplyText } from "./ReplyText.tsx";
import classes from "./ReplyView.module.css";
import { RunFacts } from "./RunFacts.tsx";
import { RunFailure } from "./RunFailure.tsx";
import { prettyJson, replyOf } from "./reply-of.ts";
import { runs } from "./runs-store.ts";
import { ToolCalls } from "./ToolCalls.tsx";

export type Look = "prose" | "code" | "json";

interface Props {
  promptId: PromptId;
  current: CurrentRun | null;
  shown: ShownRun | null;
  onRetry: () => void;
  onUseReply: (text: string) => void;
  /** null: there is no complete reply. */
  onKeepAsCase: (() => void) | null;
  onOpenSettings: () => void;
}

/** The reply as text, whatever it holds, with the facts of its run. */
export function ReplyView(props: Props) {
  const { promptId, current, shown, onRetry, onUseReply, onKeepAsCase, onOpenSettings } = props;
  const { t } = useTranslation();
  const [chosen, setLook] = useState<Look | null>(null);
  const text = useDeferredValue(replyOf({ current, shown }));
  const isGrowing = shown === null && isUnderWay(current);
  const json = useMemo(() => (isGrowing ? null : prettyJson(text)), [isGrowing, text]);
  // Until the user says otherwise, what is JSON is shown as JSON.
  const wanted = chosen ?? "json";
  const look = wanted === "json" && json === null ? "prose" : wanted;

  if (shown === null && current === null) {
    return (
      <EmptyState
        icon={IconPlayerPlay}
        title={t("runs.empty.title")}
        text={t("runs.empty.text", { keys: shortcutText("mod+Enter") })}
      />
    );
  }
  if (shown !== null && shown.run === null) {
    return shown.error === null ? null : (
      <ErrorState
        title={t("runs.readFailed")}
        error={shown.error}
        onRetry={() => void runs.show(promptId, shown.runId)}
      />
    );
  }
  const run = shown === null ? (current?.run ?? null) : shown.run;
  const error = run === null ? (current?.error ?? null) : run.attempt.error;
  const copy = () =>
    navigator.clipboard.writeText(look === "json" && json !== null ? json : text).then(
      () => notifyDone(t("runs.copied")),
      (fault) => notifyError(fault, t("runs.copyFailed")),
    );

  return (
    <div className={classes.view}>
      {shown !== null && (
        <div className={classes.past}>
          {t("runs.showingPast")}
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconArrowBack size={14} />}
            onClick={() => void runs.show(promptId, null)}
          >
            {t(current === null ? "runs.close" : "runs.backToCurrent")}
          </Button>
        </div>
      )}
      <RunFacts current={shown === null ? current : null} run={run} characters={text.length} />
      {error !== null && (
        <RunFailure
          error={error}
          canFollow={shown === null && current?.phase === "lost"}
          onRetry={onRetry}
          onFollow={() => void runs.followAgain(promptId)}
          onOpenSettings={onOpenSettings}
        />
      )}
      {run?.attempt.partial && <p className={classes.partial}>{t("runs.partialText")}</p>}
      {(text !== "" || isGrowing) && (
        <div className={classes.tools}>
          <SegmentedControl
            aria-label={t("runs.look.label")}
            value={look}
            onChange={(next) => setLook(next as Look)}
            data={[
              { value: "prose", label: t("runs.look.prose") },
              { value: "code", label: t("runs.look.code") },
              { value: "json", label: "JSON", disabled: json === null },
            ]}
          />
          <span className={classes.space} />
          <Tooltip label={t("runs.copy")}>
            <ActionIcon aria-label={t("runs.copy")} disabled={text === ""} onClick={() => void copy()}>
              <IconCopy size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("runs.useReply")}>
            <ActionIcon
              aria-label={t("runs.useReply")}
              disabled={text === "" || isGrowing}
              onClick={() => onUseReply(text)}
            >
              <IconMessagePlus size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("runs.keepAsCase")}>
            <ActionIcon
              aria-label={t("runs.keepAsCase")}
              disabled={onKeepAsCase === null}
              onClick={() => onKeepAsCase?.()}
            >
              <IconTableShortcut size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      {text !== "" && (
        <ReplyText
          // A run's own choice to show all of it.
          key={run?.runId ?? current?.runId}
          text={look === "json" && json !== null ? json : text}
          look={look}
          isGrowing={isGrowing}
        />
      )}
      {text === "" && run !== null && run.state === "done" && run.attempt.toolCalls.length === 0 && (
        <p className={classes.none}>{t("runs.noText")}</p>
      )}
      {run !== null && <ToolCalls calls={run.attempt.toolCalls} />}
    </div>
  );
}
