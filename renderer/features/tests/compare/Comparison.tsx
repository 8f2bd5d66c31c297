import { IconEqual, IconListDetails } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { Output } from "#shared/contract/operations.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { CasePair, TestRun, TestRunSummary } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { formatInterval, formatPercent } from "../../../ui/format-rate.ts";
import separator from "../../../ui/list-beside-one.module.css";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { VirtualTable } from "../../../ui/VirtualTable.tsx";
import { createWindows, pageSize } from "../../../ui/windows.ts";
import chips from "../results/FilterBar.module.css";
import { useWidth } from "../results/use-width.ts";
import classes from "./CompareView.module.css";
import { changeLook, changes } from "./change-look.ts";
import { PairPanel } from "./PairPanel.tsx";
import { pairColumns } from "./pair-columns.tsx";

interface Props {
  /** The one before. */
  base: TestRunId;
  run: TestRun;
}

type Change = CasePair["change"];
type Compared = Omit<Output<"tests.compare">, "rows" | "total">;

/** Two tests case by case, those that broke first, and what besides the prompt is different between them. */
export function Comparison({ base, run }: Props) {
  const { t } = useTranslation();
  const { testRunId } = run;
  const [change, setChange] = useState<Change | null>(null);
  const [compared, setCompared] = useState<Compared | null>(null);
  const [opened, setOpened] = useState<CasePair | null>(null);
  const [active, setActive] = useState(-1);
  const windows = useMemo(
    () =>
      createWindows<CasePair>(async (place, signal) => {
        const wish = { base, other: testRunId, ...(change === null ? {} : { change }), ...place };
        const { rows, total, ...rest } = await host.call("tests.compare", wish, signal);
        setCompared(rest);
        return { rows, total };
      }),
    [base, testRunId, change],
  );
  // A new ending of the run is another comparison.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => {
    windows.begin();
    return windows.close;
  }, [windows, run.state]);
  const { total, pages, failure } = windows.useWindows();
  const [box, width] = useWidth();
  const columns = useMemo(() => pairColumns(t, width), [t, width]);
  const rowAt = useCallback(
    (index: number) => pages[Math.floor(index / pageSize)]?.[index % pageSize],
    [pages],
  );
  const open = useCallback(
    (index: number) => {
      setActive(index);
      const row = windows.rowAt(index);
      if (row !== undefined) setOpened(row);
    },
    [windows],
  );

  if (failure !== null) {
    return <ErrorState error={failure} title={t("tests.compare.failed")} onRetry={windows.retry} />;
  }
  return (
    <>
      {compared !== null && (
        <>
          <div className={classes.sides}>
            <Side name={t("tests.compare.before")} run={compared.base} />
            <Side name={t("tests.compare.now")} run={compared.other} />
          </div>
          <p className={classes.differs} data-differs={compared.differing.length > 0}>
            {compared.differing.length === 0
              ? t("tests.compare.same")
              : t("tests.compare.differs", {
                  what: compared.differing
                    .map((each) => t(`tests.compare.differing.${each}`))
                    .join(t("tests.listSeparator")),
                })}
          </p>
          <fieldset className={classes.chips} aria-label={t("tests.compare.column.change")}>
            {changes.map((each) => {
              const { icon: Icon, status } = changeLook[each];
              return (
                <button
                  key={each}
                  type="button"
                  className={chips.chip}
                  aria-pressed={change === each}
                  title={t(`tests.compare.changeHint.${each}`)}
                  onClick={() => {
                    setChange(change === each ? null : each);
                    setActive(-1);
                  }}
                >
                  <span className={chips.icon} data-status={status}>
                    <Icon size={14} stroke={1.8} aria-hidden />
                  </span>
                  {t(`tests.compare.change.${each}`)}
                  <span className={chips.count}>{formatNumber(compared.counts[each])}</span>
                </button>
              );
            })}
          </fieldset>
        </>
      )}
      <Group id="test-compare" orientation="horizontal" className={classes.split ?? ""}>
        <Panel id="pairs" minSize={280}>
          <div ref={box} className={classes.table}>
            {total === 0 ? (
              <EmptyState
                icon={change === "broken" ? IconEqual : IconListDetails}
                title={t("tests.compare.noneOf")}
              />
            ) : (
              <VirtualTable<CasePair>
                label={t("tests.compare.label")}
                columns={columns}
                count={total ?? 0}
                rowAt={rowAt}
                rowHeight={30}
                sort={{ by: "", descending: false }}
                onSort={() => {}}
                active={active}
                onActive={(index) => (opened === null ? setActive(index) : open(index))}
                onOpen={open}
                onKey={(event) => {
                  if (event.key !== "Escape" || opened === null) return false;
                  setOpened(null);
                  return true;
                }}
                onRange={windows.look}
                lookOf={(row) => row.change}
              />
            )}
          </div>
        </Panel>
        {opened !== null && (
          <>
            <Separator className={separator.separator} aria-label={t("tests.resizeDetail")} />
            <Panel id="pair" defaultSize="50%" minSize={320}>
              <PairPanel pair={opened} onClose={() => setOpened(null)} />
            </Panel>
          </>
        )}
      </Group>
    </>
  );
}

function Side({ name, run }: { name: string; run: TestRunSummary }) {
  const { t } = useTranslation();
  return (
    <div className={classes.side}>
      <p>
        <span className={classes.sideName}>{name}</span>
        <strong>
          {run.promptName} {run.version ?? t("tests.draft")}
        </strong>
      </p>
      <p>
        {run.passRate === null ? t("tests.list.noRate") : formatPercent(run.passRate)}
        {run.passInterval !== null && (
          <span className={classes.muted}> (95%: {formatInterval(run.passInterval)})</span>
        )}{" "}
        <span className={classes.muted}>
          · {run.suiteName} {t("tests.run.suiteVersion", { number: run.suiteVersion })} ·{" "}
          {run.models.join(t("tests.listSeparator"))} · <RelativeTime at={run.createdAt} />
        </span>
      </p>
    </div>
  );
}
