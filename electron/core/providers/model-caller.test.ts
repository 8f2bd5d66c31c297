import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Retry, RunMode } from "#shared/model/run.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../../tests/support/fake-openai.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import type { Ports } from "../ports.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { createProviders, type ModelRequest, type Providers } from "./index.ts";
import { maxTries } from "./scheduler.ts";

let fake: FakeOpenAi;
let db: Database;
let ports: Ports;
let logged: string[];
let providers: Providers;

beforeAll(async () => {
  fake = await startFakeOpenAi({ slowMs: 5 });
});
afterAll(() => fake.close());
beforeEach(async () => {
  db = openTestDatabase();
  logged = [];
  ports = createTestPorts({ log: (_level, message) => void logged.push(message) });
  providers = createProviders({ db, ports, publish: () => {} });
  fake.requests.length = 0;
  await providers.handlers["providers.add"](
    {
      name: "acme",
      baseUrl: fake.baseUrl,
      key: { kind: "none" },
      limits: {},
    },
    { signal: new AbortController().signal },
  );
});
afterEach(() => db.close());

const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: "acme/fake-large",
  messages: [{ role: "human", content: "Say hello" }],
  settings: { temperature: 0 },
  tools: [],
  outputSchema: null,
  repeatIndex: 0,
  ...more,
});

async function call(mode: RunMode, more: Partial<ModelRequest> = {}, signal = new AbortController().signal) {
  const heard = { text: "", retries: [] as Retry[], unknownCosts: 0 };
  const answer = await providers.caller.call(request(more), mode, {
    signal,
    onText: (delta) => {
      heard.text += delta;
    },
    onRetry: (retry) => void heard.retries.push(retry),
    onUnknownCost: () => {
      heard.unknownCosts += 1;
    },
  });
  return { ...answer, heard };
}

const countRecordings = () => db.get<{ n: number }>("count", "SELECT count(*) AS n FROM recordings")?.n;

it("takes a simulated reply's time from its length: a busy machine would make one of two equal arms slower", async () => {
  const ask = (content: string) =>
    call("live", { model: "simulator/fast", messages: [{ role: "human", content }] });
  const idle = await ask("Name the colours of a rainbow.");
  // The clock goes on by itself, a second each time that it is read.
  let second = 0;
  providers = createProviders({
    db,
    ports: { ...ports, clock: { ...ports.clock, monotonic: () => ++second * 1_000 } },
    publish: () => {},
  });
  const busy = await ask("Name the colours of a rainbow.");
  expect(busy.latencyMs).toBe(idle.latencyMs);
  expect(busy.latencyMs).toBeGreaterThan(0);
  const short = await ask("Name the colours of a rainbow. Answer in at most 5 words.");
  expect(short.latencyMs).toBeLessThan(busy.latencyMs);
});

