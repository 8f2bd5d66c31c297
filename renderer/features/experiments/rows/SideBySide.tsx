import { Button, Loader } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { Chunk } from "#shared/contract/operations.ts";
import type { ArmRow, Experiment } from "#shared/model/experiment.ts";
import { host } from "../../../host/host.ts";
import { usePanelLayout } from "../../../host/panel-layout.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { type GridPlace, MeasuredGrid } from "../../../ui/MeasuredGrid.tsx";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { useExperimentsView } from "../experiments-view-store.ts";
import { ArmHead } from "./ArmHead.tsx";
import { type ArmRows, createArmRows, isFiltered, rowKey, windowSize } from "./arm-rows.ts";
import { CasePanel } from "./CasePanel.tsx";
import { createPartials } from "./partials.ts";
import { RowsBar } from "./RowsBar.tsx";
import { rowColumns } from "./row-columns.tsx";
import { cycleDifference, useRowsView } from "./rows-view-store.ts";
import classes from "./SideBySide.module.css";
import { useRowCommands } from "./use-row-commands.ts";

export interface SideBySideProps {
  experiment: Experiment;
  /** What is being answered now; null: it stands still. */
  progress: Chunk<"experiments.follow"> | null;
}

/** Pixels; a case with a few lines of reply. */
const estimatedHeight = 148;

const panels = ["cases", "case"] as const;

/** Where the keyboard stands: a case, wherever it is, and a column. */
interface Standing extends GridPlace {
  /** null: the case was not read yet when it was gone to. */
  key: string | null;
}

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
  const opened = useRowsView((state) =>
    state.opened?.experimentId === experimentId ? state.opened.key : null,
  );
  const setOpened = useCallback(
    (key: string | null) => useRowsView.setState({ opened: key === null ? null : { experimentId, key } }),
    [experimentId],
  );
  const [standing, setStanding] = useState<Standing>({ row: -1, column: 0, key: opened });
  const grid = useRef<HTMLDivElement>(null);
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
    setStanding({ row: -1, column: 0, key: null });
  }, [rows, change, versus]);
  useEffect(() => {
    partials.meet(progress?.partials ?? []);
    if (progress !== null) rows.refresh();
  }, [partials, rows, progress]);

  const { total, pages, failure } = rows.useWindows();
  const question = rows.useQuestion();
  const rowAt = useCallback(
    (index: number): ArmRow | undefined => pages[Math.floor(index / windowSize)]?.[index % windowSize],
    [pages],
  );
  // What the keyboard stands on stays that case, wherever new results have moved it.
  const found = standing.key === null ? -1 : rows.placeOfKey(standing.key);
  const active: GridPlace = { row: found >= 0 ? found : standing.row, column: standing.column };

  /** The case that is open, as it was last read. */
  const lastOpened = useRef<ArmRow | null>(null);
  const openedPlace = opened === null ? -1 : rows.placeOfKey(opened);
  const openedRow = openedPlace >= 0 ? rowAt(openedPlace) : undefined;
  if (openedRow !== undefined) lastOpened.current = openedRow;
  const shown =
    opened !== null && lastOpened.current !== null && rowKey(lastOpened.current) === opened
      ? lastOpened.current
      : null;

  const goTo = useCallback(
    ({ row, column }: GridPlace, isOpening: boolean) => {
      const there = rows.rowAt(row);
      const key = there === undefined ? null : rowKey(there);
      setStanding({ row, column, key });
      if (isOpening && key !== null) setOpened(key);
    },
    [rows, setOpened],
  );
  const open = useCallback((place: GridPlace) => goTo(place, true), [goTo]);
  const walk = (place: GridPlace) => goTo(place, opened !== null);
  // A case that was gone to faster than it could be read.
  useEffect(() => {
    if (standing.key !== null || standing.row < 0) return;
    const there = rowAt(standing.row);
    if (there === undefined) return;
    setStanding({ ...standing, key: rowKey(there) });
    if (opened !== null) setOpened(rowKey(there));
  }, [rowAt, standing, opened, setOpened]);

  const [reveal, setReveal] = useState(0);
  const step = useCallback(
    async (by: 1 | -1) => {
      try {
        const place = await rows.findBroken(active.row, by, isRunning);
        const row = place === null ? undefined : await rows.bring(place);
        if (place === null || row === undefined) notifyDone(t("compare.rows.noBroken"));
        else {
          goTo({ row: place, column: active.column }, opened !== null);
          setReveal((count) => count + 1);
        }
      } catch (error) {
        notifyError(error);
      }
    },
    [rows, goTo, t, opened, isRunning, active.row, active.column],
  );
  const close = useCallback(() => {
    setOpened(null);
    useRowsView.setState({ isWhole: false });
    grid.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  }, [setOpened]);
  const showArm = (column: number) => setStanding({ ...standing, row: Math.max(active.row, 0), column });
  useRowCommands({ step, close: opened === null ? null : close });

  /** The keys that mean the same over the cases and in the open one. */
  const onKey = (event: KeyboardEvent): boolean => {
    const arm = Number(event.key);
    if (event.key === "n" || event.key === "N") void step(event.shiftKey ? -1 : 1);
    else if (event.key === "d") cycleDifference();
    else if (Number.isInteger(arm) && arm >= 1 && arm <= arms.length) showArm(arm);
    else if (event.key === "Escape" && opened !== null) close();
    else return false;
    return true;
  };
  const walkBy = (by: 1 | -1) => {
    const row = Math.max(0, Math.min((total ?? 1) - 1, active.row + by));
    goTo({ row, column: active.column }, true);
    rows.bring(row).catch(notifyError);
    setReveal((count) => count + 1);
  };
  const onPanelKey = (event: KeyboardEvent): boolean => {
    if (event.key === "j") walkBy(1);
    else if (event.key === "k") walkBy(-1);
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
      <RowsBar
        experiment={experiment}
        rows={rows}
        partials={partials}
        onGoTo={(row) => {
          goTo({ row, column: active.column }, opened !== null);
          setReveal((count) => count + 1);
        }}
      />
      <Group id="side-by-side" orientation="vertical" className={classes.split ?? ""} {...layout}>
        {!(isWhole && shown !== null) && (
          <Panel id="cases" minSize={120}>
            <div ref={grid} className={classes.grid}>
              {failure !== null ? (
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
                    rowAt={rowAt}
                    estimate={estimatedHeight}
                    active={active}
                    reveal={reveal}
                    onActive={walk}
                    onOpen={open}
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
            <Panel id="case" defaultSize="58%" minSize={160}>
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
