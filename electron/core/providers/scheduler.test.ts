import { describe, expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Retry } from "#shared/model/run.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { readRetryAfter } from "./retry-after.ts";
import { backOff, createScheduler, maxTimesWaitedOut, maxTries, type ScheduledCall } from "./scheduler.ts";

const free: Limits = { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null };
const failure = (code: string, details = {}) =>
  new LatheError({ code: `providers.${code}`, message: `It failed: ${code}.`, retryable: true, details });

function call<T>(attempt: () => Promise<T>, more: Partial<ScheduledCall<T>> = {}): ScheduledCall<T> {
  return {
    limits: free,
    signal: new AbortController().signal,
    attempt,
    hasDelivered: () => false,
    estimateTokens: () => 0,
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
  it("R-34 repeats what passes, and shows each repeat with its reason and its wait", async () => {
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
    expect(retries[0]?.waitMs).toBeGreaterThanOrEqual(7_000);
    expect(retries[0]?.waitMs).toBeLessThanOrEqual(7_700);
    expect(retries.map(({ error }) => error?.code)).toEqual([
      "providers.rate-limited",
      "providers.server-error",
    ]);
    expect(retries[1]?.waitMs).toBeGreaterThanOrEqual(500);
    expect(retries[1]?.waitMs).toBeLessThanOrEqual(1_000);
    expect(ports.clock.monotonic() - started).toBe(retries.reduce((sum, { waitMs }) => sum + waitMs, 0));
  });

  it("R-34 gives up after five tries with the last reason", async () => {
    const { attempt, attempts } = failing(...Array.from({ length: 9 }, () => failure("server-error")));
    await expect(createScheduler(createTestPorts()).run(call(attempt))).rejects.toMatchObject({
      code: "providers.server-error",
    });
    expect(attempts.count).toBe(maxTries);
  });

  it.each([
    failure("key-rejected"),
    failure("model-not-found"),
    failure("bad-request"),
    failure("quota-exceeded"),
    failure("malformed-reply"),
    failure("incomplete-reply"),
    failure("connection-refused"),
    failure("name-not-found"),
    failure("not-allowed"),
    failure("certificate-expired"),
    failure("address-private"),
    new Error("a mistake of Lathe's own"),
  ])("R-36 does not repeat what will not heal: $message", async (error) => {
    const { attempt, attempts } = failing(error);
    await expect(createScheduler(createTestPorts()).run(call(attempt))).rejects.toBe(error);
    expect(attempts.count).toBe(1);
  });

  it("repeats a cut connection and a timeout", async () => {
    const { attempt } = failing(failure("connection-cut"), failure("silent"));
    expect(await createScheduler(createTestPorts()).run(call(attempt))).toBe("ok");
  });

  it("R-37 does not pay five times for a model that thinks longer than the time limit", async () => {
    const { attempt, attempts } = failing(...Array.from({ length: 5 }, () => failure("timeout")));
    const run = createScheduler(createTestPorts()).run(call(attempt));
    await expect(run).rejects.toMatchObject({ code: "providers.timeout" });
    expect(attempts.count).toBe(maxTimesWaitedOut);
  });

  it("R-38 does not pay twice for an answer that had begun", async () => {
    const { attempt, attempts } = failing(failure("timeout"));
    const run = createScheduler(createTestPorts()).run(call(attempt, { hasDelivered: () => true }));
    await expect(run).rejects.toMatchObject({ code: "providers.timeout" });
    expect(attempts.count).toBe(1);
  });

  it("R-34 spreads the waits: longer each time, and never all at the same moment", () => {
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
    ["9".repeat(400), 60_000],
    ["Tue, 24 Nov 2099 12:00:00 GMT", 60_000],
    ["1e9", null],
    ["soon", null],
    ["-5", 0],
    ["", null],
    [null, null],
  ])("R-34 reads %j as %j ms", (header, ms) => {
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

  it("R-43 lets a waiting call leave the queue, and the others go on", async () => {
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

  it("R-43 wakes from the wait before a repeat when it is cancelled", async () => {
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

  it("counts a call's tokens before they are reported, and puts the count right afterwards", async () => {
    const ports = createTestPorts();
    const scheduler = createScheduler(ports);
    const limits = { ...free, tokensPerMinute: 1_000 };
    const started: number[] = [];
    const zero = ports.clock.monotonic();
    const run = (estimate: number, used: number | null) =>
      scheduler.run(
        call(async () => void started.push(ports.clock.monotonic() - zero), {
          limits,
          estimateTokens: () => estimate,
          tokensOf: () => used,
        }),
      );
    // 700 were expected and 100 used, so that 900 fit beside them; the third, of unknown use, counts as estimated.
    await run(700, 100);
    await run(900, null);
    await run(50, 50);
    expect(started).toEqual([0, 0, 60_000]);
  });

  it("starts two calls at once only where their estimates fit together", async () => {
    const ports = createTestPorts();
    const waits: number[] = [];
    const { sleep } = ports.clock;
    ports.clock.sleep = (ms, signal) => {
      waits.push(ms);
      return sleep(ms, signal);
    };
    const scheduler = createScheduler(ports);
    const limits = { ...free, tokensPerMinute: 1_000 };
    const run = (tokens: number) =>
      scheduler.run(call(async () => "ok", { limits, estimateTokens: () => tokens, tokensOf: () => tokens }));
    await Promise.all([run(400), run(500), run(600)]);
    expect(waits).toEqual([60_000]);
  });

  it("lets a call through that is larger than a whole minute's tokens, alone", async () => {
    const ports = createTestPorts();
    const limits = { ...free, tokensPerMinute: 100 };
    const large = call(async () => "ok", { limits, estimateTokens: () => 5_000 });
    expect(await createScheduler(ports).run(large)).toBe("ok");
  });
});

describe("a provider that asks to slow down", () => {
  /** Calls that are under way until they are told how to end. */
  function hold(scheduler: ReturnType<typeof createScheduler>, limits: Limits) {
    const ends: ((error?: LatheError) => void)[] = [];
    const start = () =>
      void scheduler
        .run(
          call(
            () =>
              new Promise<string>((resolve, reject) => {
                ends.push((error) => (error === undefined ? resolve("ok") : reject(error)));
              }),
            // A failed one does not come back, so that only the places are counted.
            { limits, hasDelivered: () => true },
          ),
        )
        .catch(() => {});
    return { ends, start };
  }

  it("R-34 gets half as many calls at once, and one more for each round that goes well", async () => {
    const { ends, start } = hold(createScheduler(createTestPorts()), { ...free, concurrency: 8 });
    for (let count = 0; count < 100; count += 1) start();
    const under = async () => {
      await turn();
      return ends.length;
    };
    expect(await under()).toBe(8);
    const [first, second, ...rest] = ends.splice(0);
    // Both began before the first refusal: one shrinking, not two.
    first?.(failure("rate-limited"));
    second?.(failure("rate-limited"));
    await turn();
    expect(ends).toHaveLength(0);
    for (const end of rest) end();
    // Six answers came well at four at once: five at once now.
    expect(await under()).toBe(5);
    for (const end of ends.splice(0)) end();
    expect(await under()).toBe(6);
    for (let rounds = 0; rounds < 3; rounds += 1) {
      for (const end of ends.splice(0)) end();
      await turn();
    }
    expect(ends.length).toBe(8);
  });

  it("R-34 gets no call before the time it named, from whomever", async () => {
    const ports = createTestPorts();
    const scheduler = createScheduler(ports);
    const zero = ports.clock.monotonic();
    const started: number[] = [];
    const { attempt } = failing(failure("rate-limited", { retryAfterMs: 7_000 }));
    const controller = new AbortController();
    const refused = scheduler.run(
      call(attempt, { signal: controller.signal, onRetry: () => controller.abort() }),
    );
    await expect(refused).rejects.toMatchObject({ code: "host.cancelled" });
    await scheduler.run(call(async () => void started.push(ports.clock.monotonic() - zero)));
    expect(started).toEqual([7_000]);
  });

  it("R-34 gets no call before the time it named last, also where that call gave up", async () => {
    const ports = createTestPorts();
    const scheduler = createScheduler(ports);
    const { attempt } = failing(
      ...Array.from({ length: maxTries }, () => failure("overloaded", { retryAfterMs: 7_000 })),
    );
    await expect(scheduler.run(call(attempt))).rejects.toMatchObject({ code: "providers.overloaded" });
    const gaveUpAt = ports.clock.monotonic();
    const startedAt = await scheduler.run(call(async () => ports.clock.monotonic()));
    expect(startedAt - gaveUpAt).toBe(7_000);
  });
});
