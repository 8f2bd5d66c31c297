const windowMs = 60_000;

/** What was used within the last minute. */
export interface RateWindow {
  add(now: number, amount: number): { correct(amount: number): void };
  /** Milliseconds until this amount fits below the limit; more than the whole limit waits until nothing else is left. */
  waitFor(amount: number, limit: number | null, now: number): number;
}

export function createRateWindow(): RateWindow {
  const entries: { at: number; amount: number }[] = [];
  let sum = 0;

  return {
    add(now, amount) {
      const entry = { at: now, amount };
      entries.push(entry);
      sum += amount;
      return {
        correct(known) {
          // One that has left the window counts no more.
          if (entries.includes(entry)) sum += known - entry.amount;
          entry.amount = known;
        },
      };
    },
    waitFor(amount, limit, now) {
      while (entries[0] !== undefined && entries[0].at + windowMs <= now) sum -= entries.shift()?.amount ?? 0;
      if (limit === null) return 0;
      let left = sum;
      for (const entry of entries) {
        if (left === 0 || left + amount <= limit) return 0;
        left -= entry.amount;
        if (left === 0 || left + amount <= limit) return entry.at + windowMs - now;
      }
      return 0;
    },
  };
}
