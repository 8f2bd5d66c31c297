import { IconArrowDownRight, IconArrowUpRight, IconHistory } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { TestAttemptRow } from "#shared/model/test-run.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { reasonText } from "../../../i18n/reason-text.ts";
import { formatCost, formatDuration, formatNumber } from "../../../ui/format.ts";
import { formatScore } from "../../../ui/format-rate.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { VerdictBadge } from "../../../ui/VerdictBadge.tsx";
import type { VirtualColumn } from "../../../ui/VirtualTable.tsx";
import { MarkWords } from "../attempt/MarkWords.tsx";
import classes from "./cells.module.css";

interface Room {
  hasModels: boolean;
  hasRepeats: boolean;
  /** Pixels that there are. */
  width: number;
  /** A reply is open beside the table and shows what has no room in it; otherwise the table scrolls sideways. */
  isNarrow: boolean;
  hasBaseline: boolean;
}

type Column = VirtualColumn<TestAttemptRow>;

/** What is given up first where there is no room for all. */
const dispensable = ["expected", "input", "cost", "latency", "mark", "change", "reply", "repeat", "model"];
/** Below this width of the table the expected answer is left to the reply's own view. */
const roomForExpected = 1_200;

/** The columns that say something for this run and have room. */
export function resultColumns(
  t: TFunction,
  { hasModels, hasRepeats, width, isNarrow, hasBaseline }: Room,
): Column[] {
  const title = (name: Parameters<typeof titleOf>[1]) => titleOf(t, name);
  const columns: (Column | false)[] = [
    {
      id: "verdict",
      title: title("verdict"),
      width: 92,
      sort: "verdict",
      render: ({ verdict }) => <VerdictBadge verdict={verdict} plain />,
    },
    hasBaseline && {
      id: "change",
      title: title("change"),
      width: 96,
      render: ({ change }) =>
        change === "regressed" || change === "fixed" ? (
          <StatusBadge
            plain
            status={change === "regressed" ? "danger" : "success"}
            icon={change === "regressed" ? IconArrowDownRight : IconArrowUpRight}
            label={t(`tests.results.change.${change}`)}
          />
        ) : null,
    },
    {
      id: "case",
      title: title("case"),
      width: 120,
      grow: 1,
      sort: "case",
      render: ({ caseName, caseIndex, tags }) => (
        <span className={classes.case}>
          <span className={classes.caseName} title={caseName}>
            {caseName === ""
              ? t("tests.results.caseNumber", { number: formatNumber(caseIndex + 1) })
              : caseName}
          </span>
          {!isNarrow &&
            tags.map((tag) => (
              <span key={tag} className={classes.tag}>
                {tag}
              </span>
            ))}
        </span>
      ),
    },
    {
      id: "input",
      title: title("input"),
      width: 120,
      grow: 1,
      render: ({ inputExcerpt }) => <span title={inputExcerpt}>{inputExcerpt}</span>,
    },
    {
      id: "expected",
      title: title("expected"),
      width: 130,
      grow: 1,
      render: ({ expectedExcerpt }) => <span title={expectedExcerpt}>{expectedExcerpt}</span>,
    },
    {
      id: "reply",
      title: title("reply"),
      width: 140,
      grow: 1.5,
      render: ({ replyExcerpt }) => <span title={replyExcerpt}>{replyExcerpt}</span>,
    },
    {
      id: "why",
      title: title("why"),
      width: 150,
      grow: 1.5,
      render: (row) => <Why row={row} />,
    },
    {
      id: "score",
      title: title("score"),
      width: 66,
      isFigure: true,
      sort: "score",
      render: ({ score }) => formatScore(score),
    },
    {
      id: "mark",
      title: title("mark"),
      width: 76,
      render: ({ mark }) => (mark === null ? null : <MarkWords value={mark} />),
    },
    {
      id: "latency",
      title: title("latency"),
      width: 92,
      isFigure: true,
      sort: "latency",
      render: ({ latencyMs, recorded }) =>
        latencyMs === null ? (
          "–"
        ) : recorded ? (
          <span className={classes.recorded} title={t("tests.results.recorded")}>
            <IconHistory size={12} aria-label={t("tests.results.recorded")} /> {formatDuration(latencyMs)}
          </span>
        ) : (
          formatDuration(latencyMs)
        ),
    },
    {
      id: "cost",
      title: title("cost"),
      width: 84,
      isFigure: true,
      sort: "cost",
      render: ({ costUsd }) => formatCost(costUsd),
    },
    hasModels && {
      id: "model",
      title: title("model"),
      width: 150,
      sort: "model",
      render: ({ model }) => <span title={model}>{model}</span>,
    },
    hasRepeats && {
      id: "repeat",
      title: title("repeat"),
      width: 70,
      isFigure: true,
      render: ({ repeat }) => formatNumber(repeat + 1),
    },
  ];
  const shown = columns.filter((column) => column !== false);
  if (isNarrow) return fitting(shown, width);
  return width < roomForExpected ? shown.filter(({ id }) => id !== "expected") : shown;
}

function fitting(columns: readonly Column[], width: number): Column[] {
  let left = [...columns];
  for (const id of dispensable) {
    if (left.reduce((sum, column) => sum + column.width, 0) <= width) break;
    left = left.filter((column) => column.id !== id);
  }
  return left;
}

const titleOf = (
  t: TFunction,
  name:
    | "verdict"
    | "change"
    | "case"
    | "input"
    | "expected"
    | "reply"
    | "why"
    | "score"
    | "latency"
    | "cost"
    | "model"
    | "repeat"
    | "mark",
): string => t(`tests.results.column.${name}`);

/** Of an error its own words; of a failure the checks that did not pass, and why the first did not. */
function Why({ row }: { row: TestAttemptRow }) {
  if (row.errorCode !== null) {
    const { title } = errorText({ code: row.errorCode, message: row.reason, retryable: false });
    return (
      <span title={row.reason}>
        <strong className={classes.check}>{title}</strong>
      </span>
    );
  }
  if (row.failing.length === 0) return null;
  const reason = row.firstReason === undefined ? row.reason : reasonText(row.firstReason);
  return (
    <span title={reason}>
      <strong className={classes.check}>{row.failing.join(", ")}</strong> {reason}
    </span>
  );
}
