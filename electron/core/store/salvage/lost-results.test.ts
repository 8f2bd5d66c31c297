import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { change, overwrite, overwritePages, pagesOf } from "../../../../tests/support/damage.ts";
import { makeRealisticWorkspace } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench, rowsOf } from "../../../../tests/support/salvage-bench.ts";
import type { Database } from "../database.ts";
import { openDatabase } from "../open-database.ts";

/** One suite with two versions of 20 and 19 cases, a run of the first that is done and one of the second that is paused. */
const bench = createSalvageBench();
const file = bench.path("source.db");
let source: Database;

beforeAll(async () => {
  const db = await makeRealisticWorkspace(file, { prompts: 1, runs: 0 });
  // No old copies of rows in what is free of a page: these tests look for the bytes of one row.
  db.raw.exec("VACUUM");
  db.close();
  source = openDatabase(file, { log: () => {} });
});
afterAll(() => {
  source.close();
  bench.remove();
});

const counted = (db: Database | null, sql: string) => db?.get<{ n: number }>("count", sql)?.n;
const one = (db: Database | null, sql: string) => db?.get("one", sql);
const idOf = (run: number) => one(source, `SELECT id FROM test_runs WHERE sequence = ${run}`)?.id;

describe("a case of which the text is lost", () => {
  it("is in no suite and no result any more; the versions and the runs that had it say so", async () => {
    const { report, target, table } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM case_contents WHERE name = 'Case 7'"),
    );
    expect(table("case_contents")).toMatchObject({ kept: 20, lost: 1 });
    expect(table("suite_cases")).toMatchObject({ kept: 18, lost: 1 });
    expect(report.notes).toEqual([
      "Of version 1 of the suite “prompt suite 0” the text of cases is lost (cases: 1).",
      "Of version 2 of the suite “prompt suite 0” the text of cases is lost (cases: 1).",
      `Results of test run ${idOf(1)} of “prompt 0” are lost (results: 1). Resuming it calls for them again.`,
      `Results of test run ${idOf(2)} of “prompt 0” are lost (results: 2). Resuming it calls for them again.`,
    ]);
    // What is done lacks nothing.
    expect(one(target, "SELECT state FROM test_run_states WHERE run = 1")).toEqual({ state: "interrupted" });
    expect(one(target, "SELECT state FROM test_run_states WHERE run = 2")).toEqual({ state: "paused" });
    expect(
      counted(target, "SELECT passed + failed + errored + unscored AS n FROM test_run_states WHERE run = 1"),
    ).toBe(19);
  });

  it("is not lost where only the hash beside it is: suites and results still name the right one", async () => {
    const { hash, weight } = source.get<{ hash: string; weight: number }>(
      "case",
      "SELECT hash, weight FROM case_contents WHERE name = 'Case 8'",
    ) ?? { hash: "", weight: 0 };
    expect(weight).toBe(1);
    const at = readFileSync(file).indexOf(`${hash}Case 8`);
    expect(at).toBeGreaterThan(0);
    const { report } = await bench.salvage(file, (copy) =>
      overwrite(copy, at, Buffer.from(hash[0] === "a" ? "b" : "a")),
    );
    expect(report.tables.filter(({ lost }) => lost !== 0)).toEqual([]);
  });

  it("never comes back with another text under its hash", async () => {
    const at = readFileSync(file).indexOf('Your order 7 is on its way."');
    const { table } = await bench.salvage(file, (copy) => overwrite(copy, at + 11, Buffer.from("8")));
    expect(table("case_contents")?.lost).toBe(1);
  });
});

describe("the tags of a case", () => {
  it("that are lost are made again from its text, and those that it does not name are not kept", async () => {
    const { target, report } = await bench.salvage(file, (copy) =>
      change(
        copy,
        "DELETE FROM case_tags WHERE tag = '重要'",
        "UPDATE case_tags SET tag = 'critjcal' WHERE tag = 'critical'",
      ),
    );
    expect(rowsOf(target as Database, "case_tags")).toEqual(rowsOf(source, "case_tags"));
    expect(report.tables.find(({ name }) => name === "case_tags")).toMatchObject({ kept: 21, lost: 10 });
  });
});

