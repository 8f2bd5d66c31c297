import type { TestCounts, TestProgress } from "#shared/model/test-run.ts";
import type { Tally } from "./attempt-store.ts";
import type { TestContext } from "./context.ts";
import type { TestRunRow } from "./test-run-store.ts";

/** Told at most ten times a second. */
const tellEveryMs = 100;
/** The rate is that of the last seconds. */
const rateOverMs = 10_000;
const rateFromMs = 500;

/** What is known of a run under way. Attempts are counted when they are stored, and not before. */
export interface Progress {
  read(): TestProgress;
  stored(tally: Tally, attempts: number): void;
  /** A call began or ended. */
  called(by: 1 | -1): void;
  retried(): void;
  watch(look: () => void): () => void;
  /** Whether every attempt of the plan was made, as soon as so many more are stored. */
  isCompleteWith(added: number): boolean;
  /** Those who watch are to look now. */
  wake(): void;
  end(): void;
}

export function createProgress(
  { ports, publish }: Pick<TestContext, "ports" | "publish">,
  run: TestRunRow,
  planned: number,
): Progress {
  const { clock } = ports;
  const counts: TestCounts = { ...run.counts };
  let costUsd = run.costUsd + run.judgeCostUsd;
  let unknownCosts = run.unknownCosts;
  let active = 0;
  let retries = 0;
  let left = planned;
  let isTold = true;
  const ended = new AbortController();
  const watchers = new Set<() => void>();
  const samples: { at: number; left: number }[] = [{ at: clock.monotonic(), left }];

  function rate(): number | null {
    const [first] = samples;
    if (first === undefined) return null;
    const tookMs = clock.monotonic() - first.at;
    return tookMs < rateFromMs || first.left === left ? null : ((first.left - left) / tookMs) * 1_000;
  }

  function read(): TestProgress {
    const perSecond = rate();
    return {
      testRunId: run.testRunId,
      state: "running",
      counts: { ...counts },
      costUsd,
      unknownCosts,
      rate: perSecond,
      remainingMs: perSecond === null ? null : (left / perSecond) * 1_000,
      active,
      retries,
    };
  }

  function tell(): void {
    isTold = true;
    if (ended.signal.aborted) return;
    publish({ type: "test.progress", promptId: run.promptId, progress: read() });
    wake();
  }

  function wake(): void {
    for (const look of watchers) look();
  }

  function changed(): void {
    if (!isTold) return;
    isTold = false;
    clock.sleep(tellEveryMs, ended.signal).then(tell, () => {});
  }

  return {
    read,
    stored(tally, attempts) {
      counts.passed += tally.passed;
      counts.failed += tally.failed;
      counts.errored += tally.errored;
      counts.unscored += tally.unscored;
      costUsd += tally.costUsd + tally.judgeCostUsd;
      unknownCosts += tally.unknownCosts;
      left -= attempts;
      const now = clock.monotonic();
      samples.push({ at: now, left });
      while (samples.length > 2 && (samples[0]?.at ?? 0) < now - rateOverMs) samples.shift();
      changed();
    },
    called(by) {
      active += by;
    },
    retried() {
      retries += 1;
      changed();
    },
    watch(look) {
      watchers.add(look);
      return () => void watchers.delete(look);
    },
    isCompleteWith: (added) =>
      counts.passed + counts.failed + counts.errored + counts.unscored + added >= counts.planned,
    wake,
    end() {
      ended.abort();
      wake();
    },
  };
}
