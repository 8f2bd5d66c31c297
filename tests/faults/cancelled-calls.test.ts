import { describe, expect, it, onTestFinished } from "vitest";
import { type Fault, startFakeOpenAi } from "../support/fake-openai.ts";
import type { createTestPorts } from "../support/test-ports.ts";
import { createModelBench } from "./model-bench.ts";

async function benchWith(ports: Parameters<typeof createTestPorts>[0] = {}, host = "127.0.0.1") {
  const fake = await startFakeOpenAi({ slowMs: 5, reply: () => ({ text: "word ".repeat(5_000) }) });
  onTestFinished(() => fake.close());
  const bench = createModelBench({ ports });
  await bench.lathe.call("providers.add", {
    name: "acme",
    baseUrl: fake.baseUrl.replace("127.0.0.1", host),
    key: { kind: "none" },
    limits: { concurrency: 1 },
  });
  const start = (fault: Fault) => bench.start(`acme/fault-${fault}`);
  const cancel = async (runId: Awaited<ReturnType<typeof start>>) => {
    await bench.lathe.call("runs.cancel", { runId });
    return (await bench.follow(runId)).run;
  };
  return { fake, bench, start, cancel };
}

/** A clock on which a wait lasts until it is aborted; resolves `asleep` when one has begun. */
function standingClock() {
  const asleep = Promise.withResolvers<void>();
  const clock = {
    now: Date.now,
    monotonic: () => performance.now(),
    sleep: (_ms: number, signal: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        asleep.resolve();
      }),
  };
  return { clock, asleep: asleep.promise };
}

describe("R-43 a run that is cancelled", () => {
  it("while it waits for its turn makes no request, cost nothing, and lets the others go on", async () => {
    const { fake, start, cancel } = await benchWith();
    const first = await start("hang");
    await fake.untilPending(1);
    const queued = await start("hang");
    expect(await cancel(queued)).toMatchObject({ state: "cancelled", attempt: { costUsd: 0, text: "" } });
    expect(fake.connections()).toBe(1);
    await cancel(first);
    await fake.untilSockets(0);
  });

  it("while it waits to be repeated makes no further request", async () => {
    const { clock, asleep } = standingClock();
    const { fake, start, cancel } = await benchWith({ clock });
    const runId = await start("500");
    await asleep;
    expect((await cancel(runId)).state).toBe("cancelled");
    expect(fake.requests).toHaveLength(1);
    expect(fake.pending()).toBe(0);
  });

  it("while a name is looked up makes no connection at all", async () => {
    const asked = Promise.withResolvers<void>();
    const { fake, start, cancel } = await benchWith(
      {
        lookup: () => {
          asked.resolve();
          return new Promise(() => {});
        },
      },
      "gateway",
    );
    const runId = await start("hang");
    await asked.promise;
    expect((await cancel(runId)).state).toBe("cancelled");
    expect(fake.connections()).toBe(0);
  });

  it.each<[Fault, string]>([
    ["hang", "before the first byte"],
    ["idle", "after the headers"],
    ["pings", "between pings"],
    ["slow", "in the middle of its text"],
    ["401-slow-body", "in the middle of a refusal"],
  ])("closes its socket: %s, %s", async (fault) => {
    const { fake, bench, start, cancel } = await benchWith();
    const runId = await start(fault);
    await fake.untilPending(1);
    if (fault === "slow") {
      for await (const chunk of bench.lathe.stream("runs.follow", { runId }))
        if (chunk.kind === "text") break;
    }
    const { state, attempt } = await cancel(runId);
    expect(state).toBe("cancelled");
    expect(attempt.partial).toBe(fault === "slow");
    expect(attempt.costUsd).toBeNull();
    await fake.untilSockets(0);
  });
});
