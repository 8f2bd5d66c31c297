import { beforeEach, describe, expect, it } from "vitest";
import { type Check, check } from "#shared/model/check.ts";
import type { SuiteId, TestRunId } from "#shared/model/ids.ts";
import { cases, openTestRunBench, type TestRunBench } from "../../../tests/support/test-run-bench.ts";

let bench: TestRunBench;
beforeEach(() => {
  bench = openTestRunBench();
  bench.script = async (request) => `yes ${request.messages.at(-1)?.content}`;
});

const setChecks = (suiteId: SuiteId, ...checks: (Pick<Check, "type"> & Partial<Check>)[]) =>
  bench.lathe.call("suites.update", { suiteId, checks: checks.map((one) => check.parse(one)) });

async function rescore(testRunId: TestRunId, more: object = {}) {
  bench.requests.length = 0;
  const { testRunId: id } = await bench.lathe.call("tests.rescore", { testRunId, ...more });
  return (await bench.follow(id)).run;
}

describe("scoring again", () => {
  it("applies the checks of now to the replies of then, and calls no model", async () => {
    const suite = await bench.addSuite(cases(3));
    const first = await bench.run(suite);
    await setChecks(suite, { type: "contains", value: "w1" });
    const again = await rescore(first.testRunId);
    expect(again).toMatchObject({
      state: "done",
      rescoredFrom: first.testRunId,
      counts: { planned: 3, passed: 1, failed: 2 },
      hashes: { prompt: first.hashes.prompt, settings: first.hashes.settings },
      costUsd: 0,
    });
    expect(again.hashes.checks).not.toBe(first.hashes.checks);
    expect(bench.requests).toEqual([]);
    expect((await bench.attempts(again.testRunId)).map(({ text }) => text)).toEqual(
      (await bench.attempts(first.testRunId)).map(({ text }) => text),
    );
    // The run that called stays what it was.
    expect((await bench.lathe.call("tests.read", { testRunId: first.testRunId })).counts.passed).toBe(3);
    expect(bench.db.get("replies", "SELECT count(*) AS count FROM test_replies")).toEqual({ count: 3 });
  });

  it("does not hold an answer against a question that it was never given", async () => {
    const suite = await bench.addSuite(cases(2), []);
    await bench.replaceCase(suite, 0, {
      inputs: { word: "w0" },
      checks: [{ type: "contains", value: "w0" }],
    });
    const first = await bench.run(suite);
    // The one asks something else now; of the other only the check is new.
    await bench.replaceCase(suite, 0, {
      inputs: { word: "other" },
      checks: [{ type: "contains", value: "other" }],
    });
    await bench.replaceCase(suite, 1, {
      inputs: { word: "w1" },
      checks: [{ type: "contains", value: "nothing" }],
    });
    const again = await rescore(first.testRunId);
    const attempts = await bench.attempts(again.testRunId);
    expect(attempts.map(({ verdict, content }) => [verdict, content.inputs])).toEqual([
      ["pass", { word: "w0" }],
      ["fail", { word: "w1" }],
    ]);
    expect(attempts.map(({ scores }) => scores[0]?.check.value)).toEqual(["w0", "nothing"]);
  });

  it("keeps an error an error, and an incomplete run incomplete", async () => {
    const suite = await bench.addSuite(cases(6));
    bench.script = async () => {
      const [testRunId] = bench.context.live.keys();
      if (bench.requests.length === 3)
        await bench.lathe.call("tests.pause", { testRunId: testRunId as TestRunId });
      if (bench.requests.length === 2) throw new Error("broken");
      return "yes";
    };
    const first = await bench
      .follow(await bench.start(suite, { concurrency: 1 }))
      .then(({ run }) => run)
      .catch(() => expect.fail("it did not end"));
    expect(first.counts).toMatchObject({ passed: 2, errored: 1 });
    const again = await rescore(first.testRunId);
    expect(again).toMatchObject({ state: "paused", counts: { planned: 6, passed: 2, errored: 1 } });
  });

  it("gives human checks what people said of the replies", async () => {
    const suite = await bench.addSuite(cases(2));
    const first = await bench.run(suite);
    const [one] = await bench.rows(first.testRunId);
    await bench.lathe.call("tests.mark", { attempt: one?.attempt ?? 0, kind: "thumb", value: "up" });
    await setChecks(suite, { type: "human" });
    const again = await rescore(first.testRunId);
    expect((await bench.rows(again.testRunId)).map(({ verdict }) => verdict)).toEqual(["pass", "unscored"]);
    // Also where it is scored once more, from the run that was scored again.
    const third = await rescore(again.testRunId);
    expect((await bench.rows(third.testRunId)).map(({ verdict }) => verdict)).toEqual(["pass", "unscored"]);
  });

  it("asks judges only for what was not judged yet, and none where it is told so", async () => {
    const suite = await bench.addSuite(cases(2), [{ type: "llm-rubric", value: "It is polite." }]);
    bench.script = async ({ model }) =>
      model === "fake/judge" ? JSON.stringify({ reason: "It is.", score: 1, pass: true }) : "Good day.";
    const first = await bench.run(suite, { judgeModel: "fake/judge" });
    expect(first.counts.passed).toBe(2);
    await setChecks(suite, { type: "llm-rubric", value: "It is short." }, { type: "contains", value: "day" });
    const cheap = await rescore(first.testRunId, { withoutJudges: true });
    expect(bench.requests).toEqual([]);
    expect(cheap.counts.passed).toBe(2);
    expect((await bench.attempts(cheap.testRunId))[0]?.scores.map(({ result }) => result.state)).toEqual([
      "skipped",
      "pass",
    ]);
    const judged = await rescore(first.testRunId);
    expect(bench.requests.map(({ model }) => model)).toEqual(["fake/judge", "fake/judge"]);
    expect(judged).toMatchObject({ judgeCostUsd: 0.004, costUsd: 0.004 });
  });

  it("leaves a judge out that was not asked, but not the error of one that cannot be asked at all", async () => {
    const suite = await bench.addSuite(cases(1));
    const first = await bench.run(suite);
    await setChecks(suite, { type: "answer-relevance", value: "{{nobody}}" }, { type: "regex", value: "." });
    const again = await rescore(first.testRunId, { withoutJudges: true });
    expect(again.counts).toMatchObject({ errored: 1, passed: 0 });
  });

  it("compares the models' replies with each other, which are all there now", async () => {
    const suite = await bench.addSuite(cases(1));
    bench.script = async ({ model }) => (model === "fake/judge" ? "{}" : `answer of ${model}`);
    const first = await bench.run(suite, { models: ["fake/a", "fake/b"], judgeModel: "fake/judge" });
    await setChecks(suite, { type: "select-best", value: "The friendlier one." });
    await rescore(first.testRunId);
    const asked = bench.requests.map(({ messages }) => messages.map(({ content }) => content).join());
    expect(asked.length).toBeGreaterThan(0);
    for (const text of asked) {
      expect(text).toContain("answer of fake/a");
      expect(text).toContain("answer of fake/b");
    }
  });

  it("waits for a run to stand still", async () => {
    const suite = await bench.addSuite(cases(2));
    const refused: unknown[] = [];
    bench.script = async () => {
      const [testRunId] = bench.context.live.keys();
      await bench.lathe
        .call("tests.rescore", { testRunId: testRunId as TestRunId })
        .catch((error: { code: string }) => refused.push(error.code));
      return "yes";
    };
    await bench.run(suite);
    expect(refused).toContain("tests.still-running");
  });
});