describe("a suite", () => {
  it("of which the row is lost is found again by its runs, with its checks, cases and versions", async () => {
    const { target, report, table } = await bench.salvage(file, (copy) =>
      overwritePages(copy, pagesOf(copy, { name: "suites" })),
    );
    expect(report.notes).toContain(
      "The name of a suite is lost; what it held is in “Recovered prompt suite 0”.",
    );
    expect(table("suites")).toMatchObject({ kept: 0, lost: 1 });
    const columns = "id, prompt_id, checks_json, threshold";
    expect(rowsOf(target as Database, "suites", columns)).toEqual(rowsOf(source, "suites", columns));
    for (const name of ["suite_cases", "suite_versions", "test_runs", "test_attempts"])
      expect(rowsOf(target as Database, name), name).toEqual(rowsOf(source, name));
  });

  it("that has the name of another one gets a number", async () => {
    const { target, report } = await bench.salvage(file, (copy) =>
      change(
        copy,
        "DROP INDEX suites_by_name",
        `INSERT INTO suites SELECT 'sui_second', name, name_key, '', NULL, '[]', NULL, 1, created_at, updated_at, NULL FROM suites`,
      ),
    );
    expect(counted(target, "SELECT count(*) AS n FROM suites WHERE name = 'prompt suite 0 (2)'")).toBe(1);
    expect(report.notes).toContain("A second suite “prompt suite 0” is now called “prompt suite 0 (2)”.");
  });

  it("that has not changed since a version gives that version back, by the hash that the run remembers", async () => {
    const { target, table } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM suite_versions WHERE number = 2"),
    );
    expect(table("suite_versions")).toMatchObject({ kept: 1, lost: 1 });
    const columns = "id, suite_id, number, hash, cases, json(manifest_json)";
    expect(rowsOf(target as Database, "suite_versions", columns)).toEqual(
      rowsOf(source, "suite_versions", columns),
    );
    expect(table("test_runs")).toMatchObject({ kept: 2, lost: 0 });
  });

  it("that has changed does not, and the runs of the lost version are said to be lost", async () => {
    const { table, report } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM suite_versions WHERE number = 1"),
    );
    expect(table("suite_versions")).toMatchObject({ kept: 1, lost: 1 });
    expect(table("test_runs")).toMatchObject({ kept: 1, lost: 1 });
    expect(table("baselines")).toMatchObject({ kept: 0, lost: 1 });
    expect(report.notes).toContain(
      `Test run ${idOf(1)} of “prompt 0” is lost, because the version of the suite that it was made with is.`,
    );
  });

  it("version with a wrong character in its cases is kept as it reads, with its runs, and told", async () => {
    const { hash } = source.get<{ hash: string }>(
      "case",
      "SELECT hash FROM case_contents WHERE name = 'Case 7'",
    ) ?? { hash: "" };
    const { report, table } = await bench.salvage(file, (copy) =>
      change(
        copy,
        `UPDATE suite_versions SET manifest_json = replace(manifest_json, '${hash}', '${"f".repeat(64)}') WHERE number = 1`,
      ),
    );
    expect(table("test_runs")).toMatchObject({ kept: 2, lost: 0 });
    expect(report.notes).toEqual([
      "Of version 1 of the suite “prompt suite 0” the text of cases is lost (cases: 1).",
      "In suite_versions, what stands there is not what was sealed (rows: 1). It was kept as it reads: look it through.",
    ]);
  });
});

describe("a test run", () => {
  it("of which the state is lost gets one that counts its results, and can be resumed", async () => {
    const { target, table } = await bench.salvage(file, (copy) =>
      overwritePages(copy, pagesOf(copy, { name: "test_run_states" })),
    );
    expect(table("test_run_states")).toMatchObject({ kept: 0, lost: 2 });
    const columns = `run, max_cost_usd, passed, failed, errored, unscored, round(score_sum, 6), score_weight,
      round(cost_usd, 6), judge_cost_usd, unknown_costs`;
    expect(rowsOf(target as Database, "test_run_states", columns)).toEqual(
      rowsOf(source, "test_run_states", columns),
    );
    expect(counted(target, "SELECT count(*) AS n FROM test_run_states WHERE state = 'interrupted'")).toBe(2);
  });

  it("that is lost takes its results with it, and what was made of them", async () => {
    const { target, table } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM test_runs WHERE sequence = 1"),
    );
    for (const name of ["test_run_states", "test_attempts", "test_replies", "test_scores"])
      expect(table(name)?.lost, name).toBeGreaterThan(0);
    expect(table("baselines")).toMatchObject({ kept: 0, lost: 1 });
    expect(table("marks")).toMatchObject({ kept: 2, lost: 0 });
    expect(counted(target, "SELECT count(*) AS n FROM test_attempts WHERE run <> 2")).toBe(0);
  });

  it("that was scored again stays without the run whose replies it has", async () => {
    const { target } = await bench.salvage(file, (copy) =>
      change(
        copy,
        "UPDATE test_runs SET rescored_from = 1 WHERE sequence = 2",
        "DELETE FROM test_runs WHERE sequence = 1",
      ),
    );
    expect(one(target, "SELECT sequence, rescored_from FROM test_runs")).toEqual({
      sequence: 2,
      rescored_from: null,
    });
  });

  it("keeps the one whose replies it has, where both are there", async () => {
    const { target } = await bench.salvage(file, (copy) =>
      change(copy, "UPDATE test_runs SET rescored_from = 1 WHERE sequence = 2"),
    );
    expect(one(target, "SELECT rescored_from FROM test_runs WHERE sequence = 2")).toEqual({
      rescored_from: 1,
    });
  });

  it("of which a reply is lost lacks that result, its scores and its marks, and counts the others", async () => {
    const marked = "(SELECT reply FROM test_attempts WHERE sequence = (SELECT attempt FROM marks))";
    const { target, table } = await bench.salvage(file, (copy) =>
      change(copy, `DELETE FROM test_replies WHERE id = ${marked}`),
    );
    expect(table("test_replies")?.lost).toBe(1);
    expect(table("test_attempts")?.lost).toBe(1);
    expect(table("marks")).toMatchObject({ kept: 0, lost: 2 });
    const before = one(source, "SELECT passed FROM test_run_states WHERE run = 2")?.passed;
    expect(one(target, "SELECT passed FROM test_run_states WHERE run = 2")).toEqual({
      passed: Number(before) - 1,
    });
  });

  it("counts one result for a cell, where an old copy of the error that was tried again is all that is left of it", async () => {
    const { target } = await bench.salvage(file, (copy) =>
      change(copy, "DROP INDEX test_attempts_by_cell", "UPDATE test_attempts SET is_current = 1"),
    );
    const columns = "sequence, verdict, is_current";
    expect(rowsOf(target as Database, "test_attempts", columns)).toEqual(
      rowsOf(source, "test_attempts", columns),
    );
  });
});
