const windowMs = 60_000;

/** What was used within the last minute. */
export interface RateWindow {
  add(now: number, amount: number): { correct(amount: number): void };
  /** Milliseconds until this amount fits below the limit; more than the whole limit waits until nothing else is left. */
  waitFor(amount: number, limit: number | null, now: number): number;
}

export function createRateWindow(): RateWindow {
  /** From `first` on: a hundred thousand calls an hour leave by one end as they come in by the other. */
  let entries: { at: number; amount: number; hasLeft: boolean }[] = [];
  let first = 0;
  let sum = 0;

  function forgetBefore(time: number): void {
    for (let entry = entries[first]; entry !== undefined && entry.at <= time; entry = entries[first]) {
      sum -= entry.amount;
      entry.hasLeft = true;
      first += 1;
    }
    if (first < 1_000 || first < entries.length / 2) return;
    entries = entries.slice(first);
    first = 0;
  }

  return {
    add(now, amount) {
      forgetBefore(now - windowMs);
      const entry = { at: now, amount, hasLeft: false };
      entries.push(entry);
      sum += amount;
      return {
        correct(known) {
          // One that has left the window counts no more.
          if (!entry.hasLeft) sum += known - entry.amount;
          entry.amount = known;
        },
      };
    },
    waitFor(amount, limit, now) {
      forgetBefore(now - windowMs);
      if (limit === null) return 0;
      let left = sum;
      for (let at = first; at < entries.length; at += 1) {
        const entry = entries[at] as (typeof entries)[number];
        if (left === 0 || left + amount <= limit) return 0;
        left -= entry.amount;
        if (left === 0 || left + amount <= limit) return entry.at + windowMs - now;
      }
      return 0;
    },
  };
}
