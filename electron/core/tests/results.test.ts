import { beforeEach, describe, expect, it } from "vitest";
import type { Verdict } from "#shared/model/check.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import { openResults } from "../../../tests/support/open-results.ts";
import { addFixtureSuite, type FixtureSuite } from "../../../tests/support/suite-fixture.ts";
import {
  addAttempt,
  addFixtureRun,
  answerCells,
  endFixtureRun,
  type FixtureAnswer,
} from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";

let db: Database;
let lathe: ReturnType<typeof openResults>["lathe"];

beforeEach(() => {
  db = openTestDatabase();
  ({ lathe } = openResults(db));
});

const results = (testRunId: TestRunId, more: object = {}) =>
  lathe.call("tests.results", { testRunId, ...more });
const casesOf = async (testRunId: TestRunId, more: object = {}) =>
  (await results(testRunId, more)).rows.map(({ caseIndex }) => caseIndex);
const at = "2026-11-24T12:00:00.000Z";
const model = "simulator/default";

describe("the order of results", () => {
  const verdicts: Verdict[] = ["pass", "fail", "error", "unscored", "pass", "pass"];

  it("has errors first, then what broke since the baseline, then the other failures, and passes last", async () => {
    const suite = addFixtureSuite(db, { cases: 6 });
    const base = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({ verdict: caseIndex === 1 ? "fail" : "pass" }),
    });
    await lathe.call("tests.set-baseline", { promptId: suite.promptId, testRunId: base.testRunId });
    const { testRunId } = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({ verdict: caseIndex === 4 ? "fail" : (verdicts[caseIndex] as Verdict) }),
    });
    const { rows, total } = await results(testRunId);
    expect(total).toBe(6);
    expect(rows.map(({ caseIndex, verdict, change }) => [caseIndex, verdict, change])).toEqual([
      [2, "error", "unknown"],
      [4, "fail", "regressed"],
      [1, "fail", "same"],
      [3, "unscored", "unknown"],
      [0, "pass", "same"],
      [5, "pass", "same"],
    ]);
    expect(await casesOf(testRunId, { filter: { change: "regressed" } })).toEqual([4]);
    expect(await casesOf(base.testRunId, { filter: { change: "regressed" } })).toEqual([]);
  });

  it("by a figure has what lacks it last, whichever way round, and equal ones in the order of the plan", async () => {
    const suite = addFixtureSuite(db, { cases: 5 });
    const scores = [0.5, null, 0.9, 0.5, 0.1];
    const { testRunId } = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({
        verdict: scores[caseIndex] === null ? "unscored" : "fail",
        score: scores[caseIndex] ?? null,
        latencyMs: caseIndex * 10,
        costUsd: caseIndex === 0 ? null : 5 - caseIndex,
      }),
    });
    expect(await casesOf(testRunId, { sort: "score" })).toEqual([4, 0, 3, 2, 1]);
    expect(await casesOf(testRunId, { sort: "score", descending: true })).toEqual([2, 0, 3, 4, 1]);
    expect(await casesOf(testRunId, { sort: "latency", descending: true })).toEqual([4, 3, 2, 1, 0]);
    expect(await casesOf(testRunId, { sort: "cost" })).toEqual([4, 3, 2, 1, 0]);
    expect(await casesOf(testRunId, { sort: "case", descending: true })).toEqual([4, 3, 2, 1, 0]);
  });

  it("gives every row once, over whatever windows it is read", async () => {
    const suite = addFixtureSuite(db, { cases: 40 });
    const models = [model, "acme/one"];
    const { testRunId } = addFixtureRun(suite, {
      models,
      repeats: 3,
      answer: ({ caseIndex, repeat }) => ({ verdict: verdicts[(caseIndex + repeat) % 6] as Verdict }),
    });
    for (const sort of ["attention", "verdict", "model", "case"] as const) {
      const cells: number[] = [];
      for (let offset = 0; offset < 240; offset += 17) {
        const { rows, total } = await results(testRunId, { sort, offset, limit: 17 });
        expect(total).toBe(240);
        cells.push(...rows.map(({ cell }) => cell));
      }
      expect(cells.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 240 }, (_, cell) => cell),
      );
    }
    const { rows } = await results(testRunId, { sort: "model", limit: 500 });
    expect(rows.map((row) => row.model)).toEqual([
      ...Array(120).fill(models[0]),
      ...Array(120).fill(models[1]),
    ]);
  });
});

