import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { TestContext } from "./context.ts";
import { factsOf } from "./results.ts";
import { resultCacheOf } from "./results-cache.ts";
import { columnsOf, presentCells, type ResultColumns, verdictAt } from "./results-columns.ts";
import { listAttemptRows } from "./results-store.ts";

type Row = Output<"tests.flakiness">[number];

type Figures = Omit<Row, "caseId" | "caseName" | "model"> & { attempt: number };

/** How each case fared over the repeats with each model: the most unsteady first, by verdict and then by score. */
export function readFlakiness(
  context: TestContext,
  { testRunId, limit }: ParsedInput<"tests.flakiness">,
): Row[] {
  const { db } = context;
  const columns = columnsOf(db, resultCacheOf(context).columns, factsOf(db, testRunId));
  const pairs = [...pairsOf(columns)].map((cells) => figuresOf(columns, cells));
  pairs.sort(
    (one, other) =>
      other.flipRate - one.flipRate ||
      Math.min(other.passed, other.failed) - Math.min(one.passed, one.failed) ||
      (other.scoreSpread ?? 0) - (one.scoreSpread ?? 0),
  );
  const shown = pairs.slice(0, limit);
  const rows = new Map(
    listAttemptRows(
      db,
      shown.map(({ attempt }) => attempt),
    ).map((row) => [row.sequence, row]),
  );
  return shown.flatMap(({ attempt, ...figures }) => {
    const row = rows.get(attempt);
    return row === undefined
      ? []
      : { caseId: row.caseId, caseName: row.caseName, model: row.model, ...figures };
  });
}

/** The cells of each case with each model, in the order of the repeats. */
function* pairsOf(columns: ResultColumns): Generator<Uint32Array> {
  const { repeats } = columns.grid;
  const cells = presentCells(columns);
  for (let start = 0; start < cells.length; ) {
    const pair = Math.floor((cells[start] as number) / repeats);
    let end = start;
    while (end < cells.length && Math.floor((cells[end] as number) / repeats) === pair) end += 1;
    yield cells.subarray(start, end);
    start = end;
  }
}

function figuresOf(columns: ResultColumns, cells: Uint32Array): Figures {
  const verdicts = Array.from(cells, (cell) => verdictAt(columns, cell));
  const decided = verdicts.filter((verdict) => verdict === "pass" || verdict === "fail");
  const flips = decided.filter((verdict, index) => index > 0 && verdict !== decided[index - 1]).length;
  const scores = Array.from(cells, (cell) => columns.score[cell] as number).filter(
    (score) => !Number.isNaN(score),
  );
  const mean = scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    attempt: columns.sequence[cells[0] as number] as number,
    passed: decided.filter((verdict) => verdict === "pass").length,
    failed: decided.filter((verdict) => verdict === "fail").length,
    errored: verdicts.filter((verdict) => verdict === "error").length,
    flipRate: decided.length < 2 ? 0 : flips / (decided.length - 1),
    meanScore: mean,
    scoreSpread: spreadOf(scores, mean),
  };
}

/** The standard deviation of a sample; null of fewer than two. */
function spreadOf(scores: number[], mean: number | null): number | null {
  if (mean === null || scores.length < 2) return null;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1));
}
