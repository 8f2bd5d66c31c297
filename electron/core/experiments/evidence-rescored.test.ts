import { expect, it } from "vitest";
import type { ExperimentId, TestRunId } from "#shared/model/ids.ts";
import { openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";

it("replies that were scored again are compared with their like, case by case, and not with those of another suite", async () => {
  const bench = openExperimentBench();
  const { tests, lathe } = bench;
  tests.script = async (request) => {
    const asked = request.messages.at(-1)?.content ?? "";
    return asked.endsWith("polite") ? `${asked}, please` : asked;
  };
  const suite = await tests.addSuite(cases(4), [{ type: "contains", value: "please" }]);
  const first = await bench.run(suite);
  expect(first.verdict.primary[0]).toMatchObject({ n: 4, fixed: 4, reasons: [] });
  const [plain, polite] = (first.rounds[0]?.runs ?? []).map(({ testRunId }) => testRunId) as [
    TestRunId,
    TestRunId,
  ];

  // One case gets a check of its own, and a new one comes in front of all, so that every case has another index now.
  await tests.replaceCase(suite, 1, {
    inputs: { word: "w1" },
    checks: [{ type: "contains", value: "nothing" }],
  });
  const { revision } = await lathe.call("suites.read", { suiteId: suite });
  const content = { name: "first", inputs: { word: "w9" } };
  await lathe.call("suites.edit-cases", {
    suiteId: suite,
    baseRevision: revision,
    edits: [{ kind: "add", after: null, content }],
  });
  const rescore = async (testRunId: TestRunId) => {
    const again = await lathe.call("tests.rescore", { testRunId });
    await tests.follow(again.testRunId);
    return again.testRunId;
  };
  const compare = async (runs: TestRunId[]) => {
    const { experimentId } = await lathe.call("experiments.from-runs", { runs });
    return lathe.call("experiments.read", { experimentId });
  };
  const again = [await rescore(plain), await rescore(polite)];
  const alike = await compare(again);
  expect(alike.verdict.primary[0]).toMatchObject({ n: 4, fixed: 3, broken: 0, reasons: [] });
  const changes = async (experimentId: ExperimentId) => {
    const { rows } = await lathe.call("experiments.rows", { experimentId, sort: "case" });
    return rows.map(({ change }) => change);
  };
  expect(await changes(alike.experimentId)).toEqual(["fixed", "same", "fixed", "fixed"]);

  const unlike = await compare([plain, again[1] as TestRunId]);
  expect(unlike.verdict.primary[0]).toMatchObject({
    verdict: "not_comparable",
    reasons: ["suite", "checks"],
  });

  // A run of the suite as it is now stands beside the replies of then: each case beside itself.
  const fresh = await tests.start(suite);
  await tests.follow(fresh);
  const beside = await compare([again[0] as TestRunId, fresh]);
  const { rows } = await lathe.call("experiments.rows", { experimentId: beside.experimentId, sort: "case" });
  expect(rows).toHaveLength(5);
  for (const { arms } of rows.slice(0, 4)) {
    const words = arms.map(({ reply }) => reply.split(" ")[1]);
    expect(words[0]).toBe(words[1]);
  }
});

it("a case that stands in the suite again and again is one case, and names no winner", async () => {
  const bench = openExperimentBench();
  bench.tests.script = async (request) =>
    request.messages.at(-1)?.content.endsWith("polite") === true ? "yes" : "no";
  const same = await bench.tests.addSuite(cases(25, () => ({ inputs: { word: "w" } })));
  expect((await bench.run(same)).verdict.primary[0]).toMatchObject({
    verdict: "cannot_tell",
    n: 25,
    fixed: 25,
    clusters: 1,
    p: null,
  });
  // Two that are the same among many stay what they are: one unit less.
  const few = await bench.tests.addSuite(
    cases(25, (index) => ({ inputs: { word: `w${index >> (index < 2 ? 1 : 0)}` } })),
  );
  expect((await bench.run(few)).verdict.primary[0]).toMatchObject({ verdict: "b_better", clusters: 24 });
});
