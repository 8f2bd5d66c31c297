import { beforeEach, describe, expect, it } from "vitest";
import { openResults } from "../../../tests/support/open-results.ts";
import { addFixtureSuite } from "../../../tests/support/suite-fixture.ts";
import { addFixtureRun } from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { agreementOf, personSays } from "./agreement.ts";

let db: Database;
let results: ReturnType<typeof openResults>;

beforeEach(() => {
  db = openTestDatabase();
  results = openResults(db, { environment: (name) => (name === "USER" ? "mia" : undefined) });
});

const judge = [{ type: "llm-rubric" as const, value: "Good?", metric: "accuracy" }];

async function marked(cases: number, answer: (index: number) => "pass" | "fail") {
  const suite = addFixtureSuite(db, { cases, checks: judge });
  const run = addFixtureRun(suite, { answer: ({ caseIndex }) => ({ verdict: answer(caseIndex) }) });
  const { testRunId } = run;
  const { rows } = await results.lathe.call("tests.results", { testRunId, sort: "case", limit: 500 });
  return { testRunId, attempts: rows.map(({ attempt }) => attempt) };
}

describe("a mark", () => {
  it("is kept with who made it and when, and the page is told", async () => {
    const { testRunId, attempts } = await marked(1, () => "pass");
    const [attempt = 0] = attempts;
    const mark = await results.lathe.call("tests.mark", {
      attempt,
      kind: "stars",
      value: "4",
      note: "Nearly.",
    });
    expect(mark).toMatchObject({
      attempt,
      rater: "mia",
      kind: "stars",
      value: "4",
      metric: null,
      note: "Nearly.",
    });
    expect(results.events).toContainEqual({ type: "test.marked", testRunId });
    const { rows } = await results.lathe.call("tests.results", { testRunId });
    expect(rows[0]?.mark).toBe("★4");
  });

  it("never overwrites another: of each person the newest counts, of two people both", async () => {
    const { testRunId, attempts } = await marked(1, () => "pass");
    const [attempt = 0] = attempts;
    const say = (rater: string, value: string) =>
      results.lathe.call("tests.mark", { attempt, kind: "thumb", value, rater });
    await say("ann", "down");
    await say("bob", "up");
    await say("ann", "up");
    const read = await results.lathe.call("tests.attempt", { attempt });
    expect(read.marks.map(({ rater, value }) => [rater, value])).toEqual([
      ["ann", "down"],
      ["bob", "up"],
      ["ann", "up"],
    ]);
    await say("ann", "");
    await say("bob", "");
    expect((await results.lathe.call("tests.results", { testRunId })).rows[0]?.mark).toBeNull();
    expect((await results.lathe.call("tests.attempt", { attempt })).marks).toHaveLength(5);
  });

  it.each([
    ["thumb", "sideways"],
    ["stars", "6"],
    ["stars", "0"],
    ["stars", "4.5"],
    ["label", "two\nlines"],
  ] as const)("of kind %s is refused with the value “%s”", async (kind, value) => {
    const { attempts } = await marked(1, () => "pass");
    await expect(
      results.lathe.call("tests.mark", { attempt: attempts[0] ?? 0, kind, value }),
    ).rejects.toMatchObject({ code: "tests.mark-invalid" });
  });

  it("of an attempt that is not there is refused", async () => {
    await expect(
      results.lathe.call("tests.mark", { attempt: 99, kind: "thumb", value: "up" }),
    ).rejects.toMatchObject({ code: "tests.attempt-not-found" });
  });
});

describe("a judge's agreement with people", () => {
  it("is Cohen's κ from ten marks on, and only a count before", async () => {
    // Of twelve: both pass on five, the judge alone on one, the person alone on two, neither on four.
    const people = "uuuuuduudddd";
    const { testRunId, attempts } = await marked(12, (index) => (index < 6 ? "pass" : "fail"));
    const agreement = () => results.lathe.call("tests.agreement", { testRunId });
    expect(await agreement()).toEqual([
      { metric: "accuracy", count: 0, kappa: null, interval: null, band: null, table: [0, 0, 0, 0] },
    ]);
    for (const [index, attempt] of attempts.entries()) {
      if (index === 9) expect(await agreement()).toMatchObject([{ count: 9, kappa: null }]);
      const value = people[index] === "u" ? "up" : "down";
      await results.lathe.call("tests.mark", {
        attempt,
        kind: "thumb",
        value,
        metric: index % 2 === 0 ? "accuracy" : null,
      });
    }
    // po = 9/12, pe = 1/2
    expect(await agreement()).toMatchObject([
      {
        metric: "accuracy",
        count: 12,
        table: [5, 1, 2, 4],
        kappa: expect.closeTo(0.5, 12),
        band: "moderate",
      },
    ]);
  });

  it("has no κ where the judge passes all: chance would agree as well", () => {
    expect(agreementOf("m", [90, 10, 0, 0])).toMatchObject({ count: 100, kappa: null, band: null });
  });

  it.each([
    ["a thumb up", [{ kind: "thumb", value: "up", metric: null }], true],
    ["four stars", [{ kind: "stars", value: "4", metric: null }], true],
    ["three stars", [{ kind: "stars", value: "3", metric: null }], false],
    ["a word for a pass", [{ kind: "label", value: " Correct ", metric: null }], true],
    ["a Chinese word for a failure", [{ kind: "label", value: "不合格", metric: null }], false],
    ["a word that sorts and does not judge", [{ kind: "label", value: "billing", metric: null }], null],
    [
      "two people who do not agree",
      [
        { kind: "thumb", value: "up", metric: null },
        { kind: "thumb", value: "down", metric: null },
      ],
      null,
    ],
    [
      "a mark for the metric, which wins over one for the whole",
      [
        { kind: "thumb", value: "up", metric: null },
        { kind: "stars", value: "1", metric: "m" },
      ],
      false,
    ],
    ["a mark for another metric", [{ kind: "thumb", value: "up", metric: "tone" }], null],
  ] as const)("reads %s as what it says", (_what, marks, says) => {
    expect(personSays([...marks], "m")).toBe(says);
  });
});
