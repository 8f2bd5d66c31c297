import { Button, Loader } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { Chunk } from "#shared/contract/operations.ts";
import type { ArmRow, Experiment } from "#shared/model/experiment.ts";
import { host } from "../../../host/host.ts";
import { usePanelLayout } from "../../../host/panel-layout.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { MeasuredGrid } from "../../../ui/MeasuredGrid.tsx";
import { useExperimentsView } from "../experiments-view-store.ts";
import { ArmHead } from "./ArmHead.tsx";
import { type ArmRows, createArmRows, isFiltered, rowKey } from "./arm-rows.ts";
import { CasePanel } from "./CasePanel.tsx";
import { createPartials } from "./partials.ts";
import { RowsBar } from "./RowsBar.tsx";
import { rowColumns } from "./row-columns.tsx";
import { cycleDifference, useRowsView } from "./rows-view-store.ts";
import classes from "./SideBySide.module.css";
import { useCaseWalk } from "./use-case-walk.ts";
import { useRowCommands } from "./use-row-commands.ts";

export interface SideBySideProps {
  experiment: Experiment;
  /** What is being answered now; null: it stands still. */
  progress: Chunk<"experiments.follow"> | null;
}

/** Pixels; a case with a few lines of reply. */
const estimatedHeight = 148;

const panels = ["cases", "case"] as const;

