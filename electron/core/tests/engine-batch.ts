import type { ErrorData } from "#shared/contract/errors.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
import { commitQuickly, syncCommits } from "../store/quick-commit.ts";
import {
  type Batch,
  type NewAttempt,
  type PendingRecording,
  storeBatch,
  TakenOver,
  type Tally,
} from "./attempt-store.ts";
import type { TestContext } from "./context.ts";
import { type Ownership, standStill } from "./test-run-store.ts";

/** How soon after it is committed a result is on the disk, and told. */
const syncEveryMs = 200;

const firstWaitMs = 500;
const longestWaitMs = 10_000;

/** Results on their way to the store; none is counted or told before it is there. */
export interface ResultBatch {
  /**
   * Resolves when it is committed, or cannot be. Whoever made it makes nothing else meanwhile, so that the sudden end of
   * this program costs no more calls than were under way.
   */
  add(attempt: NewAttempt): Promise<void>;
  addRecording(recording: PendingRecording): void;
  addUnknownCost(): void;
  /**
   * Stores the rest together with how the run stands from now on, which is asked with the number of cells that are stored
   * with it for the first time; tries again for as long as `giveUp` lets it.
   */
  close(stateOf: (added: number) => Standing, giveUp: AbortSignal): Promise<void>;
  /** Tries at once. Throws the store's own error. */
  storeNow(): void;
}

export interface Standing {
  state: Exclude<TestRunState, "running">;
  error: ErrorData | null;
}

export interface BatchOwner {
  run: number;
  owner: Ownership;
  /** It is on the disk. */
  onStored(tally: Tally, attempts: number): void;
  /** Something could not be stored. It is kept, and tried again when the batch is closed. */
  onFault(error: unknown): void;
}

export function createBatch(
  { db, ports }: Pick<TestContext, "db" | "ports">,
  { run, owner, onStored, onFault }: BatchOwner,
): ResultBatch {
  const { clock } = ports;
  const timers = new AbortController();
  const closed = new AbortController();
  let held = emptyBatch();
  /** Committed, and not known to be on the disk. */
  const committed: { tally: Tally; attempts: number }[] = [];
  let waiting: (() => void)[] = [];
  let isAwaited = false;
  let isSyncing = false;
  let isFaulty = false;
  let isClosed = false;
  let closeNow: (() => void) | null = null;

  function release(): void {
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  }

  function fail(error: unknown): void {
    isFaulty = true;
    onFault(error);
    release();
  }

  function tellStored(count: number): void {
    for (const { tally, attempts } of committed.splice(0, count)) onStored(tally, attempts);
  }

  function commit(): void {
    if (isEmpty(held)) return;
    const batch = held;
    const tally = commitQuickly(db, () => storeBatch(db, run, owner, batch));
    held = emptyBatch();
    committed.push({ tally, attempts: batch.attempts.length });
    release();
    sync();
  }

  function commitOrTell(): void {
    if (isFaulty || isClosed) return;
    try {
      commit();
    } catch (error) {
      fail(error);
    }
  }

  /**
   * Those that come in the same turn share a commit. Any longer wait would let all calls begin again at one moment, and
   * then the work between them is done one after the other while nobody calls.
   */
  function soon(): void {
    if (isAwaited || isClosed) return;
    isAwaited = true;
    setImmediate(() => {
      isAwaited = false;
      commitOrTell();
    });
  }

  /** One after the other: what was committed meanwhile is in the next. */
  function sync(): void {
    if (isSyncing) return;
    isSyncing = true;
    syncOnce().catch((error: unknown) => {
      if (!timers.signal.aborted) fail(error);
    });
  }

  async function syncOnce(): Promise<void> {
    await clock.sleep(syncEveryMs, timers.signal);
    const count = committed.length;
    await syncCommits(db);
    isSyncing = false;
    // The end of the run waits for the disk itself, and has told of everything.
    if (isClosed) return;
    tellStored(count);
    if (committed.length > 0) sync();
  }

  return {
    async add(attempt) {
      if (isClosed) return;
      held.attempts.push(attempt);
      if (isFaulty) return;
      const stored = new Promise<void>((resolve) => waiting.push(resolve));
      soon();
      await stored;
    },
    addRecording(recording) {
      if (!isClosed) held.recordings.push(recording);
    },
    addUnknownCost() {
      if (isClosed) return;
      held.unknownCosts += 1;
      soon();
    },

    async close(stateOf, giveUp) {
      timers.abort();
      const closeWith = () => {
        const batch = held;
        const at = new Date(clock.now()).toISOString();
        const last = db.transaction(() => {
          const tally = isEmpty(batch) ? null : storeBatch(db, run, owner, batch);
          const untold = [...committed.map((one) => one.tally), ...(tally === null ? [] : [tally])];
          standStill(db, run, owner, { ...stateOf(untold.reduce((sum, one) => sum + cellsIn(one), 0)), at });
          return tally;
        });
        held = emptyBatch();
        if (last !== null) committed.push({ tally: last, attempts: batch.attempts.length });
        isClosed = true;
        tellStored(committed.length);
        closed.abort();
      };
      closeNow = closeWith;
      for (let pauseMs = firstWaitMs; !isClosed; pauseMs = Math.min(pauseMs * 2, longestWaitMs)) {
        try {
          closeWith();
        } catch (error) {
          onFault(error);
          if (error instanceof TakenOver) return;
          await clock.sleep(pauseMs, AbortSignal.any([giveUp, closed.signal])).catch(() => {});
          if (giveUp.aborted) return;
        }
      }
    },
    storeNow: () => (closeNow ?? commit)(),
  };
}

/** What replaces an error adds none. */
const cellsIn = ({ passed, failed, errored, unscored }: Tally): number =>
  passed + failed + errored + unscored;

const emptyBatch = (): Batch => ({ recordings: [], attempts: [], unknownCosts: 0 });

const isEmpty = ({ recordings, attempts, unknownCosts }: Batch): boolean =>
  recordings.length === 0 && attempts.length === 0 && unknownCosts === 0;
