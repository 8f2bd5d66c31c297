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

/** What is not on the disk yet is at most this old, and at most this much. */
const storeEveryMs = 250;
const mostAttempts = 100;

const firstWaitMs = 500;
const longestWaitMs = 10_000;

/** Results on their way to the store; none is counted or told before it is there. */
export interface ResultBatch {
  add(attempt: NewAttempt): void;
  addRecording(recording: PendingRecording): void;
  addUnknownCost(): void;
  /** Stores the rest together with how the run stands from now on; tries again for as long as `giveUp` lets it. */
  close(
    state: () => { state: Exclude<TestRunState, "running">; error: ErrorData | null },
    giveUp: AbortSignal,
  ): Promise<void>;
  /** After `close`: tries at once. Throws the store's own error. */
  storeNow(): void;
}

export interface BatchOwner {
  run: number;
  owner: Ownership;
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
  let isTimed = false;
  let isFaulty = false;
  let isClosed = false;
  let closeNow: (() => void) | null = null;

  function store(also: () => void = () => {}): void {
    const batch = held;
    if (isEmpty(batch)) {
      also();
      return;
    }
    const tally = db.transaction(() => {
      const added = storeBatch(db, run, owner, batch);
      also();
      return added;
    });
    held = emptyBatch();
    onStored(tally, batch.attempts.length);
  }

  function storeOrTell(): void {
    if (isFaulty || isClosed) return;
    try {
      store();
    } catch (error) {
      isFaulty = true;
      onFault(error);
    }
  }

  function later(): void {
    if (isTimed || isClosed) return;
    isTimed = true;
    clock.sleep(storeEveryMs, timers.signal).then(
      () => {
        isTimed = false;
        storeOrTell();
      },
      () => {},
    );
  }

  return {
    add(attempt) {
      if (isClosed) return;
      held.attempts.push(attempt);
      if (held.attempts.length >= mostAttempts) storeOrTell();
      else later();
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
        const { state, error } = stateOf();
        const at = new Date(clock.now()).toISOString();
        store(() => void standStill(db, run, owner, { state, error, at }));
        isClosed = true;
        closed.abort();
      };
      closeNow = closeWith;
      for (let waitMs = firstWaitMs; !isClosed; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
        try {
          closeWith();
        } catch (error) {
          onFault(error);
          if (error instanceof TakenOver) return;
          await clock.sleep(waitMs, AbortSignal.any([giveUp, closed.signal])).catch(() => {});
          if (giveUp.aborted) return;
        }
      }
    },
    storeNow: () => closeNow?.(),
  };
}

const emptyBatch = (): Batch => ({ recordings: [], attempts: [], unknownCosts: 0 });

const isEmpty = ({ recordings, attempts, unknownCosts }: Batch): boolean =>
  recordings.length === 0 && attempts.length === 0 && unknownCosts === 0;
