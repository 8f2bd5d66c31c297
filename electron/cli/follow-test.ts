import type { TestRunId } from "#shared/model/ids.ts";
import type { TestAttemptRow, TestRun } from "#shared/model/test-run.ts";
import { dollars, percent } from "#shared/reports/figures.ts";
import type { Finish } from "./common-command.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { followToEnd } from "./follow-to-end.ts";
import type { Session } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";
import { testLine } from "./test-progress.ts";
import { type Language, writeReport } from "./write-report.ts";

/** At most so many failures are listed; a report has them all. */
const mostListed = 20;

/**
 * Watches a run to its standstill, tells what came of it, writes its reports, and ends the command with 1 where the run
 * does not pass. Ctrl-C cancels the run, which can be resumed.
 */
export async function followTest(
  session: Session,
  id: TestRunId,
  { finish, out, language }: { finish: Finish; out: string[]; language: Language },
): Promise<void> {
  const { lathe, signal } = session;
  const run = await followToEnd(lathe.stream("tests.follow", { testRunId: id }), {
    signal,
    cancel: () => lathe.call("tests.cancel", { testRunId: id }),
    lineOf: testLine,
  });
  // What was asked for is written also after Ctrl-C: the calls are paid for.
  const leisure = { ...session, signal: new AbortController().signal };
  for (const file of out) await writeReport(leisure, { testRunId: id, file, language });
  if (session.json) printJson(summaryOf(run));
  else await tell(leisure, run, out);
  finish(exitCodeFor(run));
}

const endedOf = ({ counts: { passed, failed, errored, unscored } }: TestRun): number =>
  passed + failed + errored + unscored;

/** A run that checked nothing has not passed either. */
const hasPassed = (run: TestRun): boolean =>
  run.state === "done" && run.counts.failed === 0 && run.counts.errored === 0 && run.counts.passed > 0;

function exitCodeFor(run: TestRun): number {
  if (run.state === "cancelled") return exitCodes.cancelled;
  if (run.state === "halted" && run.error !== null && endedOf(run) === 0) return exitCodeOf(run.error);
  return hasPassed(run) ? exitCodes.done : exitCodes.no;
}

/** What a script reads. */
function summaryOf(run: TestRun): Record<string, unknown> {
  const { counts, hashes, latency } = run;
  return {
    run: run.testRunId,
    prompt: run.promptName,
    version: run.version,
    suite: run.suiteName,
    suiteVersion: run.suiteVersion,
    models: run.models,
    simulated: run.simulated,
    state: run.state,
    total: counts.planned,
    passed: counts.passed,
    failed: counts.failed,
    errored: counts.errored,
    unscored: counts.unscored,
    missing: counts.planned - endedOf(run),
    incomplete: endedOf(run) < counts.planned,
    passRate: run.passRate,
    interval: run.passInterval,
    averageScore: run.averageScore,
    costUsd: run.costUsd,
    judgeCostUsd: run.judgeCostUsd,
    latency: latency === null ? null : { p50: latency.p50, p95: latency.p95 },
    tokens: run.tokens,
    recorded: run.recorded,
    retries: run.retries,
    flakyCases: run.flakyCases,
    hashes,
    ...(run.error === null ? {} : { error: run.error }),
  };
}

async function tell(session: Session, run: TestRun, out: string[]): Promise<void> {
  await listFailures(session, run);
  printLine(verdictOf(run));
  note(factsOf(run));
  if (run.error !== null && run.state === "halted") note(run.error.message);
  if (run.state === "capped") note("The cap was reached: what is missing was not called.");
  if (run.counts.passed + run.counts.failed === 0 && run.counts.unscored > 0)
    note("Nothing was checked: no check of this suite decides anything.");
  for (const file of out) note(`Written: ${file}`);
  if (run.state !== "done") note(`Go on with: lathe test --resume ${run.testRunId}`);
  else if (run.counts.errored > 0)
    note(`Call the errors again with: lathe test --retry-errors ${run.testRunId}`);
}

async function listFailures(
  { lathe, signal }: Session,
  { testRunId, repeats, models }: TestRun,
): Promise<void> {
  const { rows, total } = await lathe.call(
    "tests.results",
    { testRunId, filter: { verdicts: ["error", "fail"] }, limit: mostListed },
    signal,
  );
  for (const row of rows) printLine(lineOf(row, { repeats, models: models.length }));
  if (total > rows.length) printLine(`… and ${total - rows.length} more`);
}

function lineOf(row: TestAttemptRow, { repeats, models }: { repeats: number; models: number }): string {
  const name = row.caseName === "" ? `case ${row.caseIndex + 1}` : row.caseName;
  const where = [models > 1 ? row.model : undefined, repeats > 1 ? `repeat ${row.repeat + 1}` : undefined];
  const at = where.filter((part) => part !== undefined).join(", ");
  const failing = row.failing.length === 0 ? "" : ` ${row.failing.join(", ")}:`;
  return `${row.verdict.toUpperCase().padEnd(5)} ${name}${at === "" ? "" : ` (${at})`}:${failing} ${row.reason}`;
}

function verdictOf(run: TestRun): string {
  const { planned, passed, failed, errored, unscored } = run.counts;
  const missing = planned - endedOf(run);
  return [
    hasPassed(run) ? "PASSED" : missing > 0 ? "INCOMPLETE" : "NOT PASSED",
    `${passed} passed, ${failed} failed, ${errored} errors${unscored > 0 ? `, ${unscored} unscored` : ""}`,
    missing > 0 ? `${missing} of ${planned} not called` : undefined,
    run.passRate === null || run.passInterval === null
      ? undefined
      : `${percent(run.passRate)} (95 % interval ${percent(run.passInterval[0])} to ${percent(run.passInterval[1])})`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

const factsOf = (run: TestRun): string =>
  [
    run.testRunId,
    `${run.promptName}@${run.version ?? "draft"}`,
    `${run.suiteName} v${run.suiteVersion}`,
    run.models.join(", ") + (run.simulated ? " (simulator)" : ""),
    run.costUsd === null ? "cost unknown" : dollars(run.costUsd),
    run.latency === null
      ? undefined
      : `p50 ${run.latency.p50.toFixed(0)} ms, p95 ${run.latency.p95.toFixed(0)} ms`,
    run.retries > 0 ? `${run.retries} retries` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
