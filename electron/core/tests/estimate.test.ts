import { beforeEach, expect, it } from "vitest";
import type { SuiteId } from "#shared/model/ids.ts";
import { cases, openTestRunBench, type TestRunBench } from "../../../tests/support/test-run-bench.ts";

let bench: TestRunBench;
beforeEach(() => {
  bench = openTestRunBench();
});

const estimate = (suiteId: SuiteId, more: object = {}) =>
  bench.lathe.call("tests.estimate", {
    promptId: bench.promptId,
    source: { kind: "content", content: bench.content },
    suiteId,
    ...more,
  });

it("tells calls, tokens and money of every model, and calls and freezes nothing", async () => {
  const suite = await bench.addSuite(cases(10));
  const told = await estimate(suite, { models: ["fake/a", "fake/b"], repeats: 3 });
  expect(told).toMatchObject({
    cases: 10,
    calls: 60,
    judgeCalls: 0,
    recorded: 0,
    unpriced: [],
    outputTokens: 30_000,
  });
  expect(told.costUsd).toBeCloseTo((told.inputTokens * 1 + told.outputTokens * 2) / 1e6, 9);
  expect(told.perModel.map(({ calls }) => calls)).toEqual([30, 30]);
  expect(bench.requests).toEqual([]);
  expect(bench.db.get("versions", "SELECT count(*) AS count FROM suite_versions")).toEqual({ count: 0 });
});

it("takes the prompt's limit for an answer, and what the last run has shown of their length", async () => {
  const suite = await bench.addSuite(cases(4));
  const content = { ...bench.content, model: { ...bench.content.model, maxTokens: 100 } };
  expect((await estimate(suite, { source: { kind: "content", content } })).outputTokens).toBe(400);
  await bench.run(suite);
  expect((await estimate(suite)).outputTokens).toBe(4 * 5);
});

it("counts each turn of a scripted conversation, which sends again what was said before", async () => {
  const once = await estimate(await bench.addSuite(cases(1)));
  const thrice = await estimate(await bench.addSuite(cases(1, () => ({ turns: ["a", "b"] }))));
  expect(thrice.calls).toBe(3);
  expect(thrice.inputTokens).toBeGreaterThan(once.inputTokens * 3 + 1_000);
});

it("counts the judges in", async () => {
  const suite = await bench.addSuite(cases(5), [{ type: "llm-rubric", value: "It is polite." }]);
  const told = await estimate(suite, { judgeModel: "fake/judge" });
  expect(told.judgeCalls).toBe(5);
  expect(told.judgeCostUsd).toBeGreaterThan(0);
  expect(told.costUsd).toBeGreaterThan(told.judgeCostUsd);
});

it("says of a price that it is unknown, and never that it is nothing", async () => {
  const suite = await bench.addSuite(cases(2));
  bench.price = null;
  expect(await estimate(suite)).toMatchObject({ unpriced: ["fake/m"], perModel: [{ costUsd: null }] });
});

it("knows what recordings will answer, and that these cost nothing", async () => {
  const suite = await bench.addSuite(cases(3));
  await bench.run(suite);
  await bench.replaceCase(suite, 0, { inputs: { word: "new" } });
  const live = await estimate(suite);
  const reused = await estimate(suite, { mode: "reuse" });
  expect([live.recorded, reused.recorded]).toEqual([0, 2]);
  expect(reused.costUsd).toBeCloseTo(live.costUsd / 3, 9);
  expect((await estimate(suite, { mode: "replay" })).costUsd).toBe(0);
});

it("names the cases that cannot be called, and counts those on which nothing is checked", async () => {
  const suite = await bench.addSuite(
    [...cases(30, (index) => (index < 25 ? { inputs: {}, name: `bad ${index}` } : {})), ...cases(1)],
    [],
  );
  const told = await estimate(suite);
  expect(told).toMatchObject({ problemCount: 25, withoutChecks: 31 });
  expect(told.problems).toHaveLength(20);
  expect(told.problems[0]).toMatchObject({
    caseIndex: 0,
    caseName: "bad 0",
    error: { code: "prompts.value-missing", details: { names: ["word"] } },
  });
});

it("agrees with the run about which cases were asked for", async () => {
  const suite = await bench.addSuite(
    cases(8, (index) => ({ tags: index % 2 === 0 ? ["even"] : ["odd"], split: index < 4 ? "train" : null })),
  );
  for (const only of [
    { tags: ["even"], splits: [], caseIds: [] },
    { tags: ["even", "odd"], splits: ["train"], caseIds: [] },
    { tags: [], splits: ["train"], caseIds: [] },
  ]) {
    const told = await estimate(suite, { only });
    expect((await bench.run(suite, { only })).counts.planned).toBe(told.cases);
  }
});
