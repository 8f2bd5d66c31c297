import type { ErrorData } from "#shared/contract/errors.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
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

/**
 * How long results wait for others to share a commit with. Longer where the disk is slow: a tenth of the time is enough
 * for committing.
 */
const shortestMs = 4;
const longestMs = 250;
const restPerCommit = 10;
/** What an attempt takes in a transaction, its commit apart. */
const msPerAttempt = 0.4;

const firstWaitMs = 500;
const longestWaitMs = 10_000;

/** Results on their way to the store; none is counted or told before it is there. */
export interface ResultBatch {
  /**
   * Resolves when it is stored, or cannot be. Whoever made it makes nothing else meanwhile, so that a crash costs no more
   * calls than were under way.
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
  /** Attempts that are being made or stored: when all of them wait here, there is nothing to wait for. */
  underWay(): number;
  onStored(tally: Tally, attempts: number): void;
  /** Something could not be stored. It is kept, and tried again when the batch is closed. */
  onFault(error: unknown): void;
}

export function createBatch(
  { db, ports }: Pick<TestContext, "db" | "ports">,
  { run, owner, underWay, onStored, onFault }: BatchOwner,
): ResultBatch {
  const { clock } = ports;
  const timers = new AbortController();
  const closed = new AbortController();
  let held = emptyBatch();
  let waiting: (() => void)[] = [];
  let waitMs = shortestMs;
  let isTimed = false;
  let isFaulty = false;
  let isClosed = false;
  let closeNow: (() => void) | null = null;

  function release(): void {
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  }

  function store(also: () => void = () => {}): void {
    const batch = held;
    if (isEmpty(batch)) {
      also();
      return;
    }
    const startedAt = clock.monotonic();
    const tally = db.transaction(() => {
      const added = storeBatch(db, run, owner, batch);
      also();
      return added;
    });
    const commitMs = clock.monotonic() - startedAt - batch.attempts.length * msPerAttempt;
    waitMs = Math.min(longestMs, Math.max(shortestMs, commitMs * restPerCommit));
    held = emptyBatch();
    onStored(tally, batch.attempts.length);
    release();
  }

  function storeOrTell(): void {
    if (isFaulty || isClosed) return;
    try {
      store();
    } catch (error) {
      isFaulty = true;
      onFault(error);
      release();
    }
  }

  function later(): void {
    if (isTimed || isClosed) return;
    isTimed = true;
    clock.sleep(waitMs, timers.signal).then(
      () => {
        isTimed = false;
        storeOrTell();
      },
      () => {},
    );
  }

  return {
    async add(attempt) {
      if (isClosed) return;
      held.attempts.push(attempt);
      if (isFaulty) return;
      const stored = new Promise<void>((resolve) => waiting.push(resolve));
      if (held.attempts.length >= underWay()) storeOrTell();
      else later();
      await stored;
    },
    addRecording(recording) {
      if (!isClosed) held.recordings.push(recording);
    },
    addUnknownCost() {
      if (isClosed) return;
      held.unknownCosts += 1;
      later();
    },

    async close(stateOf, giveUp) {
      timers.abort();
      const closeWith = () => {
        const { state, error } = stateOf(held.attempts.filter(({ replaces }) => !replaces).length);
        const at = new Date(clock.now()).toISOString();
        store(() => void standStill(db, run, owner, { state, error, at }));
        isClosed = true;
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
    storeNow: () => (closeNow ?? store)(),
  };
}

const emptyBatch = (): Batch => ({ recordings: [], attempts: [], unknownCosts: 0 });

const isEmpty = ({ recordings, attempts, unknownCosts }: Batch): boolean =>
  recordings.length === 0 && attempts.length === 0 && unknownCosts === 0;
