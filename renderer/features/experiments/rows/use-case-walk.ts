import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ArmRow, Experiment } from "#shared/model/experiment.ts";
import type { GridPlace } from "../../../ui/MeasuredGrid.tsx";
import { notifyError, notifyPlain } from "../../../ui/notify.ts";
import { type ArmRows, rowKey, windowSize } from "./arm-rows.ts";
import { useRowsView } from "./rows-view-store.ts";

/** Where the keyboard stands: a case, wherever it is, and a column. */
interface Standing extends GridPlace {
  /** null: the case was not read yet when it was gone to. */
  key: string | null;
}

const nowhere: Standing = { row: -1, column: 0, key: null };

/** Where the keyboard stands among the cases, which of them is open, and the ways from one to another. */
export function useCaseWalk(rows: ArmRows, experiment: Experiment, grid: RefObject<HTMLElement | null>) {
  const { t } = useTranslation();
  const { experimentId } = experiment;
  const isRunning = experiment.state === "running";
  const { total, pages } = rows.useWindows();
  const opened = useRowsView((state) =>
    state.opened?.experimentId === experimentId ? state.opened.key : null,
  );
  const setOpened = useCallback(
    (key: string | null) => useRowsView.setState({ opened: key === null ? null : { experimentId, key } }),
    [experimentId],
  );
  const [standing, setStanding] = useState<Standing>({ ...nowhere, key: opened });
  const [reveal, setReveal] = useState(0);
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

  // It was left open and is not among the first cases: where it stands is not known.
  const isForgotten = opened !== null && total !== null && shown === null && standing.row < 0;
  useEffect(() => {
    if (isForgotten) setOpened(null);
  }, [isForgotten, setOpened]);

  const goTo = useCallback(
    ({ row, column }: GridPlace, isOpening: boolean) => {
      const there = rows.rowAt(row);
      const key = there === undefined ? null : rowKey(there);
      setStanding({ row, column, key });
      if (isOpening && key !== null) setOpened(key);
    },
    [rows, setOpened],
  );
  // A case that was gone to faster than it could be read.
  useEffect(() => {
    if (standing.key !== null || standing.row < 0) return;
    const there = rowAt(standing.row);
    if (there === undefined) return;
    setStanding({ ...standing, key: rowKey(there) });
    if (opened !== null) setOpened(rowKey(there));
  }, [rowAt, standing, opened, setOpened]);
  const showAt = useCallback(
    (row: number, column: number, isOpening: boolean) => {
      goTo({ row, column }, isOpening);
      setReveal((count) => count + 1);
      rows.bring(row).catch(notifyError);
    },
    [goTo, rows],
  );

  const focusGrid = useCallback(
    () => grid.current?.querySelector<HTMLElement>("[role=grid]")?.focus(),
    [grid],
  );
  const isReturning = useRef(false);
  const close = useCallback(() => {
    setOpened(null);
    useRowsView.setState({ isWhole: false });
    isReturning.current = true;
  }, [setOpened]);
  // Once the cases are drawn: the open one may have had all the room.
  useEffect(() => {
    if (opened !== null || !isReturning.current) return;
    isReturning.current = false;
    focusGrid();
  }, [opened, focusGrid]);

  const step = useCallback(
    async (by: 1 | -1) => {
      try {
        const place = await rows.findBroken(active.row, by, isRunning);
        const row = place === null ? undefined : await rows.bring(place);
        if (place === null || row === undefined) notifyPlain(t("compare.rows.noBroken"));
        else {
          showAt(place, active.column, opened !== null);
          // Wherever the focus was, the next key belongs to the case that was gone to.
          if (opened === null) focusGrid();
        }
      } catch (error) {
        notifyError(error);
      }
    },
    [rows, showAt, t, opened, isRunning, active.row, active.column, focusGrid],
  );

  return {
    active,
    rowAt,
    /** The open case; null: none is. */
    shown,
    reveal,
    step,
    close,
    open: useCallback((place: GridPlace) => goTo(place, true), [goTo]),
    walk: (place: GridPlace) => goTo(place, opened !== null),
    /** From within the open case. */
    walkBy: (by: 1 | -1) =>
      showAt(Math.max(0, Math.min((total ?? 1) - 1, active.row + by)), active.column, true),
    show: (row: number) => showAt(row, active.column, opened !== null),
    showArm: (column: number) => setStanding({ ...standing, row: Math.max(active.row, 0), column }),
    /** Another filter: what was stood on may not be there. */
    begin: useCallback(() => setStanding(nowhere), []),
  };
}
