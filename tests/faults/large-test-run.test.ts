import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { openDatabase } from "#core/store/open-database.ts";
import { temporaryFolder } from "../support/run-cli.ts";
import { addFixtureSuite } from "../support/suite-fixture.ts";
import { addFixtureRun } from "../support/test-run-fixture.ts";
import type { Reading } from "./read-large-run.ts";

/** `LATHE_CASES=34000` makes the hundred thousand results of the fault, which take a minute. */
const cases = Number(process.env.LATHE_CASES ?? 6_000);
const repeats = 3;
const results = cases * repeats;
/** 500 MB for a hundred thousand, most of it what any program of Lathe takes. */
const mostMegabytes = 400 + (100 * results) / 100_000;

it("R-27 a run with very many results is read in windows and exported in pieces, within a bounded memory", {
  timeout: 600_000,
}, async () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
  const suite = addFixtureSuite(db, {
    cases,
    checks: [
      { type: "contains", value: "thank you", metric: "polite" },
      { type: "word-count", value: { max: 100 } },
    ],
    caseOf: (index) => ({ tags: [index % 10 === 0 ? "critical" : "usual"] }),
  });
  const { testRunId } = addFixtureRun(suite, {
    repeats,
    answer: ({ caseIndex, repeat }) => ({
      verdict: (caseIndex + repeat) % 4 === 0 ? "fail" : "pass",
      reply: `It is on its way. ${"We are sorry that it took so long. ".repeat(20)}`,
    }),
  });
  db.close();

  const reader = join(import.meta.dirname, "read-large-run.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [reader, folder, testRunId]);
  const { totals, mostRows, exports, megabytes }: Reading = JSON.parse(stdout);
  expect(totals).toEqual({
    all: results,
    "the end": results,
    failed: results / 4,
    text: repeats,
    check: results / 4,
  });
  expect(mostRows).toBe(100);
  // A head, and a line for each result.
  expect(exports.csv?.lines).toBeGreaterThanOrEqual(results);
  for (const [format, { bytes, largestPiece }] of Object.entries(exports)) {
    expect(bytes, format).toBeGreaterThan(1_000);
    expect(largestPiece, format).toBeLessThan(2_000_000);
  }
  expect(megabytes).toBeLessThan(mostMegabytes);
});
