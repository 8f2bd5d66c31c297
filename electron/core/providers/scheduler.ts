import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Retry } from "#shared/model/run.ts";
import type { Clock, Random } from "../ports.ts";

export interface ScheduledCall<T> {
  limits: Limits;
  signal: AbortSignal;
  /** One attempt. Once it has delivered text it is not repeated: that text has been paid for, and is kept as partial. */
  attempt(): Promise<T>;
  hasDelivered(): boolean;
  /** Tokens that a finished attempt is known to have used. */
  tokensOf(result: T): number;
  onRetry(retry: Retry): void;
}

/** One provider's queue: first come, first served, within its limits, and the only place where a call is repeated. */
export interface Scheduler {
  run<T>(call: ScheduledCall<T>): Promise<T>;
}

const maxRetries = 3;
const firstWaitMs = 500;
const longestWaitMs = 20_000;
const windowMs = 60_000;

export function createScheduler({ clock, random }: { clock: Clock; random: Random }): Scheduler {
  const queue = createQueue();
  const started = createWindow();
  const spent = createWindow();

  /** Waits until the last minute leaves room. Tokens count when they are reported, so calls under way may overshoot. */
  async function waitForRate({ limits, signal }: { limits: Limits; signal: AbortSignal }): Promise<void> {
    for (;;) {
      const now = clock.monotonic();
      const wait = Math.max(
        started.waitBelow(limits.requestsPerMinute, now),
        spent.waitBelow(limits.tokensPerMinute, now),
      );
      if (wait <= 0) {
        started.add(now, 1);
        return;
      }
      await clock.sleep(wait, signal);
    }
  }

  return {
    async run(call) {
      const { signal } = call;
      const release = await queue.enter(call.limits.concurrency, signal);
      try {
        for (let retries = 0; ; retries += 1) {
          await waitForRate(call);
          try {
            const result = await call.attempt();
            spent.add(clock.monotonic(), call.tokensOf(result));
            return result;
          } catch (error) {
            if (signal.aborted) throw cancelled();
            if (retries === maxRetries || call.hasDelivered() || !isWorthRepeating(error)) throw error;
            const waitMs = retryAfterOf(error) ?? backOff(retries, random.next());
            const at = new Date(clock.now()).toISOString();
            call.onRetry({ reason: error.message, waitMs, at });
            await clock.sleep(waitMs, signal);
          }
        }
      } catch (error) {
        throw signal.aborted ? cancelled() : error;
      } finally {
        release();
      }
    },
  };
}

const passing = new Set(["providers.rate-limited", "providers.server-error", "providers.timeout"]);

/** What heals by itself within seconds. A refused connection or an unknown name is told at once instead. */
export function isWorthRepeating(error: unknown): error is LatheError {
  if (!(error instanceof LatheError)) return false;
  if (passing.has(error.code)) return true;
  return (
    error.code === "providers.unreachable" && !["refused", "dns"].includes(String(error.details?.reason))
  );
}

function retryAfterOf(error: LatheError): number | null {
  const wait = error.details?.retryAfterMs;
  return typeof wait === "number" ? wait : null;
}

/** Doubles each time; the upper half is drawn, so that calls which failed together do not come back together. */
export const backOff = (retries: number, draw: number): number =>
  Math.round(Math.min(firstWaitMs * 2 ** retries, longestWaitMs) * (0.5 + draw / 2));

interface Queue {
  /** Resolves with the function that gives the place back; rejects as soon as the signal aborts. */
  enter(limit: number, signal: AbortSignal): Promise<() => void>;
}

function createQueue(): Queue {
  let active = 0;
  let limit = 1;
  const waiting: (() => void)[] = [];
  const admit = () => {
    while (active < limit) {
      const next = waiting.shift();
      if (next === undefined) return;
      active += 1;
      next();
    }
  };
  return {
    enter: (newLimit, signal) =>
      new Promise((resolve, reject) => {
        limit = newLimit;
        if (signal.aborted) {
          reject(cancelled());
          return;
        }
        const leave = () => {
          waiting.splice(waiting.indexOf(start), 1);
          reject(cancelled());
        };
        const start = () => {
          signal.removeEventListener("abort", leave);
          let released = false;
          resolve(() => {
            if (released) return;
            released = true;
            active -= 1;
            admit();
          });
        };
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(start);
        admit();
      }),
  };
}

interface SlidingWindow {
  add(now: number, amount: number): void;
  /** Milliseconds until less than `limit` remains within the last minute; 0 when there is room or no limit. */
  waitBelow(limit: number | null, now: number): number;
}

function createWindow(): SlidingWindow {
  const entries: { at: number; amount: number }[] = [];
  let sum = 0;
  return {
    add(now, amount) {
      if (amount <= 0) return;
      entries.push({ at: now, amount });
      sum += amount;
    },
    waitBelow(limit, now) {
      while (entries[0] !== undefined && entries[0].at + windowMs <= now) sum -= entries.shift()?.amount ?? 0;
      if (limit === null) return 0;
      let left = sum;
      for (const entry of entries) {
        if (left < limit) break;
        left -= entry.amount;
        if (left < limit) return entry.at + windowMs - now;
      }
      return 0;
    },
  };
}
