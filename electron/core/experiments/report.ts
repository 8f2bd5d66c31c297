import type { Chunk, Output, ParsedInput } from "#shared/contract/operations.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { mostCompared, writeExperimentHtml } from "#shared/reports/experiment-html.ts";
import { writeExperimentJson } from "#shared/reports/experiment-json.ts";
import type {
  ExperimentReportHead,
  ReportPreferences,
  ReportSide,
} from "#shared/reports/experiment-report-data.ts";
import { experimentFileName } from "#shared/reports/experiment-reproducibility.ts";
import { readContent } from "../store/content-store.ts";
import { readTestRun, suiteChecks } from "../tests/index.ts";
import { type ExperimentContext, timeOf } from "./context.ts";
import { evidenceOf, type Readings, readingsOf } from "./evidence.ts";
import { describeExperiment } from "./evidence-read.ts";
import { experimentOf } from "./experiment-store.ts";
import { readPreferences } from "./preferences.ts";
import { type ReportPlaces, readCases, reportPlaces } from "./report-cases.ts";
import { listAllJudgements, listAllVotes } from "./report-store.ts";
import { changeCodes, changesOf, countChanges, orderRows } from "./rows-order.ts";
import { verdictOf } from "./verdicts.ts";

/** Pieces of a moderate size, whatever sizes the writer makes. */
const pieceLength = 256 * 1024;

const mediaTypes = { html: "text/html", json: "application/json" };

/** A report of what is stored at this moment; nothing is called. */
export async function* writeReport(
  context: ExperimentContext,
  { experimentId, format, language }: ParsedInput<"experiments.report">,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"experiments.report">, Output<"experiments.report">> {
  const preferences = await readAllPreferences(context, experimentId);
  // At once, and in one transaction: one that goes on meanwhile, here or in another program, must not have other attempts
  // in its report than its verdict was read from.
  const { head, pieces } = context.db.transaction(() => {
    const readings = readingsOf(context, experimentOf(context, experimentId));
    const head = { ...readHead(context, readings), preferences };
    const places = reportPlaces(readings);
    if (format === "html")
      return {
        head,
        pieces: writeExperimentHtml(head, sidesOf(context, readings, places, signal), language),
      };
    const evidence = evidenceOf(context, readings, readings.experiment.plan.metric);
    const rows = Array.from({ length: places.layout.rows }, (_, row) => row);
    return { head, pieces: writeExperimentJson(head, evidence, readCases(context, places, rows, signal)) };
  });
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < pieceLength) continue;
    yield { text };
    text = "";
  }
  if (text !== "") yield { text };
  return { fileName: experimentFileName(head.experiment, format), mediaType: mediaTypes[format] };
}

/** Each arm against the first. */
async function readAllPreferences(
  context: ExperimentContext,
  experimentId: ExperimentId,
): Promise<ReportPreferences[]> {
  const others = experimentOf(context, experimentId).arms.slice(1);
  const pairs = others.map((_, index) => ({ a: 0, b: index + 1 }));
  return Promise.all(
    pairs.map(async (pair) => ({ ...pair, ...(await readPreferences(context, { experimentId, ...pair })) })),
  );
}

function readHead(
  context: ExperimentContext,
  { experiment }: Readings,
): Omit<ExperimentReportHead, "preferences"> {
  const { db } = context;
  const runs = experiment.rounds.map((round) => round.runs);
  const first = runs[0] ?? [];
  return {
    experiment: { ...describeExperiment(context, experiment), verdict: verdictOf(context, experiment, true) },
    contents: first.map(({ contentHash }) => readContent(db, contentHash)),
    runs: runs.map((round) => round.map(({ testRunId }) => readTestRun(context.tests, testRunId, true))),
    checks: first[0] === undefined ? [] : suiteChecks(db, first[0].sequence),
    votes: listAllVotes(db, experiment.sequence),
    judgements: listAllJudgements(db, experiment.sequence),
    madeAt: timeOf(context),
  };
}

/** Each arm against the first: what broke comes first, and no more than a page can show. */
function sidesOf(
  context: ExperimentContext,
  readings: Readings,
  places: ReportPlaces,
  signal: AbortSignal,
): ReportSide[] {
  const others = readings.experiment.arms.length - 1;
  return Array.from({ length: others }, (_, index): ReportSide => {
    const b = index + 1;
    const changes = changesOf(context, readings, b);
    const counts = countChanges(changes);
    const rows = orderRows(context, readings, changes, { filter: { text: "" }, sort: "attention" });
    const shown = Array.from(rows.subarray(0, Math.floor(mostCompared / others)));
    return { a: 0, b, counts, cases: withChange(readCases(context, places, shown, signal), changes) };
  });
}

async function* withChange(pages: ReturnType<typeof readCases>, changes: Uint8Array) {
  for await (const page of pages)
    for (const one of page)
      yield { ...one, change: changeCodes[changes[one.row] ?? 0] ?? ("unknown" as const) };
}
