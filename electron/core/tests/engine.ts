import { type ErrorData, isCancelled, LatheError } from "#shared/contract/errors.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
import type { AttemptMaker, ReadyCell } from "./attempt-cell.ts";
import { type NewAttempt, TakenOver } from "./attempt-store.ts";
import { createBudget, type Reservation } from "./budget.ts";
import type { LiveTest, StopReason, TestContext } from "./context.ts";
import { createBatch, type Standing } from "./engine-batch.ts";
import type { CellSet } from "./engine-cells.ts";
import { endOf } from "./engine-halts.ts";
import { createPartials } from "./engine-partials.ts";
import { createPool, type Lane } from "./engine-pool.ts";
import { createProgress } from "./engine-progress.ts";
import type { Ownership, TestRunRow } from "./test-run-store.ts";

/** What the engine is to do: the cells of a run that are missing, or those that are to be called again. */
export interface Job {
  run: TestRunRow;
  owner: Ownership;
  lanes: Lane[];
  maker: AttemptMaker;
  /** Cells with an error whose place the new attempt takes. */
  replaced: CellSet;
  /** US dollars that are to be taken for spent; more than what is known where some of it is not. */
  spentUsd: number;
  /** How the run stands when all this is done and others of its cells are still missing. */
  otherwise: Exclude<TestRunState, "running">;
  /** Somebody reads along: the replies are streamed, which costs three times the work. */
  isWatched: boolean;
}

/** More workers than this only wait for each other. */
const mostWorkers = 256;
/** How long those that were cut may take to come back; what they bring later is dropped. */
const cutMs = 700;

