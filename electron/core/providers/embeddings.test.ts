import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { createProviders, type Providers } from "./index.ts";

let db: Database;
let providers: Providers;
let asked: { url: string; body: { input: string[]; model: string } }[];
let answer: (input: string[]) => Response;

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
const vectorsFor = (input: string[]) =>
  input.map((text, index) => ({ index, embedding: [text.length, 0.1, 1 / 3] }));
const answerOf = (data: unknown, usage: unknown = { prompt_tokens: 8, total_tokens: 8 }) =>
  json({ data, usage });

beforeEach(async () => {
  db = openTestDatabase();
  asked = [];
  answer = (input) => answerOf(vectorsFor(input));
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const body = JSON.parse(String(init?.body));
    asked.push({ url: String(url), body });
    return answer(body.input);
  };
  providers = createProviders({ db, ports: createTestPorts({ fetch }), publish: () => {} });
  const signal = new AbortController().signal;
  await providers.handlers["providers.add"](
    { name: "acme", baseUrl: "http://127.0.0.1:9/v1", key: { kind: "none" }, limits: {} },
    { signal },
  );
});
afterEach(() => db.close());

function embed(texts: string[], mode: "live" | "reuse" | "replay" = "live", model = "acme/embed-small") {
  const hooks = { signal: new AbortController().signal, onRetry: () => {}, onUnknownCost: () => {} };
  return providers.caller.embed({ model, texts }, mode, hooks);
}

describe("an embedding model", () => {
  it("is asked once for all texts, whose vectors come back in their order whatever the endpoint's", async () => {
    answer = (input) => answerOf(vectorsFor(input).reverse());
    const { vectors } = await embed(["a", "bbb"]);
    expect(vectors.map(([first]) => first)).toEqual([1, 3]);
    expect(asked).toEqual([
      {
        url: "http://127.0.0.1:9/v1/embeddings",
        body: { model: "embed-small", input: ["a", "bbb"], encoding_format: "float" },
      },
    ]);
  });

  it("replays the very same figures, so that a case at the edge keeps its verdict", async () => {
    const live = await embed(["a", "bbb"]);
    const replayed = await embed(["a", "bbb"], "replay");
    expect(replayed).toEqual({ vectors: live.vectors, costUsd: 0 });
    await embed(["a", "bbb"], "reuse");
    expect(asked).toHaveLength(1);
    await expect(embed(["a"], "replay")).rejects.toMatchObject({ code: "providers.no-recording" });
  });

  it.each<[string, () => Response]>([
    ["a vector too few", () => answerOf([{ index: 0, embedding: [1, 2] }])],
    ["the same place twice", () => answerOf([0, 0].map((index) => ({ index, embedding: [1, 2] })))],
    [
      "vectors of two lengths",
      () =>
        answerOf([
          { index: 0, embedding: [1] },
          { index: 1, embedding: [1, 2] },
        ]),
    ],
    ["text for figures", () => answerOf([0, 1].map((index) => ({ index, embedding: ["x"] })))],
    ["no vector at all", () => json({ object: "list" })],
    ["a web page", () => new Response("<html>login</html>")],
  ])("that answers %s fails, and nothing is recorded", async (_what, reply) => {
    answer = reply;
    await expect(embed(["a", "bbb"])).rejects.toMatchObject({ code: expect.stringMatching(/^providers\./) });
    expect(db.get<{ n: number }>("count", "SELECT count(*) AS n FROM recordings")?.n).toBe(0);
  });

  it("costs its tokens by the price table, and an unknown sum where price or usage is unknown", async () => {
    expect((await embed(["a"])).costUsd).toBeNull();
    const price = { inputPerMillion: 2, outputPerMillion: 0, asOf: "2026-11-01" };
    await providers.handlers["providers.set-price"](
      { provider: "acme", model: "embed-small", price },
      { signal: new AbortController().signal },
    );
    expect((await embed(["a"])).costUsd).toBeCloseTo((8 * 2) / 1_000_000, 12);
    answer = (input) => answerOf(vectorsFor(input), null);
    expect((await embed(["a"])).costUsd).toBeNull();
  });

  it("that says slow down is asked again", async () => {
    let isFirst = true;
    answer = (input) => {
      const first = isFirst;
      isFirst = false;
      return first ? json({ error: { message: "slow" } }, 429) : answerOf(vectorsFor(input));
    };
    expect((await embed(["a"])).vectors).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });
});

describe("the simulator's", () => {
  const near = async (a: string, b: string) => {
    const { vectors } = await embed([a, b], "replay", "simulator/embedding");
    const [x = [], y = []] = vectors;
    return x.reduce((sum, value, place) => sum + value * (y[place] ?? 0), 0);
  };

  it("puts near texts near, in English and in Chinese, and needs no network", async () => {
    const refund = "You can return the order within 30 days.";
    expect(await near(refund, refund)).toBeCloseTo(1, 6);
    expect(await near(refund, "Orders can be returned within 30 days.")).toBeGreaterThan(
      (await near(refund, "The museum is closed on Mondays.")) + 0.3,
    );
    expect(await near("订单可以在三十天内退货。", "三十天内可以退订单。")).toBeGreaterThan(
      (await near("订单可以在三十天内退货。", "博物馆周一闭馆。")) + 0.3,
    );
    expect(asked).toEqual([]);
  });

  it("has one model, and says which", async () => {
    await expect(embed(["a"], "live", "simulator/default")).rejects.toMatchObject({
      code: "providers.model-not-found",
      message: expect.stringContaining("simulator/embedding"),
    });
  });
});