/** Every case, its replies beside each other. */
export function SideBySide({ experiment, progress }: SideBySideProps) {
  const { t } = useTranslation();
  const { experimentId, arms, metric } = experiment;
  const wish = useExperimentsView((state) => state.rows);
  const change = wish.change;
  const versus = Math.min(wish.versus, arms.length - 1);
  const isRunning = experiment.state === "running";
  const [rows] = useState(() =>
    createArmRows(host, experimentId, {
      filter: { ...(change === undefined ? {} : { change }), text: "" },
      versus,
      sort: "attention",
    }),
  );
  const [partials] = useState(createPartials);
  const { difference, isWhole } = useRowsView();
  const grid = useRef<HTMLDivElement>(null);
  const { begin, ...walk } = useCaseWalk(rows, experiment, grid);
  const { active, shown, step, close } = walk;
  const layout = usePanelLayout("side-by-side", panels);

  useEffect(() => {
    const forget = onWorkspaceEvent((event) => {
      const isOurs = "experimentId" in event && event.experimentId === experimentId;
      if (isOurs || event.type === "workspace.changed") rows.refresh();
    });
    rows.begin();
    return () => {
      forget();
      rows.close();
    };
  }, [rows, experimentId]);
  useEffect(() => {
    const { filter, versus: asked } = rows.useQuestion.getState();
    if (filter.change === change && asked === versus) return;
    rows.change({ filter: { ...(change === undefined ? {} : { change }), text: filter.text }, versus });
    begin();
  }, [rows, change, versus, begin]);
  useEffect(() => {
    partials.meet(progress?.partials ?? []);
    if (progress !== null) rows.refresh();
  }, [partials, rows, progress]);

  const { total, pages, failure } = rows.useWindows();
  const question = rows.useQuestion();
  useRowCommands({ step, close: shown === null ? null : close });

  /** The keys that mean the same over the cases and in the open one. */
  const onKey = (event: KeyboardEvent): boolean => {
    const arm = Number(event.key);
    if (event.key === "n" || event.key === "N") void step(event.shiftKey ? -1 : 1);
    else if (event.key === "d") cycleDifference();
    else if (Number.isInteger(arm) && arm >= 1 && arm <= arms.length) walk.showArm(arm);
    else if (event.key === "Escape" && shown !== null) close();
    else return false;
    return true;
  };
  const onPanelKey = (event: KeyboardEvent): boolean => {
    if (event.key === "j") walk.walkBy(1);
    else if (event.key === "k") walk.walkBy(-1);
    else return onKey(event);
    return true;
  };

  const columns = useMemo(
    () => rowColumns({ arms: arms.length, metric, difference, partials, isRunning, versus }),
    [arms.length, metric, difference, partials, isRunning, versus],
  );
  const counts = progress?.counts ?? experiment.verdict.arms.map((figures) => figures.counts);
  const heads = [
    <CaseHead key="case" rows={rows} />,
    // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place
    ...arms.map((arm, place) => <ArmHead key={place} arm={arm} place={place} counts={counts[place]} />),
  ];

  return (
    <div className={classes.view}>
      <RowsBar experiment={experiment} rows={rows} partials={partials} onGoTo={walk.show} />
      <Group id="side-by-side" orientation="vertical" className={classes.split ?? ""} {...layout}>
        {!(isWhole && shown !== null) && (
          <Panel id="cases" minSize={120}>
            <div ref={grid} className={classes.grid}>
              {failure !== null && total !== null && <Stale failure={failure} onRetry={rows.retry} />}
              {failure !== null && total === null ? (
                <ErrorState error={failure} title={t("compare.rows.failed")} onRetry={rows.retry} />
              ) : total === 0 ? (
                <Nothing isFiltered={isFiltered(question)} rows={rows} />
              ) : (
                <>
                  {total === null && (
                    <Loader size="sm" className={classes.loading} aria-label={t("compare.rows.loading")} />
                  )}
                  <MeasuredGrid<ArmRow>
                    label={t("compare.rows.label")}
                    columns={columns}
                    heads={heads}
                    count={total ?? 0}
                    rowAt={walk.rowAt}
                    estimate={estimatedHeight}
                    active={active}
                    reveal={walk.reveal}
                    onActive={walk.walk}
                    onOpen={walk.open}
                    onKey={onKey}
                    onRange={rows.look}
                    lookOf={(row) => row.change}
                    keyOf={rowKey}
                    placeOf={rows.placeOfKey}
                    reading={pages}
                    isBusy={total === null}
                  />
                </>
              )}
            </div>
          </Panel>
        )}
        {shown !== null && (
          <>
            {!isWhole && <Separator className={classes.separator} aria-label={t("compare.rows.resize")} />}
            <Panel id="case" defaultSize="62%" minSize={160}>
              <CasePanel
                experiment={experiment}
                row={shown}
                onStep={(by) => void step(by)}
                onClose={close}
                onKey={onPanelKey}
              />
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}

/** Reading anew failed: what was read stays, and the focus with it. */
function Stale({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <p className={classes.stale} role="status">
      {t("compare.staleFailed")} · {errorText(failure).title}
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        {t("shell.retry")}
      </Button>
    </p>
  );
}

/** How many cases there are in the list as it is filtered. */
function CaseHead({ rows }: { rows: ArmRows }) {
  const { t } = useTranslation();
  const total = rows.useWindows((state) => state.total);
  return total === null
    ? t("compare.rows.case")
    : t("compare.rows.cases", { count: total, amount: formatNumber(total) });
}

function Nothing({ isFiltered: hasFilter, rows }: { isFiltered: boolean; rows: ArmRows }) {
  const { t } = useTranslation();
  const { counts } = rows.useCounts();
  const all = counts === null ? 0 : counts.broken + counts.fixed + counts.same + counts.unknown;
  if (!hasFilter) {
    return (
      <EmptyState
        icon={IconListDetails}
        title={t("compare.rows.empty.title")}
        text={t("compare.rows.empty.text")}
      />
    );
  }
  return (
    <EmptyState
      icon={IconListDetails}
      title={t("compare.rows.noMatch.title")}
      text={t("compare.rows.noMatch.text", { count: all, all: formatNumber(all) })}
      action={
        <Button
          variant="default"
          onClick={() => {
            rows.change({ filter: { text: "" } });
            useExperimentsView.setState(({ rows: { versus } }) => ({ rows: { versus } }));
          }}
        >
          {t("compare.rows.clear")}
        </Button>
      }
    />
  );
}
