import type { Chunk, Output } from "#shared/contract/operations.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { TestProgress } from "#shared/model/test-run.ts";
import type { LiveTest, TestContext } from "./context.ts";
import { closeInterruptedTests } from "./engine-commands.ts";
import { testRunOf } from "./engine-start.ts";
import { asItStands } from "./engine-unstored.ts";
import { readTestRun } from "./summary.ts";
import type { TestRunRow } from "./test-run-store.ts";

/** How often a run of another program is looked at. */
const pollMs = 250;

/** Progress until the run stands still, then the whole of it. */
export async function* followTest(
  context: TestContext,
  id: TestRunId,
  signal: AbortSignal,
): AsyncGenerator<Chunk<"tests.follow">, Output<"tests.follow">> {
  const live = context.live.get(id);
  if (live === undefined) yield* followElsewhere(context, id, signal);
  else yield* followHere(live, signal);
  return asItStands(context, readTestRun(context, id));
}

async function* followHere(live: LiveTest, signal: AbortSignal): AsyncGenerator<TestProgress, void> {
  let wake = () => {};
  let hasEnded = false;
  const leave = live.watch(() => wake());
  void live.done.finally(() => {
    hasEnded = true;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort);
  try {
    // A run that cannot store its results stands still for those who watch it.
    while (!hasEnded && !signal.aborted && live.unstored === null) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      yield live.progress();
      await woken;
    }
  } finally {
    leave();
    signal.removeEventListener("abort", onAbort);
  }
}

/** A run of another program, or one that stands still: what the store has. */
async function* followElsewhere(
  context: TestContext,
  id: TestRunId,
  signal: AbortSignal,
): AsyncGenerator<TestProgress, void> {
  const { clock } = context.ports;
  const first = testRunOf(context, id);
  const startedAt = clock.monotonic();
  for (;;) {
    closeInterruptedTests(context);
    const run = testRunOf(context, id);
    yield progressOf(run, first, clock.monotonic() - startedAt);
    // A private copy of a file that cannot be written stays as it is.
    if (run.state !== "running" || context.db.readOnly !== null) return;
    await clock.sleep(pollMs, signal);
  }
}

const endedOf = ({ counts: { passed, failed, errored, unscored } }: TestRunRow): number =>
  passed + failed + errored + unscored;

function progressOf(run: TestRunRow, first: TestRunRow, tookMs: number): TestProgress {
  const ended = endedOf(run) - endedOf(first);
  const rate = ended > 0 && tookMs > 0 ? (ended / tookMs) * 1_000 : null;
  return {
    testRunId: run.testRunId,
    state: run.state,
    counts: run.counts,
    costUsd: run.costUsd + run.judgeCostUsd,
    unknownCosts: run.unknownCosts,
    rate,
    remainingMs: rate === null ? null : ((run.planned - endedOf(run)) / rate) * 1_000,
    active: 0,
    retries: 0,
  };
}
