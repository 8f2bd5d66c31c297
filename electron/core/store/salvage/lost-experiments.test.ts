import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { change, overwritePages, pagesOf } from "../../../../tests/support/damage.ts";
import { makeRealisticWorkspace } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench, rowsOf } from "../../../../tests/support/salvage-bench.ts";
import type { Database } from "../database.ts";
import { openDatabase } from "../open-database.ts";

/** One suite, two test runs, and a comparison of them with a verdict, four votes and three judgements. */
const bench = createSalvageBench();
const file = bench.path("source.db");
let source: Database;
let name: string;

beforeAll(async () => {
  const db = await makeRealisticWorkspace(file, { prompts: 1, runs: 0 });
  db.raw.exec("VACUUM");
  db.close();
  source = openDatabase(file, { log: () => {} });
  const id = source.get<{ id: string }>("id", "SELECT id FROM experiments")?.id;
  name = `omparison ${id} on “prompt suite 0”`;
});
afterAll(() => {
  source.close();
  bench.remove();
});

const tables = [
  "experiments",
  "experiment_arms",
  "experiment_runs",
  "experiment_verdicts",
  "experiment_votes",
  "experiment_judgements",
];
const read = ["experiment_verdicts", "experiment_votes", "experiment_judgements"];

describe("a comparison", () => {
  it("is kept row for row, also where no tree leads to its rows any more", async () => {
    const { target, report } = await bench.salvage(file, (copy) => overwritePages(copy, [1]));
    for (const table of tables)
      expect(rowsOf(target as Database, table), table).toEqual(rowsOf(source, table));
    expect(report.tables.filter(({ lost }) => lost !== 0)).toEqual([]);
  });

  it("of which a test run is lost is lost whole, and said to be: half of it would be no comparison", async () => {
    const { table, report } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM test_runs WHERE sequence = 2"),
    );
    for (const one of tables) expect(table(one), one).toMatchObject({ kept: 0 });
    expect(report.notes).toContain(`C${name} is lost, because a test run of it is.`);
  });

  it("of which the row is lost leaves its test runs, and says what became of it", async () => {
    const { table, report } = await bench.salvage(file, (copy) =>
      overwritePages(copy, pagesOf(copy, { name: "experiments" })),
    );
    expect(table("test_runs")).toMatchObject({ kept: 2, lost: 0 });
    for (const one of tables) expect(table(one)?.kept, one).toBe(0);
    expect(report.notes).toContain(
      "A comparison of “prompt 0” is lost, because its plan is; its test runs are there.",
    );
  });

  it("gets an arm back from its test run, and with it the votes and the verdict", async () => {
    const { target, table } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM experiment_arms WHERE position = 1"),
    );
    expect(table("experiment_arms")).toMatchObject({ kept: 1, lost: 1 });
    expect(rowsOf(target as Database, "experiment_arms")).toEqual(rowsOf(source, "experiment_arms"));
    for (const one of read) expect(table(one), one).toMatchObject({ lost: 0 });
  });

  it("does not take another arm's place where it is not known any more which test run an arm had", async () => {
    const { table, report } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM experiment_runs WHERE position = 1"),
    );
    expect(table("experiments")).toMatchObject({ kept: 0, lost: 1 });
    expect(report.notes).toContain(`C${name} is lost, because a test run of it is.`);
  });

  it("loses an extension that lacks an arm, with what was voted on it, and keeps what was before", async () => {
    const { target, table, report } = await bench.salvage(file, (copy) =>
      change(
        copy,
        "INSERT INTO experiment_runs SELECT experiment, 1, position, run FROM experiment_runs",
        "UPDATE experiment_votes SET round = 1 WHERE rater <> ''",
        "DELETE FROM experiment_runs WHERE round = 1 AND position = 0",
      ),
    );
    expect(rowsOf(target as Database, "experiment_runs")).toEqual(rowsOf(source, "experiment_runs"));
    expect(table("experiment_votes")).toMatchObject({ kept: 3, lost: 1 });
    expect(report.notes).toContain(
      `Of c${name} the cases that were added last are lost, because a test run of them is.`,
    );
  });

  it("has no vote nor judgement that is not between two of its arms", async () => {
    const { target } = await bench.salvage(file, (copy) =>
      change(
        copy,
        "UPDATE experiment_votes SET left_arm = 7 WHERE rater <> ''",
        "UPDATE experiment_judgements SET arm_b = 0 WHERE case_index = 0",
      ),
    );
    expect(rowsOf(target as Database, "experiment_votes")).toHaveLength(3);
    expect(rowsOf(target as Database, "experiment_judgements")).toHaveLength(2);
  });
});
