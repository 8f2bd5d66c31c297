import { beforeAll, describe, expect, it } from "vitest";
import type { CaseId, SuiteId } from "#shared/model/ids.ts";
import { caseContent } from "#shared/model/suite.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { createProviders } from "../providers/index.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { keepCase } from "./case-store.ts";
import { editCases, listCaseWindowOf } from "./cases.ts";
import { freezeSuite, type SuiteContext } from "./index.ts";
import { createSuite } from "./suites.ts";

const many = 100_000;
const idOf = (index: number) => `cas_${String(index).padStart(6, "0")}` as CaseId;

describe("a suite of a hundred thousand cases", () => {
  let context: SuiteContext;
  let suiteId: SuiteId;
  const asked: string[] = [];

  beforeAll(() => {
    const raw = openTestDatabase();
    const db: Database = {
      ...raw,
      all: (name, sql, parameters) => {
        asked.push(sql);
        return raw.all(name, sql, parameters);
      },
    };
    const ports = createTestPorts();
    const publish = () => {};
    const prompts = { db, clock: ports.clock, ids: ports.ids, publish };
    context = { db, ports, publish, prompts, models: createProviders({ db, ports, publish }).caller };
    ({ suiteId } = createSuite(context, { name: "Large", description: "", promptId: null, checks: [] }));
    const hashes = Array.from({ length: 100 }, (_, index) =>
      keepCase(db, caseContent.parse({ inputs: { q: `text ${index}` }, split: index === 7 ? "test" : null })),
    );
    db.run(
      "fill",
      `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${many - 1})
       INSERT INTO suite_cases (suite_id, case_id, position, case_hash, revision)
       SELECT @suiteId, printf('cas_%06d', n), n, value, 1 FROM numbers JOIN json_each(@hashes) ON key = n % 100`,
      { suiteId, hashes: JSON.stringify(hashes) },
    );
  });

  const window = (more: object = {}) =>
    listCaseWindowOf(context, { suiteId, search: "", offset: 0, limit: 100, ...more });

  it.each([0, 1, 50_000, 99_950, 100_000])("shows the window that begins at %i", (offset) => {
    const { cases, total } = window({ offset });
    const expected = Array.from({ length: Math.min(100, many - offset) }, (_, index) => idOf(offset + index));
    expect([cases.map(({ caseId }) => caseId), total]).toEqual([expected, many]);
  });

  it("finds the place of a window in the index alone, however far down it is", () => {
    asked.length = 0;
    window({ offset: 99_000 });
    const plan = context.db.raw
      .prepare(`EXPLAIN QUERY PLAN ${asked[0]}`)
      .all({ suiteId, offset: 99_000, limit: 100 }) as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual([
      "SEARCH suite_cases USING COVERING INDEX suite_cases_by_position (suite_id=?)",
    ]);
  });

  it("shows any window of what a filter finds, with how many there are", () => {
    const found = window({ split: "test", offset: 990, limit: 5 });
    expect(found.total).toBe(1_000);
    expect(found.cases.map(({ caseId }) => caseId)).toEqual(
      [990, 991, 992, 993, 994].map((turn) => idOf(turn * 100 + 7)),
    );
    expect(window({ search: "TEXT 42", limit: 1 }).total).toBe(1_000);
  });

  it("takes many cases into its middle in one step, in their order, and takes that back", () => {
    const edits = Array.from({ length: 500 }, (_, index) => ({
      kind: "add" as const,
      after: idOf(50_000),
      content: caseContent.parse({ inputs: { q: `new ${index}` } }),
    })).reverse();
    const { revision, undo } = editCases(context, { suiteId, baseRevision: 1, edits });
    const shown = window({ offset: 50_000, limit: 10 }).cases;
    expect(shown.slice(0, 4).map(({ content }) => content.inputs.q)).toEqual([
      "text 0",
      "new 0",
      "new 1",
      "new 2",
    ]);
    expect(window({ offset: 50_500, limit: 2 }).cases.map(({ content }) => content.inputs.q)).toEqual([
      "new 499",
      "text 1",
    ]);
    editCases(context, { suiteId, baseRevision: revision, edits: undo });
    expect(window({ offset: 50_000, limit: 2 }).cases.map(({ caseId }) => caseId)).toEqual([
      idOf(50_000),
      idOf(50_001),
    ]);
  });

  it("is frozen whole and in order", () => {
    const frozen = freezeSuite(context, suiteId);
    expect([frozen.version.cases, frozen.cases.length]).toEqual([many, many]);
    expect([frozen.cases[0]?.caseId, frozen.cases.at(-1)?.caseId]).toEqual([idOf(0), idOf(99_999)]);
  });
});
