import { beforeEach, expect, it } from "vitest";
import type { ExperimentId } from "#shared/model/ids.ts";
import { type ExperimentBench, openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";

let bench: ExperimentBench;
beforeEach(() => {
  bench = openExperimentBench();
});

const saidTo = (request: { messages: { content: string }[] }) => request.messages.at(-1)?.content ?? "";
const extend = async (experimentId: ExperimentId, count: number | null = null) => {
  bench.tests.requests.length = 0;
  const added = await bench.lathe.call("experiments.extend", { experimentId, cases: count });
  return { ...added, experiment: (await bench.follow(experimentId)).experiment };
};

it("asks every arm only cases that no round has asked, also of those that came to the suite since", async () => {
  const suite = await bench.tests.addSuite(cases(20));
  const id = await bench.start(suite, { cases: 8, mayExtend: true });
  await bench.follow(id);
  const asked = new Set(bench.tests.requests.map(saidTo));
  const second = await extend(id, 5);
  expect(second).toMatchObject({ cases: 5, experiment: { state: "done", planned: 26, casesLeft: 7 } });
  expect(bench.tests.requests.map(saidTo).filter((text) => asked.has(text))).toEqual([]);
  for (const request of bench.tests.requests) asked.add(saidTo(request));
  // One that says what an asked one says is none.
  await bench.tests.addCase(suite, { inputs: { word: "new" } });
  await bench.tests.addCase(suite, { inputs: { word: [...asked][0]?.split(" ")[1] ?? "" } });
  const third = await extend(id);
  expect(third).toMatchObject({ cases: 8, experiment: { state: "done", planned: 42, casesLeft: 0 } });
  expect(bench.tests.requests.map(saidTo).filter((text) => asked.has(text))).toEqual([]);
  expect(new Set(bench.tests.requests.map(saidTo)).size).toBe(16);
  expect(third.experiment.rounds.map(({ suiteVersion }) => suiteVersion)).toEqual([1, 1, 2]);
  await expect(extend(id)).rejects.toMatchObject({ code: "experiments.no-cases-left" });
});

it("asks the text of the first round, though the draft is another one by now", async () => {
  const versionId = await bench.saveVersion("plain");
  const suite = await bench.tests.addSuite(cases(4));
  const { promptId } = bench.tests;
  const version = { promptId, source: { kind: "version" as const, versionId } };
  const arms = [version, { ...version, settings: { temperature: 1 }, model: "fake/x" }];
  const id = await bench.start(suite, { arms, cases: 2, mayExtend: true });
  await bench.follow(id);
  await bench.saveVersion("polite");
  await extend(id);
  const said = bench.tests.requests.map((request) => [
    saidTo(request).endsWith("plain"),
    request.model,
    request.settings.temperature,
  ]);
  expect(new Set(said.map(String))).toEqual(new Set(["true,fake/m,", "true,fake/x,1"]));
});

it("is refused where the plan forbids it, while calls are missing, and where a pass means something else now", async () => {
  const suite = await bench.tests.addSuite(cases(12));
  const fixed = await bench.start(suite, { cases: 4 });
  await bench.follow(fixed);
  await expect(extend(fixed)).rejects.toMatchObject({ code: "experiments.not-extendable" });
  const id = await bench.start(suite, { cases: 4, mayExtend: true, concurrency: 2 });
  await expect(extend(id)).rejects.toMatchObject({ code: "experiments.still-running" });
  await bench.lathe.call("experiments.pause", { experimentId: id });
  await bench.follow(id);
  await expect(extend(id)).rejects.toMatchObject({ code: "experiments.incomplete" });
  await bench.lathe.call("experiments.resume", { experimentId: id });
  await bench.follow(id);
  await bench.lathe.call("suites.update", {
    suiteId: suite,
    checks: [
      { type: "contains", value: "no", not: false, weight: 1, threshold: null, metric: null } as never,
    ],
  });
  await expect(extend(id)).rejects.toMatchObject({
    code: "experiments.terms-changed",
    details: { changed: "checks" },
  });
});

it("of random assignment there is none, since nothing could be read from it after a look", async () => {
  const suite = await bench.tests.addSuite(cases(12));
  await expect(bench.start(suite, { assign: "random", mayExtend: true })).rejects.toMatchObject({
    code: "experiments.cannot-look",
  });
});

it("two windows that extend at the same time add one round, and the later one is told to wait", async () => {
  bench.tests.script = async () => "yes";
  const suite = await bench.tests.addSuite(cases(12));
  const id = await bench.start(suite, { cases: 4, mayExtend: true });
  await bench.follow(id);
  const other = bench.reopen(88);
  const wish = { experimentId: id, cases: 3 };
  const asked = await Promise.allSettled(
    [bench, bench, other].map(({ lathe }) => lathe.call("experiments.extend", wish)),
  );
  expect(asked.map((one) => (one.status === "fulfilled" ? one.value : one.reason.code))).toEqual([
    { cases: 3 },
    "experiments.still-running",
    "experiments.still-running",
  ]);
  expect((await bench.follow(id)).experiment).toMatchObject({ state: "done", ended: 14 });
});
