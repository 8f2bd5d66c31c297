import type { TestRunId } from "#shared/model/ids.ts";
import type { Agreement, Mark } from "#shared/model/test-run.ts";
import { cohenKappa } from "#shared/statistics/kappa.ts";
import { judgedNames, listJudged } from "./agreement-store.ts";
import type { TestContext } from "./context.ts";
import { listMarks, standing } from "./marks-store.ts";
import { factsOf } from "./results.ts";
import { resultCacheOf } from "./results-cache.ts";
import { columnsOf, spanOf } from "./results-columns.ts";
import { markedCells } from "./results-store.ts";

/** Of each judged check of a run with the people who marked its replies. */
export function readAgreement(context: TestContext, testRunId: TestRunId): Agreement[] {
  const { db } = context;
  const columns = columnsOf(db, resultCacheOf(context).columns, factsOf(db, testRunId));
  const span = spanOf(columns);
  if (span === null) return [];
  const attempts = markedCells(db, span).map((cell) => columns.sequence[cell] as number);
  const marks = Map.groupBy(standing(listMarks(db, attempts)), ({ attempt }) => attempt);
  const judged = Map.groupBy(listJudged(db, attempts), ({ name }) => name);
  return judgedNames(db, span).map((metric) => {
    const table: Agreement["table"] = [0, 0, 0, 0];
    for (const { attempt, passes } of judged.get(metric) ?? []) {
      const person = personSays(marks.get(attempt) ?? [], metric);
      if (person !== null) table[placeIn(passes === 1, person)] += 1;
    }
    return agreementOf(metric, table);
  });
}

const placeIn = (judge: boolean, person: boolean): 0 | 1 | 2 | 3 =>
  judge ? (person ? 0 : 1) : person ? 2 : 3;

export function agreementOf(metric: string, table: Agreement["table"]): Agreement {
  const [both, judgeOnly, personOnly, neither] = table;
  const found = cohenKappa([
    [both, judgeOnly],
    [personOnly, neither],
  ]);
  return {
    metric,
    count: both + judgeOnly + personOnly + neither,
    kappa: found?.kappa ?? null,
    interval: found?.interval ?? null,
    band: found?.band ?? null,
    table,
  };
}

/**
 * What most of the people say of a reply: those who marked this metric, or else those who marked it as a whole. null:
 * nobody said whether it passes, or they are even.
 */
export function personSays(marks: Pick<Mark, "kind" | "value" | "metric">[], metric: string): boolean | null {
  const own = marks.filter((mark) => mark.metric === metric);
  const counted = own.length > 0 ? own : marks.filter((mark) => mark.metric === null);
  let balance = 0;
  for (const mark of counted) balance += { pass: 1, fail: -1, none: 0 }[meaningOf(mark)];
  return balance === 0 ? null : balance > 0;
}

/** Labels that say whether a reply is good enough; any other word sorts and does not judge. */
const passWords = new Set([
  ...[
    "pass",
    "passed",
    "passes",
    "good",
    "ok",
    "okay",
    "yes",
    "correct",
    "right",
    "true",
    "accept",
    "accepted",
  ],
  ...["通过", "合格", "好", "对", "正确", "是", "可以"],
]);
const failWords = new Set([
  ...["fail", "failed", "fails", "bad", "no", "incorrect", "wrong", "false", "reject", "rejected"],
  ...["不通过", "未通过", "不合格", "不好", "差", "错", "错误", "否", "不行"],
]);

function meaningOf({ kind, value }: Pick<Mark, "kind" | "value">): "pass" | "fail" | "none" {
  if (kind === "thumb") return value === "up" ? "pass" : "fail";
  if (kind === "stars") return Number(value) >= 4 ? "pass" : "fail";
  const word = value.trim().toLowerCase();
  return passWords.has(word) ? "pass" : failWords.has(word) ? "fail" : "none";
}
