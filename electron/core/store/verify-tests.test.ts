import { beforeEach, describe, expect, it } from "vitest";
import { addFixtureSuite } from "../../../tests/support/suite-fixture.ts";
import { addAttempt, addFixtureRun } from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "./database.ts";
import { openTestDatabase } from "./open-database.ts";
import { sweepWorkspace, verifyWorkspace } from "./verify.ts";

let db: Database;
let testRunId: string;
beforeEach(() => {
  db = openTestDatabase();
  const suite = addFixtureSuite(db, {
    name: "Orders",
    cases: 3,
    caseOf: (index) => ({ name: `Order ${index}`, tags: ["urgent"] }),
  });
  const made = addFixtureRun(suite, {
    answer: ({ caseIndex }) => ({ verdict: caseIndex === 1 ? "error" : "pass" }),
  });
  testRunId = made.testRunId;
  const place = {
    cell: 1,
    caseIndex: 1,
    repeat: 0,
    model: "simulator/default",
    at: "2026-11-24T13:00:00.000Z",
  };
  addAttempt(suite, made.run, place, { verdict: "fail" });
  db.raw.exec(`INSERT INTO marks (attempt, rater, kind, value, note, at)
      SELECT sequence, 'me', 'thumb', 'up', '', '' FROM test_attempts WHERE case_index = 0;
    INSERT INTO baselines SELECT prompt_id, sequence, created_at FROM test_runs`);
});

/** What another program does: it knows nothing of seals, and is not stopped by triggers. */
function fromOutside(sql: string): void {
  const triggers = db.raw
    .prepare<[], { name: string; sql: string; place: string }>(
      `SELECT name, sql, 'temp' AS place FROM temp.sqlite_schema WHERE type = 'trigger'
       UNION ALL SELECT name, sql, 'main' FROM main.sqlite_schema WHERE type = 'trigger'`,
    )
    .all();
  for (const { name, place } of triggers) db.raw.exec(`DROP TRIGGER ${place}."${name}"`);
  db.raw.exec(sql);
  for (const { sql: rule, place } of triggers)
    db.raw.exec(place === "temp" ? rule.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER") : rule);
}

const problems = (deep = true) => verifyWorkspace(db, { deep }).problems;
const objects = () => problems().map(({ object }) => object.replaceAll(testRunId, "RUN"));

describe("verify of suites and test runs", () => {
  it("has nothing to tell of what was written by the rules", () => {
    expect(problems()).toEqual([]);
  });

  it.each([
    ["a suite", "UPDATE suites SET description = 'x'", "suite “Orders”"],
    [
      "a case of a suite",
      "UPDATE suite_cases SET revision = 9 WHERE position = 1",
      "case 2 of the suite “Orders”",
    ],
    [
      "the text of a case",
      "UPDATE case_contents SET json = replace(json, 'order 3', 'order 4') WHERE name = 'Order 2'",
      "the text of case 3 of the suite “Orders”",
    ],
    [
      "what a list shows of a case",
      "UPDATE case_contents SET weight = 2 WHERE name = 'Order 0'",
      "the text of case 1 of the suite “Orders”",
    ],
    [
      "a tag",
      "UPDATE case_tags SET position = 7 WHERE rowid = 1",
      "tag “urgent” of case 1 of the suite “Orders”",
    ],
    [
      "the cases of a version",
      "UPDATE suite_versions SET manifest_json = replace(manifest_json, '\"threshold\":null', '\"threshold\":0.5')",
      "version 1 of the suite “Orders”",
    ],
    ["a test run", "UPDATE test_runs SET simulated = 1 - simulated", "test run RUN of “Prompt of Orders”"],
    [
      "what a run cost",
      "UPDATE test_run_states SET cost_usd = 0",
      "the state of test run RUN of “Prompt of Orders”",
    ],
    [
      "a reply",
      "UPDATE test_replies SET text = 'x' WHERE id = (SELECT reply FROM test_attempts WHERE case_index = 2)",
      "the reply to case 3 in test run RUN of “Prompt of Orders”",
    ],
    [
      "a result",
      "UPDATE test_attempts SET score = 0.9 WHERE case_index = 2",
      "the result of case 3 in test run RUN of “Prompt of Orders”",
    ],
    [
      "a score",
      "UPDATE test_scores SET state = 'fail' WHERE attempt = (SELECT sequence FROM test_attempts WHERE case_index = 0)",
      "score “contains” of the result of case 1 in test run RUN of “Prompt of Orders”",
    ],
    [
      "a mark",
      "UPDATE marks SET value = 'down'",
      "the mark “down” on the result of case 1 in test run RUN of “Prompt of Orders”",
    ],
    ["a baseline", "UPDATE baselines SET set_at = ''", "the baseline of “Prompt of Orders”"],
  ])("A-75 names %s that was changed by hand", (_what, sql, object) => {
    fromOutside(sql);
    expect(objects()).toEqual([object]);
  });

  it("R-50 tells a case and a version whose text is not the one of its hash", () => {
    fromOutside(
      `UPDATE case_contents SET json = replace(json, 'order 3', 'order 4') WHERE name = 'Order 2';
       UPDATE suite_versions SET hash = '${"a".repeat(64)}'`,
    );
    expect(problems().map(({ problem }) => problem.replace(/ \(.*/, ""))).toEqual([
      "its text is not the one of its hash: it was changed outside Lathe or damaged",
      "its text is not the one of its hash: it was changed outside Lathe or damaged",
    ]);
  });

  // Written with their seals, as a fault of the program would.
  it.each([
    [
      "counts that are not those of the results",
      "UPDATE test_run_states SET passed = passed + 1",
      "does not count the results that are there",
    ],
    [
      "an error that was tried again and counts all the same",
      "DROP INDEX test_attempts_by_cell; DROP TRIGGER only_errors_are_tried_again; UPDATE test_attempts SET is_current = 1; UPDATE test_run_states SET errored = 1",
      "has two results that count for one cell",
    ],
  ])("finds %s", (_what, sql, problem) => {
    db.raw.exec(sql);
    expect(problems()).toContainEqual({
      object: `the state of test run ${testRunId} of “Prompt of Orders”`,
      problem,
    });
  });

  it("finds a reply that no result has", () => {
    db.raw.exec(
      "INSERT INTO test_replies (text, partial, tool_calls_json, calls_json, retries_json) VALUES ('', 0, '[]', '[]', '[]')",
    );
    expect(problems()).toEqual([{ object: "reply 5", problem: "is one that no result has" }]);
  });

  it("finds a run without its state, which no list would show, also when it does not look at everything", () => {
    db.raw.exec("DELETE FROM test_run_states");
    expect(problems(false)).toEqual([
      {
        object: `test run ${testRunId} of “Prompt of Orders”`,
        problem: "has no state, and so is in no list",
      },
    ]);
  });

  it("does not mistake a run that goes on meanwhile for a wrong count", async () => {
    const suite = addFixtureSuite(db, { name: "Long", cases: 400 });
    const { run } = addFixtureRun(suite, { state: "running", answer: () => null });
    let isDone = false;
    const sweep = sweepWorkspace(db, new AbortController().signal, 0).finally(() => {
      isDone = true;
    });
    let made = 0;
    for (; !isDone && made < 400; made += 1) {
      const place = {
        cell: made,
        caseIndex: made,
        repeat: 0,
        model: "simulator/default",
        at: "2026-11-24T13:00:00.000Z",
      };
      addAttempt(suite, run, place, { verdict: "pass" });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await sweep).problems).toEqual([]);
    expect(made).toBeGreaterThan(10);
  });
});
