import { setImmediate as nextTurn } from "node:timers/promises";
import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import type { Check } from "#shared/model/check.ts";
import type { ReportFormat, ResultSort } from "#shared/model/test-run.ts";
import { writeCsv } from "#shared/reports/csv-report.ts";
import { writeHtml } from "#shared/reports/html-report.ts";
import { writeJson } from "#shared/reports/json-report.ts";
import { writeJunit } from "#shared/reports/junit-report.ts";
import { writeMarkdown } from "#shared/reports/markdown-report.ts";
import type { ReportAttempt, ReportBaseline, ReportHead, ReportWriter } from "#shared/reports/report-data.ts";
import { reportFileName } from "#shared/reports/reproducibility.ts";
import { readContent } from "../store/content-store.ts";
import { readCase } from "../suites/index.ts";
import { readAgreement } from "./agreement.ts";
import { changesAgainst, findBaseline } from "./baseline.ts";
import type { TestContext } from "./context.ts";
import { listMarks } from "./marks-store.ts";
import { describeRows, factsOf, orderOf } from "./results.ts";
import { scoredChecks, suiteChecks } from "./results-attempt.ts";
import { listDetails, listEarlier, listScores } from "./results-attempt-store.ts";
import { resultCacheOf } from "./results-cache.ts";
import { columnsOf, spanOf } from "./results-columns.ts";
import { changes } from "./results-order.ts";
import { listAttemptRows, markedCells } from "./results-store.ts";
import { readTestRun, summaryOf } from "./summary.ts";
import type { RunFacts } from "./summary-store.ts";

const forms: Record<
  ReportFormat,
  { write: ReportWriter; extension: string; mediaType: string; sort: ResultSort }
> = {
  html: { write: writeHtml, extension: "html", mediaType: "text/html", sort: "attention" },
  json: { write: writeJson, extension: "json", mediaType: "application/json", sort: "case" },
  csv: { write: writeCsv, extension: "csv", mediaType: "text/csv", sort: "case" },
  junit: { write: writeJunit, extension: "xml", mediaType: "application/xml", sort: "case" },
  markdown: { write: writeMarkdown, extension: "md", mediaType: "text/markdown", sort: "attention" },
};

/** Attempts that are read at once. */
const pageSize = 200;

/** Pieces of a moderate size, whatever sizes the writer makes. */
const pieceLength = 256 * 1024;

