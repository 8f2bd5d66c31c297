import Papa from "papaparse";
import { checkName } from "../checks/score-case.ts";
import type { CheckState } from "../model/check.ts";
import { valueText } from "./html-attempt.ts";
import type { ReportAttempt, ReportHead, ReportWriter } from "./report-data.ts";
import { reproducibility } from "./reproducibility.ts";

type Cell = string | number | boolean | null;

/**
 * What a spreadsheet takes for a formula, also behind blanks and in the full-width forms that some of them accept. Such a
 * text gets an apostrophe before it (OWASP, “CSV Injection”); numbers are numbers and stay as they are.
 */
const formula = /^\s*[=+\-@\t\r＝＋－＠].*$/s;

/**
 * One row an attempt, in the order of the plan; the names of columns are the same in every language. Excel reads UTF-8 only
 * behind a byte order mark. What it takes to make the run again stands in each row: a line of remarks would not be CSV.
 */
export const writeCsv: ReportWriter = async function* (head, pages) {
  const columns = columnsOf(head);
  yield `\uFEFF${lines([columns.map(({ name }) => name)])}`;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield lines(page.map((attempt) => columns.map(({ of }) => of(attempt))));
  }
};

const lines = (rows: Cell[][]): string =>
  `${Papa.unparse(rows, { newline: "\r\n", escapeFormulae: formula })}\r\n`;

function columnsOf(head: ReportHead): { name: string; of: (attempt: ReportAttempt) => Cell }[] {
  const { run, content } = head;
  return [
    { name: "attempt", of: ({ attempt }) => attempt },
    { name: "case", of: ({ caseIndex }) => caseIndex + 1 },
    { name: "case_id", of: ({ caseId }) => caseId },
    { name: "case_name", of: ({ caseName }) => caseName },
    { name: "tags", of: ({ tags }) => tags.join("; ") },
    { name: "group", of: ({ content }) => content.group },
    { name: "split", of: ({ content }) => content.split },
    { name: "model", of: ({ model }) => model },
    { name: "repeat", of: ({ repeat }) => repeat + 1 },
    { name: "verdict", of: ({ verdict }) => verdict },
    { name: "score", of: ({ score }) => score },
    { name: "weight", of: ({ content }) => content.weight },
    { name: "change", of: ({ change }) => change },
    ...content.variables.map(({ name }) => ({
      name: `input.${name}`,
      of: ({ content }: ReportAttempt): Cell => {
        const value = content.inputs[name];
        return value === undefined ? null : typeof value === "number" ? value : valueText(value);
      },
    })),
    { name: "inputs", of: ({ content }) => JSON.stringify(content.inputs) },
    {
      name: "expected",
      of: ({ content }) => (content.expected === null ? null : valueText(content.expected)),
    },
    { name: "reply", of: ({ text }) => text },
    {
      name: "tool_calls",
      of: ({ toolCalls }) => (toolCalls.length === 0 ? null : JSON.stringify(toolCalls)),
    },
    { name: "failing", of: ({ failing }) => failing.join("; ") },
    { name: "reason", of: ({ reason }) => reason },
    { name: "error_code", of: ({ errorCode }) => errorCode },
    { name: "error", of: ({ error }) => error?.message ?? null },
    ...run.perCheck.flatMap(({ name }) => [
      { name: `check.${name}`, of: (attempt: ReportAttempt): Cell => said(attempt, name)?.state ?? null },
      { name: `score.${name}`, of: (attempt: ReportAttempt): Cell => said(attempt, name)?.score ?? null },
    ]),
    { name: "marks", of: marksOf },
    { name: "latency_ms", of: ({ latencyMs }) => latencyMs },
    { name: "first_token_ms", of: ({ firstTokenMs }) => firstTokenMs },
    { name: "recorded", of: ({ recorded }) => recorded },
    { name: "retries", of: ({ retries }) => retries },
    { name: "cost_usd", of: ({ costUsd }) => costUsd },
    { name: "judge_cost_usd", of: ({ judgeCostUsd }) => judgeCostUsd },
    { name: "input_tokens", of: ({ usage }) => usage?.inputTokens ?? null },
    { name: "output_tokens", of: ({ usage }) => usage?.outputTokens ?? null },
    { name: "finish_reason", of: ({ finishReason }) => finishReason },
    { name: "ended_at", of: ({ endedAt }) => endedAt },
    ...reproducibility(head).map(({ field, value }) => ({ name: `run.${field}`, of: (): Cell => value })),
  ];
}

/** Of several checks under one name the worst, as it is for a judge's agreement. */
function said({ scores }: ReportAttempt, name: string): { state: CheckState; score: number | null } | null {
  const own = scores.filter(({ check }) => checkName(check) === name);
  const order: CheckState[] = ["error", "fail", "pass", "skipped"];
  own.sort((one, other) => order.indexOf(one.result.state) - order.indexOf(other.result.state));
  return own[0]?.result ?? null;
}

const marksOf = ({ marks }: ReportAttempt): string =>
  marks
    .filter(({ value }) => value !== "")
    .map(({ rater, kind, value, metric, note }) =>
      [`${rater}: ${kind} ${value}`, metric === null ? "" : `(${metric})`, note]
        .filter((part) => part !== "")
        .join(" "),
    )
    .join("; ");
