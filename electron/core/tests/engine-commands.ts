import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import { readFrozenSuite } from "../suites/index.ts";
import { refuseUnpriced } from "./budget-prices.ts";
import type { TestContext } from "./context.ts";
import { launch, openJob, type PreparedTest, testRunOf, timeOf, type Wanted } from "./engine-start.ts";
import { readChecks } from "./plan.ts";
import {
  addUnknownCosts,
  changeStandstill,
  claimTestRun,
  limitTestRun,
  listRunningTests,
  standStill,
  type TestRunRow,
} from "./test-run-store.ts";

/** Answers at once; that the run stands still is told by its event. */
export function pauseTest(context: TestContext, id: TestRunId): void {
  const live = context.live.get(id);
  if (live !== undefined) live.stop("paused");
  else refuseElsewhere(context, id);
}

export function cancelTest(context: TestContext, id: TestRunId): void {
  const live = context.live.get(id);
  if (live !== undefined) {
    live.stop("cancelled");
    return;
  }
  const run = refuseElsewhere(context, id);
  if (run.state === "done" || run.state === "cancelled") return;
  const changed = changeStandstill(context.db, run, { state: "cancelled", error: null, at: timeOf(context) });
  if (changed) tellEnd(context, run, "cancelled");
}

/** Nobody needs the rest of it: it stands still as cancelled, and says why. One that is complete stays as it is. */
export function settleTest(context: TestContext, id: TestRunId, why: ErrorData): void {
  const live = context.live.get(id);
  if (live !== undefined) {
    live.settle(why);
    return;
  }
  const run = refuseElsewhere(context, id);
  if (run.state === "done") return;
  const changed = changeStandstill(context.db, run, { state: "cancelled", error: why, at: timeOf(context) });
  if (changed) tellEnd(context, run, "cancelled");
}

/** Goes on where the run stands: only what is missing is called. */
export async function resumeTest(
  context: TestContext,
  { testRunId, maxCostUsd }: ParsedInput<"tests.resume">,
): Promise<void> {
  const run = await standingTest(context, testRunId);
  if (run.state === "done") {
    throw new LatheError({
      code: "tests.nothing-missing",
      message: "This test run is complete; nothing is missing. Start a new one, or call its errors again.",
    });
  }
  takeUp(context, run, "missing", maxCostUsd === undefined ? run.maxCostUsd : maxCostUsd);
}

/** Calls those attempts again that ended in an error; each stays until another takes its place. */
export async function retryErrors(
  context: TestContext,
  id: TestRunId,
): Promise<Output<"tests.retry-errors">> {
  const run = await standingTest(context, id);
  return { attempts: takeUp(context, run, "errors", run.maxCostUsd) };
}

/** The run, which stands still: one that is on its way there is waited for. */
export async function standingTest(context: TestContext, id: TestRunId): Promise<TestRunRow> {
  const live = context.live.get(id);
  if (live?.stopping === null) {
    throw new LatheError({ code: "tests.still-running", message: "This test run is under way already." });
  }
  if (live !== undefined) {
    if (live.unstored !== null) live.storeNow();
    await live.done;
  }
  return refuseElsewhere(context, id);
}

/** What a run that stands still is to go on with. */
export interface TakeUp {
  run: TestRunRow;
  wanted: Wanted;
  maxCostUsd: number | null;
}

/** Answers how many attempts are to be made. */
function takeUp(context: TestContext, run: TestRunRow, wanted: Wanted, maxCostUsd: number | null): number {
  return takeUpAll(context, [{ run, wanted, maxCostUsd }], false);
}

/**
 * Several runs or none of them: what is wrong with one leaves all as they stand. `limits`: what others, by their number, may
 * spend from now on, since these get the rest of it.
 */
export function takeUpAll(
  context: TestContext,
  wishes: TakeUp[],
  isWatched: boolean,
  limits: ReadonlyMap<number, number> = new Map(),
): number {
  const { db, ports } = context;
  const owner = { ownerPid: ports.pid, ownedSince: timeOf(context) };
  const prepared = wishes.flatMap(({ run, wanted, maxCostUsd }) => {
    if (maxCostUsd !== null) {
      const { all } = readChecks(db, readFrozenSuite(context.suites, run.suiteVersionId));
      refuseUnpriced(context, { ...run.plan, maxCostUsd }, all);
    }
    const job = openJob(context, { ...run, maxCostUsd }, wanted);
    return wanted === "errors" && attemptsIn(job) === 0 ? [] : [{ ...job, owner }];
  });
  db.transaction(() => {
    for (const [sequence, maxCostUsd] of limits) limitTestRun(db, sequence, maxCostUsd);
    for (const { run } of prepared)
      if (!claimTestRun(db, run, { ...owner, maxCostUsd: run.maxCostUsd })) throw notHere();
  });
  for (const job of prepared) launch(context, job, { isWatched });
  return prepared.reduce((sum, job) => sum + attemptsIn(job), 0);
}

const attemptsIn = ({ lanes }: Pick<PreparedTest, "lanes">): number =>
  lanes.reduce((sum, { cells }) => sum + cells.length, 0);

function refuseElsewhere(context: TestContext, id: TestRunId): TestRunRow {
  closeInterruptedTests(context);
  const run = testRunOf(context, id);
  if (run.state === "running") throw notHere();
  return run;
}

const notHere = (): LatheError =>
  new LatheError({
    code: "tests.not-here",
    message: "This test run is under way in another window or terminal; pause or cancel it there.",
  });

function tellEnd({ publish }: TestContext, run: TestRunRow, state: Exclude<TestRunRow["state"], "running">) {
  publish({ type: "test.ended", testRunId: run.testRunId, promptId: run.promptId, state });
}

/**
 * A run whose program is gone stands still, and can be resumed. `atStart`: this program makes none yet, so one under its
 * own number is of an earlier program.
 */
export function closeInterruptedTests(context: TestContext, { atStart = false } = {}): void {
  const { db, ports } = context;
  if (db.readOnly !== null) return;
  for (const run of listRunningTests(db)) {
    const isOwn = run.ownerPid === ports.pid;
    if (isOwn ? !atStart : ports.isProcessAlive(run.ownerPid, Date.parse(run.ownedSince))) continue;
    const isClosed = db.transaction(() => {
      const still = standStill(db, run.sequence, run, {
        state: "interrupted",
        error: null,
        at: timeOf(context),
      });
      // What was under way may have been charged; the simulator is free, and a replay calls nobody.
      if (still && !run.simulated && run.plan.mode !== "replay") addUnknownCosts(db, run.sequence, 1);
      return still;
    });
    if (isClosed) tellEnd(context, run, "interrupted");
  }
}

/** Before the database is closed: every run stores what it has, those too that start meanwhile. */
export async function stopAllTests({ live }: TestContext): Promise<void> {
  while (live.size > 0) {
    const running = [...live.values()];
    for (const run of running) run.stop("interrupted");
    await Promise.all(running.map(({ done }) => done));
  }
}