describe("filters", () => {
  let suite: FixtureSuite;
  let testRunId: TestRunId;

  beforeEach(() => {
    suite = addFixtureSuite(db, {
      cases: 6,
      checks: [
        { type: "contains", value: "x", metric: "polite" },
        { type: "llm-rubric", value: "Good?" },
      ],
      caseOf: (index) => ({
        name: index === 3 ? "Ärger with a refund" : `Case ${index}`,
        tags: index % 2 === 0 ? ["even"] : ["odd", "both"],
        inputs: { question: index === 2 ? "我的订单在哪里？" : "Hello" },
      }),
    });
    const answers: FixtureAnswer[] = [
      { verdict: "pass", reply: "Thank you, Ärzte" },
      { verdict: "fail", score: 0.4, scores: [{ state: "fail" }, { state: "pass", score: 0.8 }] },
      { verdict: "fail", score: 0.2, scores: [{ state: "pass" }, { state: "fail", score: 0.2 }] },
      { verdict: "error" },
      { verdict: "unscored", reply: "100% sure_thing" },
      { verdict: "pass", score: 0.7, reply: "订单已发出" },
    ];
    ({ testRunId } = addFixtureRun(suite, {
      answer: ({ caseIndex }) => answers[caseIndex] as FixtureAnswer,
    }));
  });

  it.each([
    ["verdicts", { verdicts: ["fail", "error"] }, [1, 2, 3]],
    ["a tag", { tag: "both" }, [1, 3, 5]],
    ["a tag that nobody has", { tag: "none" }, []],
    ["a check that failed, by its metric", { check: { name: "polite", state: "fail" } }, [1]],
    ["a check by its type, where it has no metric", { check: { name: "llm-rubric", state: "fail" } }, [2]],
    ["a range of scores, in which nothing is that has none", { minScore: 0.3, maxScore: 0.7 }, [1, 5]],
    ["a model that was not asked", { model: "acme/none" }, []],
    ["text of the case in another case", { text: "äRGER" }, [3]],
    ["text of the reply in another case, beyond ASCII", { text: "ärzte" }, [0]],
    ["Chinese text of inputs and replies", { text: "订单" }, [2, 5]],
    ["text that SQL patterns would read otherwise", { text: "100% sure_" }, [4]],
    ["text that is not there", { text: "100_" }, []],
    ["several at once", { verdicts: ["fail"], tag: "even", maxScore: 0.3 }, [2]],
  ])("%s", async (_what, filter, cases) => {
    expect(await casesOf(testRunId, { filter, sort: "case" })).toEqual(cases);
  });

  it("finds one case, and what people marked, and no more what they took back", async () => {
    const caseId = suite.cases[4]?.caseId;
    expect(await casesOf(testRunId, { filter: { caseId } })).toEqual([4]);
    const [row] = (await results(testRunId, { filter: { caseId } })).rows;
    const mark = { attempt: row?.attempt ?? 0, kind: "thumb" as const };
    expect(await casesOf(testRunId, { filter: { marked: true } })).toEqual([]);
    await lathe.call("tests.mark", { ...mark, value: "down" });
    expect(await casesOf(testRunId, { filter: { marked: true } })).toEqual([4]);
    expect(await casesOf(testRunId, { filter: { marked: false }, sort: "case" })).toEqual([0, 1, 2, 3, 5]);
    expect((await results(testRunId, { filter: { caseId } })).rows[0]?.mark).toBe("down");
    await lathe.call("tests.mark", { ...mark, value: "" });
    expect(await casesOf(testRunId, { filter: { marked: true } })).toEqual([]);
  });

  it("does not show what another run of the same cases found", async () => {
    const other = addFixtureRun(suite, { answer: () => ({ verdict: "fail", reply: "zebra" }) });
    expect(await casesOf(testRunId, { filter: { text: "zebra" } })).toEqual([]);
    expect(await casesOf(other.testRunId, { filter: { text: "zebra" } })).toHaveLength(6);
    expect(await casesOf(testRunId, { filter: { check: { name: "polite", state: "fail" } } })).toEqual([1]);
  });
});

