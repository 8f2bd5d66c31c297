import { Button, Loader } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RunId } from "#shared/model/ids.ts";
import type { RunState } from "#shared/model/run.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { formatCost, formatDuration } from "../../ui/format.ts";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { type Status, StatusBadge } from "../../ui/StatusBadge.tsx";
import classes from "./RecentRunList.module.css";
import type { RecentRuns } from "./recent-runs.ts";

interface Props {
  recent: RecentRuns;
  chosen: RunId | null;
  onChoose: (runId: RunId) => void;
  onOlder: () => void;
  onRetry: () => void;
}

const statuses: Record<RunState, Status> = {
  running: "running",
  done: "success",
  cancelled: "neutral",
  failed: "danger",
  interrupted: "warning",
};

export function RecentRunList({ recent, chosen, onChoose, onOlder, onRetry }: Props) {
  const { t } = useTranslation();
  if (recent.runs.length === 0) {
    if (recent.state === "failed") {
      return <ErrorState title={t("runs.listFailed")} error={recent.error} onRetry={onRetry} />;
    }
    if (recent.state === "loading") {
      return (
        <div className={classes.loading} role="status">
          <Loader size={14} aria-hidden /> {t("runs.loading")}
        </div>
      );
    }
    return <EmptyState icon={IconHistory} title={t("runs.none.title")} text={t("runs.none.text")} />;
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("runs.column.when")}</th>
            <th scope="col">{t("runs.column.state")}</th>
            <th scope="col">{t("runs.column.version")}</th>
            <th scope="col">{t("runs.column.model")}</th>
            <th scope="col" className={classes.figure}>
              {t("runs.column.time")}
            </th>
            <th scope="col" className={classes.figure}>
              {t("runs.column.cost")}
            </th>
          </tr>
        </thead>
        <tbody>
          {recent.runs.map((run) => (
            <tr
              key={run.runId}
              aria-current={run.runId === chosen || undefined}
              onClick={() => onChoose(run.runId)}
            >
              <td>
                <button type="button" className={classes.choose} title={run.excerpt}>
                  <RelativeTime at={run.createdAt} />
                </button>
              </td>
              <td>
                <StatusBadge status={statuses[run.state]} label={t(`runs.state.${run.state}`)} plain />
              </td>
              <td>{run.version ?? t("runs.draft")}</td>
              <td className={classes.model} title={run.model}>
                {run.model}
                {run.recorded && ` · ${t("runs.badge.recorded")}`}
              </td>
              <td className={classes.figure}>{formatDuration(run.latencyMs)}</td>
              <td className={classes.figure}>{formatCost(run.costUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {recent.state === "failed" && (
        <ErrorState
          title={t("runs.listFailed")}
          error={recent.error}
          onRetry={recent.next === null ? onRetry : onOlder}
        />
      )}
      {recent.next !== null && recent.state !== "failed" && (
        <div className={classes.older}>
          <Button
            size="compact-sm"
            variant="default"
            loading={recent.state === "loading-older"}
            onClick={onOlder}
          >
            {t("runs.older")}
          </Button>
        </div>
      )}
    </div>
  );
}
