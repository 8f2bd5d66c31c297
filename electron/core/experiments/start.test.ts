import { beforeEach, describe, expect, it } from "vitest";
import { type ExperimentBench, openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";

let bench: ExperimentBench;
beforeEach(() => {
  bench = openExperimentBench();
});

const saidTo = (request: { messages: { content: string }[] }) => request.messages.at(-1)?.content ?? "";
const wordsTo = (style: string) =>
  bench.tests.requests
    .map(saidTo)
    .filter((text) => text.endsWith(style))
    .map((text) => text.split(" ")[1]);
const count = (table: string) =>
  bench.tests.db.get<{ count: number }>("count", `SELECT count(*) AS count FROM ${table}`)?.count;
const contentArm = (style: string, more = {}) => ({
  promptId: bench.tests.promptId,
  source: { kind: "content" as const, content: bench.styled(style) },
  ...more,
});

describe("a start", () => {
  it("puts the same cases of the same frozen suite to both arms, in the same order", async () => {
    const suite = await bench.tests.addSuite(cases(30));
    const experiment = await bench.run(suite, { concurrency: 2, seed: 5 });
    expect(experiment).toMatchObject({ state: "done", planned: 60, ended: 60, origin: "calls" });
    const [round] = experiment.rounds;
    expect(round?.runs.map(({ counts }) => counts.planned)).toEqual([30, 30]);
    expect(wordsTo("plain")).toHaveLength(30);
    expect(wordsTo("plain")).toEqual(wordsTo("polite"));
    expect(wordsTo("plain")).not.toEqual([...wordsTo("plain")].sort());
  });

  it("stores all or nothing: where the last arm cannot be started, no run and no experiment is there", async () => {
    const suite = await bench.tests.addSuite(cases(3));
    bench.tests.script = async () => "yes";
    await expect(
      bench.start(suite, { arms: [contentArm("plain"), contentArm("polite", { model: "nobody/m" })] }),
    ).rejects.toMatchObject({ code: "providers.not-found" });
    await expect(
      bench.start(suite, { arms: [contentArm("plain"), contentArm("{word")] }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^prompts\./) });
    bench.tests.price = null;
    await expect(bench.start(suite, { maxCostUsd: 1 })).rejects.toMatchObject({
      code: "tests.price-unknown",
    });
    await expect(bench.start(suite, { metric: { kind: "check", name: "tone" } })).rejects.toMatchObject({
      code: "experiments.no-such-check",
      details: { names: "contains" },
    });
    expect(["experiments", "test_runs", "experiment_runs", "suite_versions"].map(count)).toEqual([
      0, 0, 0, 0,
    ]);
    expect(bench.tests.requests).toEqual([]);
  });

  it("tests a version with the settings of its arm, and still tells which version it was", async () => {
    const { promptId } = bench.tests;
    const saved = await bench.saveVersion("plain");
    const suite = await bench.tests.addSuite(cases(2));
    const version = { promptId, source: { kind: "version" as const, versionId: saved } };
    const experiment = await bench.run(suite, {
      arms: [version, { ...version, settings: { temperature: 0.2 } }, { ...version, model: "fake/other" }],
    });
    expect(experiment.arms).toMatchObject([
      { versionId: saved, version: "1.0.0", model: "fake/m", settings: {} },
      { versionId: saved, version: "1.0.0", model: "fake/m", settings: { temperature: 0.2 } },
      { versionId: saved, version: "1.0.0", model: "fake/other", settings: {} },
    ]);
    const temperatures = bench.tests.requests.map(({ model, settings }) => [model, settings.temperature]);
    expect(new Set(temperatures.map(String))).toEqual(new Set(["fake/m,", "fake/m,0.2", "fake/other,"]));
    const versions = bench.tests.db.all(
      "versions of runs",
      "SELECT version_id AS id FROM test_runs ORDER BY sequence",
    );
    expect(versions).toEqual([{ id: saved }, { id: null }, { id: saved }]);
  });

  it("refuses two arms that are the same, but for one saved version against itself on purpose", async () => {
    const suite = await bench.tests.addSuite(cases(2));
    const { promptId } = bench.tests;
    const versionId = await bench.saveVersion("plain");
    const version = { promptId, source: { kind: "version" as const, versionId } };
    const same = { code: "experiments.same-arms" };
    const refused = [
      [contentArm("plain"), contentArm("plain")],
      [version, contentArm("plain")],
      [version, contentArm("polite"), version],
      // Set to what the version has anyway.
      [version, { ...contentArm("plain"), settings: {} }],
    ];
    for (const arms of refused) await expect(bench.start(suite, { arms })).rejects.toMatchObject(same);
    await expect(bench.start(suite, { arms: [version, version], mode: "reuse" })).rejects.toMatchObject(same);
    expect((await bench.run(suite, { arms: [version, version] })).state).toBe("done");
  });

  it("takes typed-in inputs for a suite that no list has", async () => {
    const before = await bench.tests.addSuite(cases(1));
    const inputs = [{ word: "typed0" }, { word: "typed1" }];
    const experiment = await bench.run(before, { on: { kind: "inputs", inputs } });
    expect(experiment).toMatchObject({
      isTyped: true,
      suiteName: "p",
      state: "done",
      planned: 4,
      casesLeft: 0,
    });
    expect([...wordsTo("plain")].sort()).toEqual(["typed0", "typed1"]);
    const listed = await bench.lathe.call("suites.list", {});
    expect(listed.map(({ suiteId }) => suiteId)).toEqual([before]);
    // Another one with the same name does not stand in its way, nor does a suite in the list.
    await bench.lathe.call("suites.create", { name: "p", promptId: bench.tests.promptId });
    expect((await bench.run(before, { on: { kind: "inputs", inputs } })).state).toBe("done");
  });

  it("draws as many cases of the suite as it was told, the same for every arm, by the seed alone", async () => {
    const suite = await bench.tests.addSuite(cases(40));
    const drawn = async (seed: number) => {
      bench.tests.requests.length = 0;
      const experiment = await bench.run(suite, { cases: 7, seed });
      expect(experiment).toMatchObject({ planned: 14, casesLeft: 33 });
      expect(new Set(wordsTo("plain"))).toEqual(new Set(wordsTo("polite")));
      return [...wordsTo("plain")].sort();
    };
    const first = await drawn(1);
    expect(first).toHaveLength(7);
    expect(await drawn(1)).toEqual(first);
    expect(await drawn(2)).not.toEqual(first);
  });

  it("refuses a plan whose parts do not go together", async () => {
    const suite = await bench.tests.addSuite(cases(3));
    const refusals = [
      [{ assign: "random", mayExtend: true }, "experiments.cannot-look"],
      [{ assign: "random", stopEarly: true }, "experiments.cannot-stop-early"],
      [{ repeats: 2, stopEarly: true }, "experiments.cannot-stop-early"],
      [{ assign: "random", samples: 1_000 }, "experiments.too-many-calls"],
    ] as const;
    for (const [more, code] of refusals)
      await expect(bench.start(suite, more)).rejects.toMatchObject({ code });
    expect(count("test_runs")).toBe(0);
  });
});

