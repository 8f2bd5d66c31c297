import type { TFunction } from "i18next";
import type { CasePair } from "#shared/model/test-run.ts";
import { formatScore } from "../../../ui/format-rate.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { VerdictBadge } from "../../../ui/VerdictBadge.tsx";
import type { VirtualColumn } from "../../../ui/VirtualTable.tsx";
import classes from "./CompareView.module.css";
import { changeLook } from "./change-look.ts";

/** `width` of the table, in pixels. */
export function pairColumns(t: TFunction, width: number): VirtualColumn<CasePair>[] {
  const isNarrow = width < 760;
  const side = (which: "base" | "other"): VirtualColumn<CasePair> => ({
    id: which,
    title: t(which === "base" ? "tests.compare.column.before" : "tests.compare.column.now"),
    width: isNarrow ? 112 : 170,
    grow: 1.5,
    render: ({ [which]: reply }) =>
      reply === null ? (
        t("tests.compare.absent")
      ) : (
        <span className={classes.cell}>
          <VerdictBadge verdict={reply.verdict} plain />
          {reply.score !== null && <span className={classes.muted}>{formatScore(reply.score)}</span>}
          <span className={classes.excerpt} title={reply.replyExcerpt}>
            {reply.replyExcerpt}
          </span>
        </span>
      ),
  });
  const columns: VirtualColumn<CasePair>[] = [
    {
      id: "change",
      title: t("tests.compare.column.change"),
      width: 104,
      render: ({ change }) => (
        <StatusBadge {...changeLook[change]} plain label={t(`tests.compare.change.${change}`)} />
      ),
    },
    {
      id: "case",
      title: t("tests.compare.column.case"),
      width: 112,
      grow: 1,
      render: ({ caseName, inputExcerpt }) => (
        <span title={inputExcerpt}>{caseName === "" ? inputExcerpt : caseName}</span>
      ),
    },
    {
      id: "input",
      title: t("tests.compare.column.input"),
      width: 140,
      grow: 1,
      render: ({ inputExcerpt }) => <span title={inputExcerpt}>{inputExcerpt}</span>,
    },
    side("base"),
    side("other"),
  ];
  return isNarrow ? columns.filter(({ id }) => id !== "input") : columns;
}