/** Makes the attempts of a job; goes on by itself until it is done or told to stop. */
export function startEngine(context: TestContext, job: Job): LiveTest {
  const { run, owner, maker, lanes } = job;
  const { ports, publish } = context;
  const cut = new AbortController();
  const giveUp = new AbortController();
  const pool = createPool(lanes);
  const planned = lanes.reduce((sum, { cells }) => sum + cells.length, 0);
  const progress = createProgress(context, run, planned);
  const budget = createBudget(run.maxCostUsd, job.spentUsd);
  let calls = 0;
  let stopping: StopReason | null = null;
  let haltedBy: ErrorData | null = null;
  let settledBy: ErrorData | null = null;
  const partials = createPartials();
  let unstored: LiveTest["unstored"] = null;
  let isTakenOver = false;

  function stop(reason: StopReason): void {
    // Whoever cancels after pausing wants the calls cut; nothing that comes later lets them go on.
    if (stopping !== null && !isCut(reason)) return;
    if (stopping === null || !isCut(stopping)) stopping = reason;
    budget.close();
    if (isCut(reason)) cut.abort();
    if (reason === "interrupted") giveUp.abort();
  }

  function halt(error: unknown): void {
    haltedBy ??= error instanceof LatheError ? error.toData() : unforeseen(context, error);
    stop("halted");
  }

  const tellEnd = (state: TestRunState) =>
    publish({ type: "test.ended", testRunId: run.testRunId, promptId: run.promptId, state });

  const batch = createBatch(context, {
    run: run.sequence,
    owner,
    onStored(tally, attempts) {
      unstored = null;
      progress.stored(tally, attempts);
    },
    onFault(error) {
      if (error instanceof TakenOver) {
        ports.log("error", `test run ${run.testRunId} is made by another program now`);
        isTakenOver = true;
        stop("cancelled");
        return;
      }
      halt(error);
      if (unstored !== null || haltedBy === null) return;
      ports.log("error", `results of test run ${run.testRunId} could not be stored: ${error}`);
      unstored = { state: "halted", error: haltedBy };
      tellEnd("halted");
      progress.wake();
    },
  });

  async function makeOne(cell: number): Promise<void> {
    const ready = await maker.prepare(cell);
    const reserved = await budget.reserve(() => maker.mostCost(ready));
    if (reserved === null) return stop("capped");
    const attempt = await call(ready, reserved);
    if (attempt === null) return;
    attempt.replaces = job.replaced.has(cell);
    const reason = endOf(attempt);
    if (reason === null) return batch.add(attempt);
    if (attempt.costUsd !== 0) batch.addUnknownCost();
    halt(LatheError.from(reason));
  }

  /** null: it was cut off, and is still missing. */
  async function call(ready: ReadyCell, reserved: Reservation): Promise<NewAttempt | null> {
    let unknown = 0;
    let attempt: NewAttempt | null = null;
    calls += 1;
    progress.called(1);
    try {
      attempt = await maker.make(ready, {
        signal: cut.signal,
        onRetry: progress.retried,
        onUnknownCost() {
          unknown += 1;
        },
        onRecording: batch.addRecording,
        ...(job.isWatched && { onText: partials.of(ready) }),
      });
    } catch (error) {
      if (unknown > 0) batch.addUnknownCost();
      if (!isCancelled(error)) halt(error);
    }
    partials.end(ready);
    calls -= 1;
    progress.called(-1);
    reserved.settle(attempt === null ? (unknown > 0 ? null : 0) : costOf(attempt));
    return attempt;
  }

  async function work(): Promise<void> {
    while (stopping === null) {
      const taken = pool.take();
      if (taken === null) return;
      try {
        await makeOne(taken.cell);
      } catch (error) {
        halt(error);
      }
      taken.leave();
    }
  }

  function standing(added: number): Standing {
    if (progress.isCompleteWith(added)) return { state: "done", error: null };
    if (stopping === "settled") return { state: "cancelled", error: settledBy };
    const state = stopping ?? job.otherwise;
    return { state, error: state === "halted" ? haltedBy : null };
  }

  async function runToEnd(): Promise<void> {
    const bearable = lanes.reduce((sum, { limit }) => sum + limit, 0);
    const workers = Math.min(run.plan.concurrency ?? bearable, mostWorkers, Math.max(planned, 1));
    await inTime(Promise.all(Array.from({ length: workers }, work)));
    await batch.close(standing, giveUp.signal);
  }

  /** Those that were cut are not waited for any longer than that. A real timer: what it guards against is real as well. */
  async function inTime(work: Promise<unknown>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      cut.signal.addEventListener("abort", () => {
        timer = setTimeout(resolve, cutMs);
      });
    });
    await Promise.race([work, late]);
    clearTimeout(timer);
    const mayBeCharged = !run.simulated && run.plan.mode !== "replay";
    for (let lost = mayBeCharged ? calls : 0; lost > 0; lost -= 1) batch.addUnknownCost();
  }

  const done = runToEnd()
    .catch((error) => ports.log("error", `test run ${run.testRunId} ended badly: ${error?.stack ?? error}`))
    .finally(() => {
      context.live.delete(run.testRunId);
      progress.end();
      if (!isTakenOver) tellEnd(standing(0).state);
    });

  const live: LiveTest = {
    promptId: run.promptId,
    stop,
    settle(why) {
      if (stopping === null) settledBy = why;
      stop("settled");
    },
    done,
    get stopping() {
      return stopping;
    },
    get unstored() {
      return unstored;
    },
    progress: () => (unstored === null ? progress.read() : { ...progress.read(), state: unstored.state }),
    partials: partials.list,
    watch: progress.watch,
    storeNow: batch.storeNow,
  };
  context.live.set(run.testRunId, live);
  return live;
}

const isCut = (reason: StopReason): boolean => reason === "cancelled" || reason === "interrupted";

/** null: some of it is unknown. A stored reply was paid for before. */
function costOf({ isPaidElsewhere, costUsd, judgeCostUsd }: NewAttempt): number | null {
  if (judgeCostUsd === null || (costUsd === null && !isPaidElsewhere)) return null;
  return (isPaidElsewhere ? 0 : (costUsd ?? 0)) + judgeCostUsd;
}

function unforeseen({ ports }: TestContext, error: unknown): ErrorData {
  ports.log("error", `a test run was halted: ${error instanceof Error ? error.stack : error}`);
  return {
    code: "host.internal",
    message: "Lathe made a mistake of its own; the test run was halted. The log has the details.",
    retryable: true,
  };
}