/** A report of what is stored at this moment; nothing is called. */
export async function* writeReport(
  context: TestContext,
  { testRunId, format, language }: ParsedInput<"tests.report">,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"tests.report">, Output<"tests.report">> {
  const { write, extension, mediaType, sort } = forms[format];
  // At once, and in one transaction: a run that goes on meanwhile, here or in another program, must not have other attempts
  // in its report than are counted there.
  const { head, listed } = context.db.transaction(() => {
    const facts = factsOf(context.db, testRunId);
    return { head: readHead(context, facts), listed: listAttempts(context, facts, sort) };
  });
  let text = "";
  for await (const piece of write(head, readPages(context, listed, signal), language)) {
    text += piece;
    if (text.length < pieceLength) continue;
    yield { text };
    text = "";
  }
  if (text !== "") yield { text };
  return { fileName: reportFileName(head, extension), mediaType };
}

function readHead(context: TestContext, facts: RunFacts): ReportHead {
  const { db, ports } = context;
  const columns = columnsOf(db, resultCacheOf(context).columns, facts);
  const span = spanOf(columns);
  return {
    run: readTestRun(context, facts.testRunId, true),
    content: readContent(db, facts.contentHash),
    checks: suiteChecks(db, facts.sequence),
    agreement: readAgreement(context, facts.testRunId),
    baseline: readBaseline(context, facts),
    marked: span === null ? 0 : markedCells(db, span).length,
    madeAt: new Date(ports.clock.now()).toISOString(),
  };
}

function readBaseline(context: TestContext, facts: RunFacts): ReportBaseline | null {
  const { db } = context;
  const cache = resultCacheOf(context);
  const baseline = findBaseline(db, facts.promptId);
  if (baseline === null || baseline.testRunId === facts.testRunId) return null;
  const change = changesAgainst(db, cache, facts, columnsOf(db, cache.columns, facts));
  const count = (name: (typeof changes)[number]) =>
    change?.list.reduce((sum, place) => sum + (place === changes.indexOf(name) ? 1 : 0), 0) ?? 0;
  return {
    testRunId: baseline.testRunId,
    version: baseline.version,
    createdAt: baseline.createdAt,
    passRate: summaryOf(db, cache, baseline).passRate,
    regressed: count("regressed"),
    fixed: count("fixed"),
  };
}

/** Which attempts a report has, in its order; by number, which nothing moves. */
interface Listed {
  sequences: Float64Array;
  /** Against the baseline, by cell. */
  change: Uint8Array | null;
  checks: Check[];
}

function listAttempts(context: TestContext, facts: RunFacts, sort: ResultSort): Listed {
  const { db } = context;
  const cache = resultCacheOf(context);
  const columns = columnsOf(db, cache.columns, facts);
  const wish = { filter: { verdicts: [], text: "" }, sort, descending: false, isExact: true };
  const cells = orderOf(db, cache, facts, columns, wish);
  return {
    sequences: Float64Array.from(cells, (cell) => columns.sequence[cell] as number),
    change: changesAgainst(db, cache, facts, columns)?.list.slice() ?? null,
    checks: suiteChecks(db, facts.sequence),
  };
}

/** In pages; between two of them the rest of the program has its turn. */
async function* readPages(
  context: TestContext,
  listed: Listed,
  signal: AbortSignal,
): AsyncGenerator<ReportAttempt[], void> {
  for (let start = 0; start < listed.sequences.length; start += pageSize) {
    signal.throwIfAborted();
    yield readPage(context, { ...listed, sequences: listed.sequences.subarray(start, start + pageSize) });
    await nextTurn();
  }
}

/** Attempts of one run as a report tells them; against no baseline. */
export const readReportAttempts = (
  context: TestContext,
  run: Pick<RunFacts, "sequence">,
  sequences: readonly number[],
): ReportAttempt[] =>
  readPage(context, {
    sequences: Float64Array.from(sequences),
    change: null,
    checks: suiteChecks(context.db, run.sequence),
  });

function readPage({ db }: TestContext, of: Listed): ReportAttempt[] {
  const sequences = Array.from(of.sequences);
  const stored = new Map(listAttemptRows(db, sequences).map((row) => [row.sequence, row]));
  const rows = sequences.flatMap((sequence) => stored.get(sequence) ?? []);
  const details = listDetails(db, sequences);
  const scores = Map.groupBy(listScores(db, sequences), ({ attempt }) => attempt);
  const marks = Map.groupBy(listMarks(db, sequences), ({ attempt }) => attempt);
  const shown = describeRows(db, rows, (cell) => changes[of.change?.[cell] ?? 0] ?? "unknown");
  return rows.flatMap((row, index): ReportAttempt[] => {
    const detail = details.get(row.sequence);
    const own = shown[index];
    if (detail === undefined || own === undefined) return [];
    const { calls, ...told } = detail;
    const content = readCase(db, row.caseHash);
    return [
      {
        ...own,
        ...told,
        content,
        calls: calls.map(({ requestHash, reply }) => ({ requestHash, reply })),
        scores: scoredChecks(of.checks, content, scores.get(row.sequence) ?? []),
        marks: marks.get(row.sequence) ?? [],
        earlier: listEarlier(db, row).map(({ attempt, errorJson, endedAt }) => ({
          attempt,
          error: errorJson === null ? null : JSON.parse(errorJson),
          endedAt,
        })),
      },
    ];
  });
}
