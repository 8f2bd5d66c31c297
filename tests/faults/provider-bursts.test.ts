import { expect, it, onTestFinished } from "vitest";
import { type FakeOptions, type Fault, startFakeOpenAi } from "../support/fake-openai.ts";
import { createModelBench } from "./model-bench.ts";

async function benchAgainst(options: FakeOptions, concurrency: number) {
  const fake = await startFakeOpenAi(options);
  onTestFinished(() => fake.close());
  const bench = createModelBench({});
  await bench.lathe.call("providers.add", {
    name: "acme",
    baseUrl: fake.baseUrl,
    key: { kind: "none" },
    limits: { concurrency },
  });
  return { fake, bench };
}

/** Every so many calls one fails, in an order that looks drawn and is the same each time. */
function burst(share: number): () => { text: string; fault?: Fault } {
  const kinds: Fault[] = ["500", "502", "503", "529"];
  let seed = 7;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    const draw = seed / 2_147_483_647;
    const fault = draw < share ? kinds[seed % kinds.length] : undefined;
    return { text: "whole", ...(fault && { fault }) };
  };
}

it.each([0.1, 0.5])(
  "R-35 every run ends when %d of the calls fail, and a failure is the provider's, never an answer",
  async (share) => {
    const { fake, bench } = await benchAgainst({ reply: burst(share) }, 8);
    const ids = await Promise.all(Array.from({ length: 60 }, () => bench.start("acme/m")));
    const runs = await Promise.all(ids.map(async (id) => (await bench.follow(id)).run));
    const tries = runs.reduce((sum, { attempt }) => sum + attempt.retries.length + 1, 0);
    expect(fake.requests).toHaveLength(tries);
    expect(tries).toBeGreaterThan(60);
    for (const { state, attempt } of runs) {
      if (state === "done") expect(attempt).toMatchObject({ text: "whole", partial: false, error: null });
      else {
        expect(state).toBe("failed");
        expect(attempt).toMatchObject({ text: "", partial: false });
        expect(attempt.error?.code).toMatch(/^providers\.(server-error|gateway-error|overloaded)$/);
      }
    }
    const done = runs.filter(({ state }) => state === "done").length;
    expect(done).toBeGreaterThanOrEqual(share < 0.2 ? 60 : 50);
  },
);

it("R-34 a provider that bears three calls at once is asked less, and every run ends with an answer", async () => {
  let underWay = 0;
  const { fake, bench } = await benchAgainst(
    { reply: () => (underWay > 3 ? { fault: "429" } : { text: "whole", fault: "slow" }) },
    16,
  );
  const watch = setInterval(() => {
    underWay = fake.pending();
  }, 1);
  onTestFinished(() => clearInterval(watch));
  const ids = await Promise.all(Array.from({ length: 40 }, () => bench.start("acme/m")));
  const runs = await Promise.all(ids.map(async (id) => (await bench.follow(id)).run));
  expect(runs.map(({ state }) => state)).toEqual(Array(40).fill("done"));
});
