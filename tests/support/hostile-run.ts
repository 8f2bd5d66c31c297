import type { Database } from "#core/store/database.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { openResults } from "./open-results.ts";
import { addFixtureSuite } from "./suite-fixture.ts";
import { addFixtureRun, type FixtureAnswer } from "./test-run-fixture.ts";

export type HostileRun = Awaited<ReturnType<typeof addHostileRun>>;

const answers: ((text: string) => FixtureAnswer)[] = [
  (text) => ({ verdict: "fail", score: 0.25, reply: text, scores: [{ state: "fail", reason: text }] }),
  (text) => ({ verdict: "pass", reply: text }),
  (text) => ({
    verdict: "error",
    error: { code: "providers.bad-request", message: text, retryable: false, details: { said: text } },
  }),
  () => ({ verdict: "unscored", latencyMs: null, costUsd: null }),
];

/** A run with a hostile text in every place that a model, a case or a person can put one; its baseline passed all. */
export async function addHostileRun(db: Database) {
  const { lathe } = openResults(db);
  const hostile = Object.values(hostileTexts);
  const suite = addFixtureSuite(db, {
    name: "Suite <i>& | `x` @all",
    cases: hostile.length,
    checks: [{ type: "contains", value: "<b>", metric: "polite | <u>" }],
    caseOf: (index) => {
      const text = hostile[index] as string;
      const tag = text
        .replace(/[\p{Control}\u2028\u2029]/gu, "")
        .trim()
        .slice(0, 50);
      return {
        name: text,
        inputs: { question: text, [text.slice(0, 60)]: text },
        expected: text,
        tags: [tag],
        notes: text,
      };
    },
  });
  const base = addFixtureRun(suite, { answer: () => ({ verdict: "pass" }) });
  await lathe.call("tests.set-baseline", { promptId: suite.promptId, testRunId: base.testRunId });
  const { testRunId } = addFixtureRun(suite, {
    judgeHash: "j".repeat(64),
    plan: { judgeModel: "acme/judge", seed: 77 },
    answer: ({ caseIndex }) =>
      (answers[caseIndex % 4] as (typeof answers)[0])(hostile[(caseIndex + 1) % hostile.length] as string),
  });
  const { rows } = await lathe.call("tests.results", { testRunId, sort: "case" });
  await lathe.call("tests.mark", {
    attempt: rows[0]?.attempt ?? 0,
    kind: "label",
    value: "<b>good</b> | =1+1",
    note: "]]> @all",
    rater: "=ann",
  });
  return { lathe, testRunId };
}