describe("random assignment", () => {
  it("gives each call to exactly one arm, the same one again from the same seed", async () => {
    const suite = await bench.tests.addSuite(cases(20));
    const callsOf = async (seed: number) => {
      bench.tests.requests.length = 0;
      const experiment = await bench.run(suite, { assign: "random", samples: 25, seed });
      expect(experiment).toMatchObject({ state: "done", planned: 50, ended: 50, plan: { repeats: 3 } });
      const [a = 0, b = 0] = experiment.rounds[0]?.runs.map(({ counts }) => counts.planned) ?? [];
      expect([a + b, Math.min(a, b) > 10]).toEqual([50, true]);
      return bench.tests.requests.map((request) => `${saidTo(request)} ${request.repeatIndex}`).sort();
    };
    const first = await callsOf(3);
    const places = first.map((call) => call.replace(/ (plain|polite)/, ""));
    expect(new Set(places).size).toBe(50);
    expect(await callsOf(3)).toEqual(first);
    expect(await callsOf(4)).not.toEqual(first);
  });
});

describe("an estimate", () => {
  it("tells what all arms take, by arm, and writes nothing", async () => {
    const suite = await bench.tests.addSuite(cases(4, (index) => (index === 3 ? { inputs: {} } : {})));
    const before = ["suites", "suite_versions", "case_contents", "contents", "test_runs"].map(count);
    const wish = bench.wish(suite, { repeats: 2 });
    const estimate = await bench.lathe.call("experiments.estimate", wish);
    expect(estimate).toMatchObject({ cases: 4, calls: 12, problemCount: 2, withoutChecks: 0 });
    expect(estimate.perArm.map(({ model, calls }) => [model, calls])).toEqual([
      ["fake/m", 6],
      ["fake/m", 6],
    ]);
    expect(estimate.problems.map(({ arm, caseIndex }) => [arm, caseIndex])).toEqual([
      [0, 3],
      [1, 3],
    ]);
    expect(estimate.advisedCases).toBeGreaterThan(100);
    const typed = await bench.lathe.call("experiments.estimate", {
      ...wish,
      on: { kind: "inputs", inputs: [{ word: "a" }, {}] },
    });
    expect(typed).toMatchObject({ cases: 2, calls: 4, problemCount: 2, withoutChecks: 2 });
    expect(["suites", "suite_versions", "case_contents", "contents", "test_runs"].map(count)).toEqual(before);
  });

  it("counts of random assignment the calls that the start will make, neither more nor fewer", async () => {
    const suite = await bench.tests.addSuite(cases(9));
    const more = { assign: "random" as const, samples: 11, seed: 8, cases: 5 };
    const {
      calls,
      perArm,
      cases: asked,
    } = await bench.lathe.call("experiments.estimate", bench.wish(suite, more));
    const { rounds } = await bench.run(suite, more);
    expect([asked, calls, bench.tests.requests.length]).toEqual([5, 22, 22]);
    expect(perArm.map((arm) => arm.calls)).toEqual(rounds[0]?.runs.map(({ counts }) => counts.planned));
  });
});

