/** Money that is put aside for one attempt before its first call. */
export interface Reservation {
  /** What it cost in the end; null: nobody knows, and then it is taken to have cost what was put aside. */
  settle(costUsd: number | null): void;
}

/** Sees to it that what a run has spent, and may yet spend for what is under way, stays within its cap. */
export interface Budget {
  /** Waits until what is under way leaves room for it; null: there will be none. */
  reserve(mostUsd: () => number): Promise<Reservation | null>;
  /** Nobody waits any longer. */
  close(): void;
}

/** `capUsd: null`: nothing is put aside, and nothing is asked what it may cost. */
export function createBudget(capUsd: number | null, spentUsd: number): Budget {
  if (capUsd === null) {
    const free: Reservation = { settle: () => {} };
    return { reserve: async () => free, close: () => {} };
  }
  let spent = spentUsd;
  let reserved = 0;
  let underWay = 0;
  let isClosed = false;
  let waiting: (() => void)[] = [];
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const go of woken) go();
  };

  return {
    async reserve(mostUsd) {
      const most = mostUsd();
      for (;;) {
        if (isClosed) return null;
        if (spent + reserved + most <= capUsd) break;
        if (underWay === 0) return null;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      reserved += most;
      underWay += 1;
      let isOpen = true;
      return {
        settle(costUsd) {
          if (!isOpen) return;
          isOpen = false;
          reserved -= most;
          underWay -= 1;
          // Sums of fractions: what is nothing must not stay a trillionth.
          if (underWay === 0) reserved = 0;
          spent += costUsd ?? most;
          wake();
        },
      };
    },
    close() {
      isClosed = true;
      wake();
    },
  };
}