describe("modes", () => {
  it("always calls in live mode and records each answer", async () => {
    await call("live");
    await call("live");
    expect(fake.requests).toHaveLength(2);
    expect(countRecordings()).toBe(2);
  });

  it("reuses a recorded answer for the same request, free of charge and marked, with all its text", async () => {
    fake.script({ text: "The first answer" });
    const live = await call("reuse");
    const again = await call("reuse");
    expect(fake.requests).toHaveLength(1);
    expect(live.recorded).toBe(false);
    expect(again).toMatchObject({ recorded: true, costUsd: 0, reply: live.reply, latencyMs: live.latencyMs });
    expect(again.heard.text).toBe("The first answer");
  });

  it("answers with the newest recording", async () => {
    fake.script({ text: "old" }, { text: "new" });
    await call("live");
    await call("live");
    expect((await call("replay")).reply.text).toBe("new");
  });

  it("R-47 replays without any network, even when the provider is gone", async () => {
    await call("live");
    const [, { providerId }] = (await providers.handlers["providers.list"](
      {},
      { signal: new AbortController().signal },
    )) as [unknown, { providerId: never }];
    await providers.handlers["providers.remove"]({ providerId }, { signal: new AbortController().signal });
    ports.fetch = () => expect.fail("replay went to the network");
    expect((await call("replay")).recorded).toBe(true);
  });

  it("says what to do when there is nothing to replay", async () => {
    await expect(call("replay")).rejects.toMatchObject({
      code: "providers.no-recording",
      message: expect.stringMatching(/live or reuse/),
    });
    expect(fake.requests).toEqual([]);
  });

  it.each<[string, Partial<ModelRequest>]>([
    ["another message", { messages: [{ role: "human", content: "Say hello!" }] }],
    ["another role", { messages: [{ role: "system", content: "Say hello" }] }],
    ["another setting", { settings: { temperature: 0.1 } }],
    ["a setting taken away", { settings: {} }],
    ["another model", { model: "acme/fake-small" }],
    ["a tool", { tools: [{ name: "t", parameters: {} }] }],
    ["a schema", { outputSchema: { type: "object" } }],
    ["another repeat", { repeatIndex: 1 }],
  ])("does not take the recording of a request with %s", async (_what, change) => {
    await call("live");
    await expect(call("replay", change)).rejects.toMatchObject({ code: "providers.no-recording" });
  });

  it("keeps the hash of a request for ever: old recordings must still be found", () => {
    expect(providers.caller.hashOf(request())).toBe(
      "c07116b1b1f8626e544c79cb02c84e0cf193d9b5d1b9e6ad826b5dee1c81f2e4",
    );
    expect(providers.caller.hashOf(request({ model: "ACME/fake-large" }))).toBe(
      providers.caller.hashOf(request()),
    );
  });

  it.each(["truncated", "drop", "error-event", "html"])(
    "R-38 records no answer that was not complete: %s",
    async (fault) => {
      fake.script({ text: "one two three four" });
      await expect(call("live", { model: `acme/fault-${fault}` })).rejects.toMatchObject({
        code: /^providers\./,
      });
      expect(countRecordings()).toBe(0);
    },
  );

  it("does not lose an answer that was paid for because it could not be recorded", async () => {
    db.raw.exec(
      "CREATE TRIGGER full_disk BEFORE INSERT ON recordings BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    fake.script({ text: "paid" });
    expect((await call("live")).reply.text).toBe("paid");
    expect(logged.join()).toMatch(/could not be recorded/);
  });
});

describe("cost", () => {
  it("R-42 is unknown, and not zero, where the price is unknown", async () => {
    expect((await call("live")).costUsd).toBeNull();
  });

  it("R-42 is the user's price times what the provider counted", async () => {
    await providers.handlers["providers.set-price"](
      {
        provider: "acme",
        model: "fake-large",
        price: { inputPerMillion: 10, outputPerMillion: 100, asOf: "2026-11-24" },
      },
      { signal: new AbortController().signal },
    );
    expect((await call("live")).costUsd).toBeCloseTo((12 * 10 + 7 * 100) / 1e6, 12);
    fake.script({ text: "x", usage: null });
    expect((await call("live")).costUsd).toBeNull();
  });

  it("is nothing for the simulator, whose usage is still counted", async () => {
    const { costUsd, reply } = await call("live", { model: "simulator/fast" });
    expect(costUsd).toBe(0);
    expect(reply.usage?.outputTokens).toBeGreaterThan(0);
  });
});

describe("the cost of what failed", () => {
  const failing = (more: Partial<ModelRequest>) => {
    let unknownCosts = 0;
    const hooks = {
      signal: new AbortController().signal,
      onText: () => {},
      onRetry: () => {},
      onUnknownCost: () => {
        unknownCosts += 1;
      },
    };
    return providers.caller.call(request(more), "live", hooks).then(
      () => expect.fail("it was answered"),
      () => unknownCosts,
    );
  };

  it.each(["fault-401", "fault-404", "fault-429", "fault-500"])("is nothing after %s", async (fault) => {
    expect(await failing({ model: `acme/${fault}` })).toBe(0);
  });

  it.each(["fault-html", "fault-truncated", "fault-drop", "fault-error-event", "fault-huge"])(
    "R-42 is unknown after %s: an answer was made, whatever came of it",
    async (fault) => {
      expect(await failing({ model: `acme/${fault}` })).toBeGreaterThan(0);
    },
  );

  it("makes the whole unknown where a repeated attempt may have been charged beside the one that worked", async () => {
    const price = { inputPerMillion: 10, outputPerMillion: 100, asOf: "2026-11-24" };
    await providers.handlers["providers.set-price"](
      { provider: "acme", model: "fake-large", price },
      { signal: new AbortController().signal },
    );
    fake.script({ fault: "500" });
    expect((await call("live")).costUsd).toBeGreaterThan(0);
    fake.script({ fault: "reset" });
    expect((await call("live")).costUsd).toBeNull();
  });
});

describe("retries and cancelling", () => {
  it.each(["429-then-ok", "500-then-ok", "529-then-ok", "reset-then-ok"])(
    "R-35 finishes after a passing fault: %s",
    async (fault) => {
      const { reply, heard } = await call("live", { model: `acme/fault-${fault}` });
      expect(reply.text).toBe("Hello from the fake model.");
      expect(heard.retries).toHaveLength(1);
      expect(heard.text).toBe(reply.text);
    },
  );

  it("R-34 waits as long as the provider said, and at most five times", async () => {
    const zero = ports.clock.monotonic();
    const heard: Retry[] = [];
    await providers.caller
      .call(request({ model: "acme/fault-429-date" }), "live", {
        signal: new AbortController().signal,
        onText: () => {},
        onRetry: (retry) => void heard.push(retry),
        onUnknownCost: () => {},
      })
      .catch(() => {});
    expect(ports.clock.monotonic() - zero).toBe(heard.reduce((sum, { waitMs }) => sum + waitMs, 0));
    expect(heard).toHaveLength(maxTries - 1);
    fake.requests.length = 0;
    await expect(call("live", { model: "acme/fault-429-retry-after" })).rejects.toMatchObject({
      code: "providers.rate-limited",
    });
    expect(fake.requests).toHaveLength(maxTries);
  });

  it("R-43 closes the connection and records nothing when it is cancelled", async () => {
    const controller = new AbortController();
    const running = call("live", { model: "acme/fault-hang" }, controller.signal);
    await fake.untilPending(1);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: "host.cancelled" });
    await fake.untilPending(0);
    expect(countRecordings()).toBe(0);
  });

  it("names the providers there are when a model's provider is unknown", async () => {
    await expect(call("live", { model: "nobody/x" })).rejects.toMatchObject({
      code: "providers.not-found",
      details: { known: ["simulator", "acme"] },
    });
  });
});

