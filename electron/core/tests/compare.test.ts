import { beforeEach, describe, expect, it } from "vitest";
import type { Verdict } from "#shared/model/check.ts";
import { openResults } from "../../../tests/support/open-results.ts";
import { addFixtureSuite, type FixtureSuite } from "../../../tests/support/suite-fixture.ts";
import { addFixtureRun, type RunWish } from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";

let db: Database;
let results: ReturnType<typeof openResults>;

beforeEach(() => {
  db = openTestDatabase();
  results = openResults(db);
});

const letters: Record<string, Verdict> = { p: "pass", f: "fail", e: "error", u: "unscored" };

/** A run whose case i has for its repeats the verdicts that the i-th word spells. */
const runOf = (suite: FixtureSuite, fates: string, more: RunWish = {}) => {
  const words = fates.split(" ");
  return addFixtureRun(suite, {
    repeats: words[0]?.length ?? 1,
    ...more,
    answer: ({ caseIndex, repeat }) => ({ verdict: letters[words[caseIndex]?.[repeat] ?? "p"] as Verdict }),
  }).testRunId;
};

describe("two runs side by side", () => {
  it("show what broke first, by the verdict of most repeats, and do not guess where there is none", async () => {
    const suite = addFixtureSuite(db, { cases: 7 });
    const base = runOf(suite, "ppp ppf fff eee ppp pfe uuu");
    const other = runOf(suite, "ppe pff ppf ppp eee ppp uuu");
    const { rows, counts, total } = await results.lathe.call("tests.compare", { base, other });
    expect(counts).toEqual({ fixed: 1, broken: 1, unchanged: 1, unknown: 4 });
    expect(total).toBe(7);
    expect(
      rows.map(({ caseName, change, base, other }) => [caseName, change, base?.verdict, other?.verdict]),
    ).toEqual([
      ["Case 2", "broken", "pass", "fail"],
      ["Case 3", "fixed", "fail", "pass"],
      ["Case 4", "unknown", "error", "pass"],
      ["Case 5", "unknown", "pass", "error"],
      // As many passed as failed.
      ["Case 6", "unknown", "unscored", "pass"],
      ["Case 7", "unknown", "unscored", "unscored"],
      ["Case 1", "unchanged", "pass", "pass"],
    ]);
    const broken = await results.lathe.call("tests.compare", { base, other, change: "broken" });
    expect(broken).toMatchObject({ total: 1, counts, rows: [{ caseName: "Case 2" }] });
    const next = await results.lathe.call("tests.compare", { base, other, offset: 6, limit: 5 });
    expect(next.rows.map(({ caseName }) => caseName)).toEqual(["Case 1"]);
  });

  it("pair the same case of two versions of a suite, wherever it stands now", async () => {
    const before = addFixtureSuite(db, { cases: 3 });
    const later = addFixtureSuite(db, { cases: 4, promptId: before.promptId });
    // The later version has a new case in front, and no longer the third one.
    const cases = [later.cases[0], before.cases[0], before.cases[1]] as FixtureSuite["cases"];
    const base = runOf(before, "p p f");
    const other = runOf({ ...later, cases }, "p f p");
    const { rows, counts, differing } = await results.lathe.call("tests.compare", { base, other });
    expect(counts).toEqual({ broken: 1, fixed: 0, unchanged: 1, unknown: 2 });
    expect(
      rows.map(({ caseId, base, other }) => [caseId, base?.verdict ?? null, other?.verdict ?? null]),
    ).toEqual([
      [before.cases[0]?.caseId, "pass", "fail"],
      [later.cases[0]?.caseId, null, "pass"],
      [before.cases[2]?.caseId, "fail", null],
      [before.cases[1]?.caseId, "pass", "pass"],
    ]);
    expect(differing).toEqual(["suite"]);
    await results.lathe.call("tests.set-baseline", { promptId: before.promptId, testRunId: base });
    const shown = await results.lathe.call("tests.results", { testRunId: other, sort: "case" });
    expect(shown.rows.map(({ change }) => change)).toEqual(["unknown", "regressed", "same"]);
  });

  it("say what differs besides the prompt, and do not take other models for other settings", async () => {
    const suite = addFixtureSuite(db, { cases: 1 });
    const base = runOf(suite, "p");
    const compare = async (more: RunWish) =>
      (await results.lathe.call("tests.compare", { base, other: runOf(suite, "p", more) })).differing;
    expect(await compare({})).toEqual([]);
    expect(await compare({ checksHash: "c", judgeHash: "j" })).toEqual(["checks", "judge"]);
    expect(await compare({ settingsHash: "s" })).toEqual(["settings"]);
    expect(await compare({ models: ["acme/other"], settingsHash: "s" })).toEqual(["models"]);
  });
});

describe("a baseline", () => {
  it("is of its own prompt, can be replaced and taken away, and is marked in the list", async () => {
    const suite = addFixtureSuite(db, { cases: 2 });
    const [first, second] = [runOf(suite, "p p"), runOf(suite, "p f")];
    const { promptId } = suite;
    const set = (testRunId: typeof first | null) =>
      results.lathe.call("tests.set-baseline", { promptId, testRunId });
    const baselines = async () =>
      (await results.lathe.call("tests.list", { promptId })).runs.flatMap((run) =>
        run.isBaseline ? run.testRunId : [],
      );
    const changes = async () =>
      (await results.lathe.call("tests.results", { testRunId: second, sort: "case" })).rows.map(
        ({ change }) => change,
      );
    expect(await changes()).toEqual(["unknown", "unknown"]);
    await set(first);
    expect(await baselines()).toEqual([first]);
    expect(await changes()).toEqual(["same", "regressed"]);
    await set(second);
    expect(await baselines()).toEqual([second]);
    expect(await changes()).toEqual(["same", "same"]);
    await set(null);
    expect(await baselines()).toEqual([]);
    expect(await changes()).toEqual(["unknown", "unknown"]);
    expect(results.events.filter(({ type }) => type === "baseline.changed")).toHaveLength(3);
    const stranger = addFixtureSuite(db, { cases: 1 });
    await expect(
      results.lathe.call("tests.set-baseline", { promptId: stranger.promptId, testRunId: first }),
    ).rejects.toMatchObject({ code: "tests.not-of-prompt" });
  });

  it("is asked for the same model where it had it, so that a weak model does not break a strong one's cases", async () => {
    const suite = addFixtureSuite(db, { cases: 1 });
    const models = ["acme/strong", "acme/weak"];
    const answer: RunWish["answer"] = ({ model }) => ({ verdict: model === "acme/strong" ? "pass" : "fail" });
    const base = addFixtureRun(suite, { models, answer });
    await results.lathe.call("tests.set-baseline", { promptId: suite.promptId, testRunId: base.testRunId });
    const other = addFixtureRun(suite, {
      models: [...models, "acme/new"],
      answer: () => ({ verdict: "fail" }),
    });
    const { rows } = await results.lathe.call("tests.results", { testRunId: other.testRunId, sort: "case" });
    // Of a model that the baseline had not, all of its models are asked, and they are even.
    expect(rows.map(({ change }) => change)).toEqual(["regressed", "same", "unknown"]);
  });
});
