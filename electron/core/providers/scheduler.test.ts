import { describe, expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Retry } from "#shared/model/run.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { readRetryAfter } from "./retry-after.ts";
import { backOff, createScheduler, type ScheduledCall } from "./scheduler.ts";

const free: Limits = { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null };
const failure = (code: string, details = {}) =>
  new LatheError({ code: `providers.${code}`, message: `It failed: ${code}.`, retryable: true, details });

function call<T>(attempt: () => Promise<T>, more: Partial<ScheduledCall<T>> = {}): ScheduledCall<T> {
  return {
    limits: free,
    signal: new AbortController().signal,
    attempt,
    hasDelivered: () => false,
    tokensOf: () => 0,
    onRetry: () => {},
    ...more,
  };
}

/** Fails as often as there are errors, then answers. */
function failing(...errors: unknown[]) {
  const attempts = { count: 0 };
  const attempt = async () => {
    const error = errors[attempts.count];
    attempts.count += 1;
    if (error !== undefined) throw error;
    return "ok";
  };
  return { attempt, attempts };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("repeating", () => {
  it("repeats what passes, and shows each repeat with its reason and its wait", async () => {
    const retries: Retry[] = [];
    const { attempt } = failing(failure("rate-limited", { retryAfterMs: 7_000 }), failure("server-error"));
    const ports = createTestPorts();
    const started = ports.clock.monotonic();
    const onRetry = (retry: Retry) => void retries.push(retry);
    expect(await createScheduler(ports).run(call(attempt, { onRetry }))).toBe("ok");
    expect(retries.map(({ reason }) => reason)).toEqual([
      "It failed: rate-limited.",
      "It failed: server-error.",
    ]);
    expect(retries[0]?.waitMs).toBe(7_000);
    expect(retries[1]?.waitMs).toBeGreaterThanOrEqual(500);
    expect(retries[1]?.waitMs).toBeLessThanOrEqual(1_000);
    expect(ports.clock.monotonic() - started).toBe(retries.reduce((sum, { waitMs }) => sum + waitMs, 0));
  });

  it("gives up after three repeats with the last reason", async () => {
    const { attempt, attempts } = failing(...Array.from({ length: 9 }, () => failure("server-error")));
    await expect(createScheduler(createTestPorts()).run(call(attempt))).rejects.toMatchObject({
      code: "providers.server-error",
    });
    expect(attempts.count).toBe(4);
  });

  it.each([
    failure("key-rejected"),
    failure("model-not-found"),
    failure("bad-request"),
    failure("quota-exceeded"),
    failure("malformed-reply"),
    failure("incomplete-reply"),
    failure("unreachable", { reason: "refused" }),
    failure("unreachable", { reason: "dns" }),
    new Error("a mistake of Lathe's own"),
  ])("does not repeat what will not heal: $message $details.reason", async (error) => {
    const { attempt, attempts } = failing(error);
    await expect(createScheduler(createTestPorts()).run(call(attempt))).rejects.toBe(error);
    expect(attempts.count).toBe(1);
  });

  it("repeats a cut connection and a timeout", async () => {
    const { attempt } = failing(failure("unreachable", { reason: "reset" }), failure("timeout"));
    expect(await createScheduler(createTestPorts()).run(call(attempt))).toBe("ok");
  });

  it("does not pay twice for an answer that had begun", async () => {
    const { attempt, attempts } = failing(failure("timeout"));
    const run = createScheduler(createTestPorts()).run(call(attempt, { hasDelivered: () => true }));
    await expect(run).rejects.toMatchObject({ code: "providers.timeout" });
    expect(attempts.count).toBe(1);
  });

  it("spreads the waits: longer each time, and never all at the same moment", () => {
    expect([0, 1, 2].map((retries) => [backOff(retries, 0), backOff(retries, 0.999)])).toEqual([
      [250, 500],
      [500, 1000],
      [1000, 1999],
    ]);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  it.each([
    ["7", 7_000],
    ["0", 0],
    ["1.5", 1_500],
    ["Tue, 24 Nov 2026 12:00:20 GMT", 20_000],
    ["Tue, 24 Nov 2026 11:00:00 GMT", 0],
    ["86400", 60_000],
    ["soon", null],
    ["-5", 0],
    ["", null],
    [null, null],
  ])("reads %j as %j ms", (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });
});

describe("queueing", () => {
  it("never has more calls under way than the limit, and starts them in order", async () => {
    const scheduler = createScheduler(createTestPorts());
    const limits = { ...free, concurrency: 2 };
    let active = 0;
    let peak = 0;
    const order: number[] = [];
    const runs = Array.from({ length: 9 }, (_, index) =>
      scheduler.run(
        call(
          async () => {
            order.push(index);
            active += 1;
            peak = Math.max(peak, active);
            await turn();
            active -= 1;
          },
          { limits },
        ),
      ),
    );
    await Promise.all(runs);
    expect(peak).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("lets a waiting call leave the queue, and the others go on", async () => {
    const scheduler = createScheduler(createTestPorts());
    const limits = { ...free, concurrency: 1 };
    let finish = () => {};
    const first = scheduler.run(
      call(
        () =>
          new Promise<void>((resolve) => {
            finish = resolve;
          }),
        { limits },
      ),
    );
    const controller = new AbortController();
    const started: string[] = [];
    const left = scheduler.run(
      call(async () => void started.push("left"), { limits, signal: controller.signal }),
    );
    const next = scheduler.run(call(async () => void started.push("next"), { limits }));
    controller.abort();
    await expect(left).rejects.toMatchObject({ code: "host.cancelled" });
    await turn();
    finish();
    await Promise.all([first, next]);
    expect(started).toEqual(["next"]);
  });

  it("wakes from the wait before a repeat when it is cancelled", async () => {
    const ports = createTestPorts();
    const controller = new AbortController();
    let fellAsleep = () => {};
    const asleep = new Promise<void>((resolve) => {
      fellAsleep = resolve;
    });
    ports.clock.sleep = (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        fellAsleep();
      });
    const { attempt } = failing(failure("server-error"));
    const run = createScheduler(ports).run(call(attempt, { signal: controller.signal }));
    await asleep;
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: "host.cancelled" });
  });

  it("gives its place back after a failure", async () => {
    const scheduler = createScheduler(createTestPorts());
    const limits = { ...free, concurrency: 1 };
    await expect(scheduler.run(call(failing(failure("bad-request")).attempt, { limits }))).rejects.toThrow();
    expect(await scheduler.run(call(async () => "ok", { limits }))).toBe("ok");
  });
});

describe("rates", () => {
  it("waits until the last minute has room for another request", async () => {
    const ports = createTestPorts();
    const scheduler = createScheduler(ports);
    const limits = { ...free, requestsPerMinute: 2 };
    const started: number[] = [];
    const zero = ports.clock.monotonic();
    for (let count = 0; count < 5; count += 1) {
      await scheduler.run(call(async () => void started.push(ports.clock.monotonic() - zero), { limits }));
    }
    expect(started).toEqual([0, 0, 60_000, 60_000, 120_000]);
  });

  it("counts a repeat as a request", async () => {
    const ports = createTestPorts();
    const zero = ports.clock.monotonic();
    const limits = { ...free, requestsPerMinute: 1 };
    await createScheduler(ports).run(call(failing(failure("server-error")).attempt, { limits }));
    expect(ports.clock.monotonic() - zero).toBe(60_000);
  });

  it("holds calls back once the tokens of a minute are used up", async () => {
    const ports = createTestPorts();
    const scheduler = createScheduler(ports);
    const limits = { ...free, tokensPerMinute: 1_000 };
    const started: number[] = [];
    const zero = ports.clock.monotonic();
    for (let count = 0; count < 4; count += 1) {
      const attempt = async () => void started.push(ports.clock.monotonic() - zero);
      await scheduler.run(call(attempt, { limits, tokensOf: () => 600 }));
    }
    expect(started).toEqual([0, 0, 60_000, 60_000]);
  });
});