describe("the simulator", () => {
  it("streams in small pieces with waits between them, and the whole is the reply", async () => {
    const pieces: string[] = [];
    const before = ports.clock.monotonic();
    const answer = await providers.caller.call(request({ model: "simulator/default" }), "live", {
      signal: new AbortController().signal,
      onText: (delta) => void pieces.push(delta),
      onRetry: () => expect.fail("the simulator was retried"),
      onUnknownCost: () => expect.fail("the simulator charged"),
    });
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.join("")).toBe(answer.reply.text);
    const tookMs = ports.clock.monotonic() - before;
    expect(tookMs).toBeGreaterThan(pieces.length * 10);
    expect(tookMs).toBeLessThanOrEqual(4_001);
  });

  it("stops in the middle when it is cancelled", async () => {
    const controller = new AbortController();
    let heard = 0;
    const running = providers.caller.call(request({ model: "simulator/default" }), "live", {
      signal: controller.signal,
      onText: () => {
        heard += 1;
        if (heard === 3) controller.abort();
      },
      onRetry: () => {},
      onUnknownCost: () => {},
    });
    await expect(running).rejects.toMatchObject({ code: "host.cancelled" });
    expect(heard).toBe(3);
  });

  it("is told apart from every other provider, whatever the case", () => {
    expect(
      ["simulator/default", "Simulator/fast", "acme/simulator"].map(providers.caller.isSimulated),
    ).toEqual([true, true, false]);
  });

  it("gives the same reply without waiting under the name fast", async () => {
    const slow = await call("live", { model: "simulator/default" });
    const before = ports.clock.monotonic();
    const fast = await call("live", { model: "simulator/fast" });
    expect(fast.reply).toEqual(slow.reply);
    expect(ports.clock.monotonic()).toBe(before);
  });

  it("has no other models", async () => {
    await expect(call("live", { model: "simulator/gpt-4o" })).rejects.toMatchObject({
      code: "providers.model-not-found",
      message: expect.stringContaining("default, fast, slow"),
    });
  });

  it("is recorded like any other model", async () => {
    await call("live", { model: "simulator/fast" });
    expect((await call("replay", { model: "simulator/fast" })).recorded).toBe(true);
  });
});
