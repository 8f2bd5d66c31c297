import { beforeEach, describe, expect, it } from "vitest";
import { addFixtureExperiment } from "../../../tests/support/realistic-experiments.ts";
import { addFixtureSuite } from "../../../tests/support/suite-fixture.ts";
import { addFixtureRun } from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "./database.ts";
import { openTestDatabase } from "./open-database.ts";
import { verifyWorkspace } from "./verify.ts";

let db: Database;
let experimentId: string;
beforeEach(() => {
  db = openTestDatabase();
  const suite = addFixtureSuite(db, { name: "Orders", cases: 3 });
  const runs = [1, 2].map(() => addFixtureRun(suite).run);
  ({ experimentId } = addFixtureExperiment(db, runs));
});

const problems = (deep = true) =>
  verifyWorkspace(db, { deep }).problems.map(({ object, problem }) => ({
    object: object.replaceAll(experimentId, "EXP"),
    problem,
  }));

const tables = [
  "experiments",
  "experiment_arms",
  "experiment_runs",
  "experiment_verdicts",
  "experiment_votes",
  "experiment_judgements",
];

/** Both kinds of triggers: those that seal each row, and those of the schema. */
function withoutRules(work: () => void, from: "main" | "both"): void {
  const triggers = db.raw
    .prepare<[], { name: string; sql: string; place: string }>(
      `SELECT name, sql, 'temp' AS place FROM temp.sqlite_schema WHERE type = 'trigger'
       UNION ALL SELECT name, sql, 'main' FROM main.sqlite_schema WHERE type = 'trigger'`,
    )
    .all()
    .filter(({ place }) => from === "both" || place === "main");
  for (const { name, place } of triggers) db.raw.exec(`DROP TRIGGER ${place}."${name}"`);
  work();
  for (const { sql, place } of triggers)
    db.raw.exec(place === "temp" ? sql.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER") : sql);
}

describe("verify of comparisons", () => {
  it("has nothing to tell of what was written by the rules", () => {
    expect(problems()).toEqual([]);
  });

  it.each(tables)("no row of %s can be changed or deleted, whoever tries", (table) => {
    const [first] = db.raw.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
    expect(() => db.raw.exec(`UPDATE ${table} SET ${first} = ${first}`)).toThrow(/immutable/);
    expect(() => db.raw.exec(`DELETE FROM ${table}`)).toThrow(/kept/);
  });

  // What another program does: it knows nothing of seals, and is not stopped by triggers.
  it.each([
    ["experiments", "app_version = 'x'", "comparison EXP on “Orders”"],
    ["experiment_arms", "prompt_name = 'x' WHERE position = 1", "arm B of comparison EXP on “Orders”"],
    [
      "experiment_runs",
      "run = 3 - run WHERE position = 0",
      "the test run of arm A in round 1 of comparison EXP on “Orders”",
    ],
    [
      "experiment_verdicts",
      "verdict_json = replace(verdict_json, '0.6', '0.9')",
      "the verdict of 2026-11-26T09:00:00.000Z on comparison EXP on “Orders”",
    ],
    [
      "experiment_votes",
      "choice = 'tie' WHERE rater = '李雷'",
      "a vote on case 1 in comparison EXP on “Orders”",
    ],
    [
      "experiment_judgements",
      "outcome = 'a' WHERE case_index = 2",
      "the judgement of case 3 in comparison EXP on “Orders”",
    ],
  ])("A-75 names what was changed by hand in %s", (table, change, object) => {
    withoutRules(() => db.raw.exec(`UPDATE ${table} SET ${change}`), "both");
    expect(problems()).toEqual([
      { object, problem: expect.stringContaining("was changed outside Lathe or damaged") },
    ]);
  });

  // Written with their seals, as a fault of the program would.
  it.each([
    [
      "an arm that is missing in between",
      "UPDATE experiment_arms SET position = 2 WHERE position = 1; UPDATE experiment_runs SET position = 2 WHERE position = 1; DELETE FROM experiment_votes; DELETE FROM experiment_judgements",
      ["comparison EXP on “Orders”: does not have the arms of a comparison"],
      ["comparison EXP on “Orders”: does not have a test run for each of its arms"],
    ],
    [
      "an arm that was never answered",
      "DELETE FROM experiment_runs WHERE position = 1",
      ["comparison EXP on “Orders”: does not have a test run for each of its arms"],
    ],
    [
      "a round in which one arm was not asked",
      "INSERT INTO experiment_runs SELECT experiment, 1, position, run FROM experiment_runs WHERE position = 0",
      ["comparison EXP on “Orders”: does not have a test run for each of its arms"],
    ],
    [
      "a vote between an arm and itself",
      "UPDATE experiment_votes SET arm_b = 0, left_arm = 0 WHERE rater = '李雷'",
      [
        "a vote on case 1 in comparison EXP on “Orders”: is about arms or a round that the comparison does not have",
      ],
    ],
    [
      "a vote with an arm on its left that was not in it",
      "UPDATE experiment_votes SET left_arm = 4 WHERE rater = '李雷'",
      [
        "a vote on case 1 in comparison EXP on “Orders”: is about arms or a round that the comparison does not have",
      ],
    ],
    [
      "a judgement of a round that never was",
      "UPDATE experiment_judgements SET round = 5 WHERE case_index = 1",
      [
        "the judgement of case 2 in comparison EXP on “Orders”: is about arms or a round that the comparison does not have",
      ],
    ],
    [
      "a verdict that no page could show",
      `UPDATE experiment_verdicts SET verdict_json = '{"primary": "B"}'`,
      [
        "the verdict of 2026-11-26T09:00:00.000Z on comparison EXP on “Orders”: its verdict_json cannot be read",
      ],
    ],
    [
      "a plan that no page could show",
      "UPDATE experiments SET plan_json = json_set(plan_json, '$.delta', 'much')",
      ["comparison EXP on “Orders”: its plan_json cannot be read"],
    ],
  ])("finds %s", (_what, sql, ...told) => {
    withoutRules(() => db.raw.exec(sql), "main");
    // Counters of tables from which rows were taken out stand higher than their rows.
    const found = problems().filter(({ object }) => !object.startsWith("counter of"));
    expect(found.map(({ object, problem }) => `${object}: ${problem}`)).toEqual(told.flat());
  });
});
