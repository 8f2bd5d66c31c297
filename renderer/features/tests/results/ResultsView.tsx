import { Button } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { TestAttemptRow, TestRun } from "#shared/model/test-run.ts";
import { usePanelLayout } from "../../../host/panel-layout.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import separator from "../../../ui/list-beside-one.module.css";
import { VirtualTable } from "../../../ui/VirtualTable.tsx";
import { pageSize } from "../../../ui/windows.ts";
import { AttemptPanel } from "../attempt/AttemptPanel.tsx";
import { toggleThumb } from "../attempt/marks.ts";
import { doneOf } from "../run/standing.ts";
import type { TestRunOnPage } from "../run/test-run-store.ts";
import type { TestsViewProps } from "../TestsView.tsx";
import { FilterBar } from "./FilterBar.tsx";
import classes from "./ResultsView.module.css";
import { resultColumns } from "./result-columns.tsx";
import { isFiltered, type Results } from "./results-store.ts";
import { useWidth } from "./use-width.ts";

interface Props extends Pick<TestsViewProps, "onKeepAsCase" | "onTryValues"> {
  test: TestRunOnPage;
  run: TestRun;
  results: Results;
  opened: number | null;
  onOpen: (attempt: number | null) => void;
}

const rowHeight = 30;
const panels = ["results", "reply"] as const;

/** Every reply of a test, failures first, and the one that is open beside them. */
export function ResultsView(props: Props) {
  const { run, results, opened, onOpen } = props;
  const { t } = useTranslation();
  const layout = usePanelLayout("test-results", panels);
  const [isWhole, setWhole] = useState(false);
  const close = useCallback(() => {
    setWhole(false);
    onOpen(null);
  }, [onOpen]);
  if (opened !== null && isWhole) {
    return (
      <div className={classes.view}>
        <OpenAttempt {...props} attempt={opened} isWhole onWhole={() => setWhole(false)} onClose={close} />
      </div>
    );
  }
  return (
    <div className={classes.view}>
      <FilterBar run={run} results={results} />
      <Group id="test-results" orientation="horizontal" className={classes.split ?? ""} {...layout}>
        <Panel id="results" minSize={280}>
          <ResultTable {...props} />
        </Panel>
        {opened !== null && (
          <>
            <Separator className={separator.separator} aria-label={t("tests.resizeDetail")} />
            <Panel id="reply" defaultSize="50%" minSize={320}>
              <OpenAttempt
                {...props}
                attempt={opened}
                isWhole={false}
                onWhole={() => setWhole(true)}
                onClose={close}
              />
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}

interface OpenProps extends Props {
  attempt: number;
  isWhole: boolean;
  onWhole: () => void;
  onClose: () => void;
}

function OpenAttempt({ test, run, results, attempt, onOpen, ...rest }: OpenProps) {
  return (
    <AttemptPanel
      {...rest}
      test={test}
      run={run}
      attempt={attempt}
      onStep={async (step) => {
        const place = await results.findFailing(results.indexOf(attempt), step);
        const row = place === null ? undefined : await results.bring(place);
        if (row === undefined) return false;
        onOpen(row.attempt);
        return true;
      }}
      onOnlyCase={(caseId) => results.showOnly({ caseId })}
    />
  );
}

function ResultTable({ run, results, opened, onOpen }: Props) {
  const { t } = useTranslation();
  const { total, pages, failure } = results.useWindows();
  const { filter, sort, descending } = results.useQuestion();
  const [box, width] = useWidth();
  const [active, setActive] = useState(-1);
  const hasBaseline = useMemo(
    () =>
      Object.values(pages).some((rows) =>
        rows.some(({ change }) => change === "regressed" || change === "fixed"),
      ),
    [pages],
  );
  const { repeats } = run;
  const isNarrow = opened !== null;
  const hasModels = run.models.length > 1;
  const columns = useMemo(
    () => resultColumns(t, { hasModels, hasRepeats: repeats > 1, width, isNarrow, hasBaseline }),
    [t, hasModels, repeats, width, isNarrow, hasBaseline],
  );
  // What is open keeps the keyboard, wherever new results have moved it.
  const place = opened === null ? -1 : results.indexOf(opened);
  useEffect(() => {
    if (place >= 0) setActive(place);
  }, [place]);
  const rowAt = useCallback(
    (index: number): TestAttemptRow | undefined => pages[Math.floor(index / pageSize)]?.[index % pageSize],
    [pages],
  );
  const open = useCallback(
    (index: number) => {
      setActive(index);
      const row = results.rowAt(index);
      if (row !== undefined) onOpen(row.attempt);
    },
    [results, onOpen],
  );
  const walk = useCallback(
    (index: number) => {
      setActive(index);
      if (opened !== null) open(index);
    },
    [opened, open],
  );

  return (
    <div ref={box} className={classes.table}>
      {failure !== null ? (
        <ErrorState error={failure} title={t("tests.results.failed")} onRetry={results.retry} />
      ) : total === 0 ? (
        isFiltered(filter) ? (
          <EmptyState
            icon={IconListDetails}
            title={t("tests.results.noMatch.title")}
            text={t("tests.results.noMatch.text", { all: formatNumber(doneOf(run)) })}
            action={
              <Button variant="default" onClick={results.clearFilter}>
                {t("tests.results.clear")}
              </Button>
            }
          />
        ) : (
          <EmptyState
            icon={IconListDetails}
            title={t("tests.results.empty.title")}
            text={t("tests.results.empty.text")}
          />
        )
      ) : (
        <VirtualTable<TestAttemptRow>
          label={t("tests.results.label")}
          columns={columns}
          count={total ?? 0}
          rowAt={rowAt}
          rowHeight={rowHeight}
          sort={{ by: sort, descending }}
          onSort={(by) => results.sortBy(by as typeof sort)}
          active={place >= 0 ? place : active}
          reveal={opened}
          onActive={walk}
          onOpen={open}
          onKey={(event, index) => {
            const row = results.rowAt(index);
            if (event.key === "Escape") {
              if (opened === null) return false;
              onOpen(null);
              return true;
            }
            if ((event.key !== "m" && event.key !== "M") || row === undefined) return false;
            void toggleThumb(row.attempt, event.key === "m" ? "up" : "down", row.mark);
            return true;
          }}
          onRange={results.look}
          lookOf={(row) => row.verdict}
        />
      )}
    </div>
  );
}
