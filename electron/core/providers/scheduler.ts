import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Retry } from "#shared/model/run.ts";
import type { Clock, Random } from "../ports.ts";
import { createPlaces } from "./places.ts";
import { createRateWindow } from "./rate-window.ts";

export interface ScheduledCall<T> {
  limits: Limits;
  signal: AbortSignal;
  /** One attempt. Once it has delivered text it is not repeated: that text has been paid for, and is kept as partial. */
  attempt(): Promise<T>;
  hasDelivered(): boolean;
  /** Tokens that an attempt will use, as well as that can be told before it. Asked only where tokens are limited. */
  estimateTokens(): number;
  /** Tokens that a finished attempt is known to have used; null: the estimate stands. */
  tokensOf(result: T): number | null;
  onRetry(retry: Retry): void;
}

/** One provider's queue: first come, first served, within its limits, and the only place where a call is repeated. */
export interface Scheduler {
  run<T>(call: ScheduledCall<T>): Promise<T>;
}

export const maxTries = 5;
/** Tries that were waited for to a time limit: the model may have worked on each, and each may be charged. */
export const maxTimesWaitedOut = 2;
const firstWaitMs = 500;
const longestWaitMs = 20_000;

export function createScheduler({ clock, random }: { clock: Clock; random: Random }): Scheduler {
  const places = createPlaces();
  const started = createRateWindow();
  const spent = createRateWindow();
  /** A provider that named a time gets no call before it, from whomever. */
  let heldUntil = 0;

  /** Waits until the last minute leaves room for this call; answers how its tokens are put right afterwards. */
  async function waitForRate<T>({ limits, signal, estimateTokens }: ScheduledCall<T>) {
    const estimate = limits.tokensPerMinute === null ? 0 : estimateTokens();
    for (;;) {
      const now = clock.monotonic();
      const wait = Math.max(
        heldUntil - now,
        started.waitFor(1, limits.requestsPerMinute, now),
        spent.waitFor(estimate, limits.tokensPerMinute, now),
      );
      if (wait <= 0) {
        started.add(now, 1);
        return spent.add(now, estimate);
      }
      await clock.sleep(wait, signal);
    }
  }

  async function tryOnce<T>(call: ScheduledCall<T>, isRepeat: boolean): Promise<T> {
    const place = await places.enter(call.limits.concurrency, call.signal, isRepeat);
    try {
      const tokens = await waitForRate(call);
      try {
        const result = await call.attempt();
        const used = call.tokensOf(result);
        if (used !== null) tokens.correct(used);
        place.wasGood();
        return result;
      } catch (error) {
        if (isRateLimit(error)) {
          // Refused before a model saw it.
          tokens.correct(0);
          place.wasRefused();
        }
        throw error;
      }
    } finally {
      place.leave();
    }
  }

  /** Also where this call itself gives up: the others wait all the same. */
  function holdAsTold(error: unknown): void {
    const told = isWorthRepeating(error) ? retryAfterOf(error) : null;
    if (told !== null) heldUntil = Math.max(heldUntil, clock.monotonic() + told);
  }

  function waitBefore(tries: number, error: LatheError): number {
    const told = retryAfterOf(error);
    if (told === null) return backOff(tries - 1, random.next());
    // Those who were told the same time do not come back in the same moment.
    return Math.round(told * (1 + random.next() / 10));
  }

  return {
    async run(call) {
      const { signal } = call;
      let timesWaitedOut = 0;
      for (let tries = 1; ; tries += 1) {
        try {
          return await tryOnce(call, tries > 1);
        } catch (error) {
          holdAsTold(error);
          if (signal.aborted) throw cancelled();
          if (tries === maxTries || call.hasDelivered() || !isWorthRepeating(error)) throw error;
          if (waitedOut.has(error.code)) timesWaitedOut += 1;
          if (timesWaitedOut === maxTimesWaitedOut) throw error;
          const waitMs = waitBefore(tries, error);
          const at = new Date(clock.now()).toISOString();
          call.onRetry({ reason: error.message, waitMs, at, error: error.toData() });
          await clock.sleep(waitMs, signal).catch(() => {
            throw cancelled();
          });
        }
      }
    },
  };
}

/** What heals by itself within seconds. A refused connection or an unknown name is told at once instead. */
const passing = new Set(
  [
    "connect-timeout",
    "connection-closed",
    "connection-cut",
    "connection-lost",
    "failed-midway",
    "gateway-error",
    "gave-up",
    "no-route",
    "overloaded",
    "rate-limited",
    "server-error",
    "silent",
    "timeout",
    "unreachable",
  ].map((reason) => `providers.${reason}`),
);

export const isWorthRepeating = (error: unknown): error is LatheError =>
  error instanceof LatheError && passing.has(error.code);

const waitedOut = new Set(["providers.silent", "providers.timeout", "providers.gave-up"]);

const isRateLimit = (error: unknown): boolean =>
  error instanceof LatheError && error.code === "providers.rate-limited";

function retryAfterOf(error: LatheError): number | null {
  const wait = error.details?.retryAfterMs;
  return typeof wait === "number" ? wait : null;
}

/** Doubles each time; the upper half is drawn, so that calls which failed together do not come back together. */
export const backOff = (retries: number, draw: number): number =>
  Math.round(Math.min(firstWaitMs * 2 ** retries, longestWaitMs) * (0.5 + draw / 2));