describe("a run that is under way", () => {
  it("shows what has come since, in its place, and an error that was tried again no more", async () => {
    const suite = addFixtureSuite(db, { cases: 4 });
    const run = addFixtureRun(suite, {
      state: "running",
      answer: ({ caseIndex }) =>
        caseIndex < 2 ? { verdict: caseIndex === 0 ? "error" : "pass", reply: "aaa" } : null,
    });
    expect(await casesOf(run.testRunId)).toEqual([0, 1]);
    expect(await casesOf(run.testRunId, { filter: { text: "aaa" } })).toEqual([0, 1]);
    answerCells(suite, run, {
      answer: ({ caseIndex }) => (caseIndex < 2 ? null : { verdict: "fail", reply: "aaa" }),
    });
    expect(await casesOf(run.testRunId)).toEqual([0, 2, 3, 1]);
    expect(await casesOf(run.testRunId, { filter: { text: "aaa" } })).toEqual([0, 2, 3, 1]);
    const [error] = (await results(run.testRunId)).rows;
    const again = addAttempt(
      suite,
      run.run,
      { cell: 0, caseIndex: 0, repeat: 0, model, at },
      { verdict: "pass" },
    );
    endFixtureRun(db, run.run);
    const { rows, total } = await results(run.testRunId);
    expect(total).toBe(4);
    expect(rows.map(({ caseIndex }) => caseIndex)).toEqual([2, 3, 0, 1]);
    expect(rows.find(({ caseIndex }) => caseIndex === 0)?.attempt).toBe(again);
    const read = await lathe.call("tests.attempt", { attempt: again });
    expect(read.earlier).toEqual([
      {
        attempt: error?.attempt,
        error: expect.objectContaining({ code: "providers.rate-limited" }),
        endedAt: at,
      },
    ]);
  });

  it("is read anew where its attempts were changed behind what was kept", async () => {
    const suite = addFixtureSuite(db, { cases: 3 });
    const run = addFixtureRun(suite, { state: "running", answer: () => ({ verdict: "error" }) });
    expect(await casesOf(run.testRunId)).toEqual([0, 1, 2]);
    db.run("take out", "UPDATE test_attempts SET is_current = 0 WHERE run = @run AND cell = 1", {
      run: run.run,
    });
    db.run("count", "UPDATE test_run_states SET errored = 2 WHERE run = @run", { run: run.run });
    expect(await casesOf(run.testRunId)).toEqual([0, 2]);
  });
});

describe("an attempt", () => {
  it("is told with its case, its checks in their order, and the request as far as it is kept", async () => {
    const suite = addFixtureSuite(db, {
      cases: 1,
      checks: [{ type: "contains", value: "x", metric: "polite" }],
      caseOf: () => ({
        checks: [
          {
            type: "llm-rubric",
            value: "Good?",
            not: false,
            threshold: null,
            weight: 2,
            metric: null,
            transform: [],
            options: {},
          },
        ],
      }),
    });
    const { testRunId } = addFixtureRun(suite, {
      answer: () => ({
        verdict: "fail",
        reply: "No.",
        scores: [
          { state: "pass" },
          { state: "fail", score: 0.1, reason: "Not good.", detail: { claims: [] } },
        ],
      }),
    });
    const [row] = (await results(testRunId)).rows;
    expect(row).toMatchObject({ failing: ["llm-rubric"], reason: "Not good.", replyExcerpt: "No." });
    const read = await lathe.call("tests.attempt", { attempt: row?.attempt ?? 0 });
    expect(read.content).toEqual(suite.cases[0]?.content);
    expect(
      read.scores.map(({ check, result }) => [check.type, check.value, check.weight, result.state]),
    ).toEqual([
      ["contains", "x", 1, "pass"],
      ["llm-rubric", "Good?", 2, "fail"],
    ]);
    expect(read.scores[1]?.result.detail).toEqual({ claims: [] });
    expect(read.calls).toEqual([
      expect.objectContaining({
        requestJson: null,
        messages: [expect.anything(), { role: "human", content: "Where is my order 1?" }],
      }),
    ]);
  });

  it("that is not there is told so, as is a run that is not", async () => {
    await expect(lathe.call("tests.attempt", { attempt: 7 })).rejects.toMatchObject({
      code: "tests.attempt-not-found",
    });
    await expect(results("tst_nobody" as TestRunId)).rejects.toMatchObject({ code: "tests.not-found" });
  });
});