describe("runs that are there already", () => {
  it("are compared without any call, once for the same question, and not where they cannot be", async () => {
    const suite = await bench.tests.addSuite(cases(25));
    bench.tests.script = async (request) => (saidTo(request).endsWith("plain") ? "no" : "yes");
    const content = (style: string) => ({ source: { kind: "content", content: bench.styled(style) } });
    const runs = [
      (await bench.tests.run(suite, content("plain"))).testRunId,
      (await bench.tests.run(suite, content("polite"))).testRunId,
    ];
    bench.tests.requests.length = 0;
    const { experimentId } = await bench.lathe.call("experiments.from-runs", { runs });
    expect(await bench.lathe.call("experiments.read", { experimentId })).toMatchObject({
      origin: "runs",
      state: "done",
      verdicts: [{ verdict: "b_better" }],
    });
    expect(await bench.lathe.call("experiments.from-runs", { runs })).toEqual({ experimentId });
    const turned = await bench.lathe.call("experiments.from-runs", { runs: [...runs].reverse() });
    expect(turned.experimentId).not.toBe(experimentId);
    expect(bench.tests.requests).toEqual([]);
    const two = await bench.tests.run(suite, { models: ["fake/a", "fake/b"] });
    const from = (ids: typeof runs) => bench.lathe.call("experiments.from-runs", { runs: ids });
    await expect(from([runs[0] as never, two.testRunId])).rejects.toMatchObject({
      code: "experiments.run-has-models",
    });
    await expect(from([runs[0] as never, runs[0] as never])).rejects.toMatchObject({
      code: "experiments.run-twice",
    });
  });
});
