import { editCases } from "#core/suites/cases.ts";
import { freezeSuite, type SuiteContext } from "#core/suites/index.ts";
import { createSuite } from "#core/suites/suites.ts";
import { check } from "#shared/model/check.ts";
import type { CaseId, PromptId, SuiteId } from "#shared/model/ids.ts";
import { type CaseContent, type CaseEdit, caseContent } from "#shared/model/suite.ts";
import { addFixtureDesign } from "./realistic-design.ts";
import { addFixtureExperiment } from "./realistic-experiments.ts";
import type { FixtureSuite } from "./suite-fixture.ts";
import { addAttempt, addFixtureRun, type FixtureAnswer } from "./test-run-fixture.ts";

/** From a line to some pages of the file, with everything that a case may have. */
function caseOf(suite: string, number: number, step: number): CaseContent {
  const lengths = [30, 400, 1_200, 6_000];
  const question = `${suite} ${number}: 我的订单在哪里？👩‍👩‍👧 (${step}) `;
  return caseContent.parse({
    name: number % 3 === 0 ? "" : `Case ${number}`,
    inputs: {
      question: question.repeat(Math.ceil((lengths[number % lengths.length] ?? 30) / question.length)),
    },
    expected: number % 4 === 0 ? null : `Your order ${number} is on its way.`,
    checks: number % 5 === 0 ? [{ type: "contains", value: "order" }] : [],
    tags: [`topic ${number % 3}`, ...(number % 6 === 0 ? ["critical", "重要"] : [])],
    group: number % 2 === 0 ? `document ${number % 4}` : null,
    weight: number % 7 === 0 ? 0.5 : 1,
    split: number % 3 === 0 ? "test" : null,
  });
}

const answers: FixtureAnswer[] = [
  { verdict: "pass" },
  { verdict: "fail", reply: "I do not know. ".repeat(300), scores: [{ state: "fail", detail: { at: 3 } }] },
  { verdict: "error", costUsd: null, latencyMs: null, tokens: null },
  { verdict: "unscored" },
  { verdict: "pass", recorded: true, retries: 2, score: 0.75 },
];

/**
 * A suite of a prompt with two versions, and a run of each: with repeats, errors of which one was tried again, cells that
 * were never called, marks and a baseline.
 */
export function addTestedSuite(context: SuiteContext, promptId: PromptId, name: string): void {
  const { db } = context;
  db.transaction(() => {
    const { suiteId } = createSuite(context, {
      name,
      description: `What ${name} is for`,
      promptId,
      checks: [
        check.parse({ type: "contains", value: "way" }),
        check.parse({ type: "llm-rubric", metric: "tone" }),
      ],
    });
    const added = edit(
      context,
      suiteId,
      Array.from({ length: 20 }, (_, number) => ({
        kind: "add",
        after: null,
        content: caseOf(name, number, 0),
      })),
    );
    const first = frozen(context, suiteId, promptId);
    const base = addFixtureRun(first, { answer: ({ caseIndex }) => answers[caseIndex % 5] ?? null });

    const [changed, removed] = added as [CaseId, CaseId];
    edit(context, suiteId, [
      { kind: "update", caseId: changed, content: caseOf(name, 90, 1) },
      { kind: "remove", caseId: removed },
    ]);
    const second = frozen(context, suiteId, promptId);
    const { run } = addFixtureRun(second, {
      repeats: 2,
      state: "paused",
      answer: ({ caseIndex, repeat }) =>
        caseIndex === 9 ? null : (answers[(caseIndex + repeat) % 5] ?? null),
    });
    const again = {
      cell: 4,
      caseIndex: 2,
      repeat: 0,
      model: "simulator/default",
      at: "2026-11-25T12:00:00.000Z",
    };
    const attempt = addAttempt(second, run, again, { verdict: "pass" });
    for (const value of ["down", "up"]) {
      db.run(
        "mark",
        `INSERT INTO marks (attempt, rater, kind, value, metric, note, at)
         VALUES (@attempt, 'me', 'thumb', @value, 'tone', '好', '2026-11-25T12:01:00.000Z')`,
        { attempt, value },
      );
    }
    db.run("baseline", "INSERT INTO baselines (prompt_id, run, set_at) VALUES (@promptId, @run, @at)", {
      promptId,
      run: base.run,
      at: "2026-11-24T13:00:00.000Z",
    });
    addFixtureExperiment(db, [base.run, run]);
    addFixtureDesign(db, promptId, suiteId);
  });
}

/** Answers the ids of the cases that it is about. */
function edit(context: SuiteContext, suiteId: SuiteId, edits: CaseEdit[]): CaseId[] {
  const { revision } = context.db.get<{ revision: number }>(
    "revision",
    "SELECT revision FROM suites WHERE id = @suiteId",
    { suiteId },
  ) ?? { revision: 0 };
  return editCases(context, { suiteId, baseRevision: revision, edits }).cases.map(({ caseId }) => caseId);
}

/** A new version of the suite, as runs of it are made with. */
function frozen(context: SuiteContext, suiteId: SuiteId, promptId: PromptId): FixtureSuite {
  const { db } = context;
  const { version, checks, cases, readCase } = freezeSuite(context, suiteId);
  const draft = db.get<{ promptName: string; contentHash: string }>(
    "draft",
    `SELECT name AS promptName, content_hash AS contentHash FROM prompts JOIN drafts ON prompt_id = id
     WHERE id = @promptId`,
    { promptId },
  );
  if (draft === undefined) throw new Error(`${promptId} has no draft`);
  return {
    db,
    promptId,
    ...draft,
    suiteId,
    suiteVersionId: version.suiteVersionId,
    suiteHash: version.hash,
    checks,
    cases: cases.map((one) => ({ ...one, content: readCase(one.hash) })),
  };
}
