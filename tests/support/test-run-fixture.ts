import { sha256 } from "#core/store/content-store.ts";
import type { Database } from "#core/store/database.ts";
import { placeOf, shuffled } from "#core/tests/engine-cells.ts";
import { checkName } from "#shared/checks/score-case.ts";
import type { ErrorData } from "#shared/contract/errors.ts";
import type { CheckState, Verdict } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import { type TestRunId, testRunId } from "#shared/model/ids.ts";
import type { ToolCall } from "#shared/model/run.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { type TestPlan, type TestRunState, testPlan } from "#shared/model/test-run.ts";
import { type FixtureSuite, nextId } from "./suite-fixture.ts";

/**
 * Test runs as the engine leaves them, written straight into the tables: for tests, pages and benches that look at
 * results and need no model. A hundred thousand attempts take half a minute, most of it the seals of the rows.
 */
const usualTime = "2026-11-24T12:00:00.000Z";

export interface FixtureScore {
  state: CheckState;
  score?: number | null;
  reason?: string;
  costUsd?: number | null;
  detail?: unknown;
}

export interface FixtureAnswer {
  verdict: Verdict;
  score?: number | null;
  reply?: string;
  toolCalls?: ToolCall[];
  /** One for each check of the suite, then of the case; absent: all say what the verdict says. */
  scores?: FixtureScore[];
  latencyMs?: number | null;
  costUsd?: number | null;
  judgeCostUsd?: number | null;
  recorded?: boolean;
  retries?: number;
  error?: ErrorData | null;
  tokens?: [input: number, output: number] | null;
}

export interface FixturePlace {
  caseIndex: number;
  model: ModelRef;
  repeat: number;
  content: CaseContent;
}

export interface RunWish {
  models?: ModelRef[];
  repeats?: number;
  state?: TestRunState;
  createdAt?: string;
  endedAt?: string | null;
  judgeHash?: string | null;
  checksHash?: string;
  settingsHash?: string;
  version?: { versionId: string; version: string } | null;
  error?: ErrorData | null;
  plan?: Partial<TestPlan>;
  simulated?: boolean;
  /** null: this cell has not been called yet. */
  answer?: (place: FixturePlace) => FixtureAnswer | null;
}

const judges = new Set([
  "llm-rubric",
  "g-eval",
  "factuality",
  "answer-relevance",
  "context-faithfulness",
  "select-best",
]);

export function addFixtureRun(
  suite: FixtureSuite,
  wish: RunWish = {},
): { testRunId: TestRunId; run: number } {
  const { db } = suite;
  const models = wish.models ?? ["simulator/default"];
  const repeats = wish.repeats ?? 1;
  const id = testRunId.parse(nextId("tst"));
  const createdAt = wish.createdAt ?? usualTime;
  const state = wish.state ?? "done";
  const plan = testPlan.parse({
    models,
    repeats,
    mode: "live",
    concurrency: null,
    maxCostUsd: null,
    judgeModel: null,
    seed: 1,
    only: null,
    ...wish.plan,
  });
  return db.transaction(() => {
    const run =
      db.get<{ sequence: number }>(
        "fixture run",
        `INSERT INTO test_runs (id, prompt_id, prompt_name, version_id, version, suite_id, suite_version_id, suite_name,
           content_hash, suite_hash, checks_hash, judge_hash, settings_hash, plan_json, planned, simulated, rescored_from,
           app_version, created_at)
         VALUES (@id, @promptId, @promptName, @versionId, @version, @suiteId, @suiteVersionId,
           (SELECT name FROM suites WHERE id = @suiteId), @contentHash, @suiteHash, @checksHash, @judgeHash, @settingsHash,
           @plan, @planned, @simulated, NULL, '0.1.0', @createdAt) RETURNING sequence`,
        {
          id,
          promptId: suite.promptId,
          promptName: suite.promptName,
          versionId: wish.version?.versionId ?? null,
          version: wish.version?.version ?? null,
          suiteId: suite.suiteId,
          suiteVersionId: suite.suiteVersionId,
          contentHash: suite.contentHash,
          suiteHash: suite.suiteHash,
          checksHash: wish.checksHash ?? sha256(JSON.stringify(suite.checks)),
          judgeHash: wish.judgeHash ?? null,
          settingsHash: wish.settingsHash ?? sha256(JSON.stringify(models)),
          plan: JSON.stringify(plan),
          planned: suite.cases.length * models.length * repeats,
          simulated: (wish.simulated ?? models.every((model) => model.startsWith("simulator/"))) ? 1 : 0,
          createdAt,
        },
      )?.sequence ?? 0;
    db.run(
      "fixture run state",
      `INSERT INTO test_run_states (run, state, owner_pid, owned_since, max_cost_usd, passed, failed, errored, unscored,
         score_sum, score_weight, cost_usd, judge_cost_usd, unknown_costs, error_json, ended_at)
       VALUES (@run, @state, 1, @at, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, @error, @endedAt)`,
      {
        run,
        state,
        at: createdAt,
        error: wish.error == null ? null : JSON.stringify(wish.error),
        endedAt: wish.endedAt ?? (state === "running" ? null : createdAt),
      },
    );
    answerCells(suite, { testRunId: id, run }, { models, repeats, ...wish });
    return { testRunId: id, run };
  });
}

/** Adds an attempt for each cell that `answer` has something for, in a drawn order as the engine does; also to a run under way. */
export function answerCells(
  suite: FixtureSuite,
  { run }: { testRunId: TestRunId; run: number },
  wish: Pick<RunWish, "models" | "repeats" | "answer" | "createdAt">,
): void {
  const { models = ["simulator/default"], repeats = 1, answer = passes } = wish;
  const places = placesOf(suite.cases.length, models, repeats);
  suite.db.transaction(() => {
    for (const place of places) {
      const content = suite.cases[place.caseIndex]?.content as CaseContent;
      const answered = answer({ ...place, content });
      if (answered !== null) addAttempt(suite, run, { ...place, at: wish.createdAt ?? usualTime }, answered);
    }
  });
}

function placesOf(cases: number, models: ModelRef[], repeats: number) {
  const cells = shuffled(
    Uint32Array.from({ length: cases * models.length * repeats }, (_, cell) => cell),
    1,
  );
  return Array.from(cells, (cell) => {
    const { caseIndex, modelIndex, repeat } = placeOf(cell, { models: models.length, repeats });
    return { cell, caseIndex, repeat, model: models[modelIndex] as ModelRef };
  });
}

const passes = (): FixtureAnswer => ({ verdict: "pass" });

/** An error that is there already counts no more. Answers the attempt's number. */
export function addAttempt(
  suite: FixtureSuite,
  run: number,
  place: { cell: number; caseIndex: number; repeat: number; model: ModelRef; at: string },
  answer: FixtureAnswer,
): number {
  const { db } = suite;
  const one = suite.cases[place.caseIndex] as FixtureSuite["cases"][number];
  const { verdict } = answer;
  const isScored = verdict === "pass" || verdict === "fail";
  const score = answer.score === undefined ? (isScored ? (verdict === "pass" ? 1 : 0) : null) : answer.score;
  const errorData: ErrorData | null =
    answer.error ??
    (verdict === "error"
      ? { code: "providers.rate-limited", message: "The provider asks to slow down.", retryable: true }
      : null);
  const cost = answer.costUsd === undefined ? 0.0002 : answer.costUsd;
  const [input, output] = answer.tokens === null ? [null, null] : (answer.tokens ?? [42, 17]);
  const reply =
    answer.reply ?? (errorData === null ? `Your order ${place.caseIndex + 1} is on its way. Thank you!` : "");
  return db.transaction(() => {
    const replyId =
      db.get<{ id: number }>(
        "fixture reply",
        `INSERT INTO test_replies (text, partial, tool_calls_json, calls_json, retries_json, error_json)
         VALUES (@reply, 0, @toolCalls, @calls, '[]', @error) RETURNING id`,
        {
          reply,
          toolCalls: JSON.stringify(answer.toolCalls ?? []),
          calls: JSON.stringify([{ requestHash: one.hash, recording: null, reply }]),
          error: errorData === null ? null : JSON.stringify(errorData),
        },
      )?.id ?? 0;
    const replaced = db.get<{ sequence: number; cost_usd: number | null }>(
      "fixture replaced",
      "SELECT sequence, cost_usd FROM test_attempts WHERE run = @run AND cell = @cell AND is_current = 1",
      { run, cell: place.cell },
    );
    if (replaced !== undefined) {
      db.run("fixture retry", "UPDATE test_attempts SET is_current = 0 WHERE sequence = @sequence", {
        sequence: replaced.sequence,
      });
      db.run("fixture uncount", "UPDATE test_run_states SET errored = errored - 1 WHERE run = @run", { run });
    }
    const attempt =
      db.get<{ sequence: number }>(
        "fixture attempt",
        `INSERT INTO test_attempts (run, cell, case_index, case_id, case_hash, model, repeat, verdict, score, weight,
           finish_reason, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, cost_usd, judge_cost_usd,
           latency_ms, first_token_ms, recorded, retries, error_code, reply, is_current, ended_at)
         VALUES (@run, @cell, @caseIndex, @caseId, @hash, @model, @repeat, @verdict, @score, @weight, @finish, @input, 0,
           @output, 0, @cost, @judgeCost, @latency, NULL, @recorded, @retries, @errorCode, @replyId, 1, @at)
         RETURNING sequence`,
        {
          run,
          cell: place.cell,
          caseIndex: place.caseIndex,
          caseId: one.caseId,
          hash: one.hash,
          model: place.model,
          repeat: place.repeat,
          verdict,
          score,
          weight: one.content.weight,
          finish: errorData === null ? "stop" : null,
          input: errorData === null ? (input ?? null) : null,
          output: errorData === null ? (output ?? null) : null,
          cost,
          judgeCost: answer.judgeCostUsd === undefined ? 0 : answer.judgeCostUsd,
          latency: answer.latencyMs === undefined ? 100 + (place.cell % 900) : answer.latencyMs,
          recorded: answer.recorded === true ? 1 : 0,
          retries: answer.retries ?? 0,
          errorCode: errorData?.code ?? null,
          replyId,
          at: place.at,
        },
      )?.sequence ?? 0;
    if (errorData === null || answer.scores !== undefined) addScores(suite, attempt, one.content, answer);
    countAttempt(db, run, {
      verdict,
      score,
      weight: one.content.weight,
      cost,
      judgeCost: answer.judgeCostUsd,
    });
    return attempt;
  });
}

function addScores(suite: FixtureSuite, attempt: number, content: CaseContent, answer: FixtureAnswer): void {
  for (const [position, one] of [...suite.checks, ...content.checks].entries()) {
    const said: FixtureScore = answer.scores?.[position] ?? {
      state: answer.verdict === "unscored" ? "skipped" : answer.verdict,
    };
    const score = said.score ?? (said.state === "pass" ? 1 : said.state === "fail" ? 0 : null);
    const text = said.reason ?? (said.state === "pass" ? "The reply says it." : "The reply does not say it.");
    suite.db.run(
      "fixture score",
      `INSERT INTO test_scores (attempt, position, name, type, is_judge, state, score, weight, cost_usd, reason_json, detail_json)
       VALUES (@attempt, @position, @name, @type, @isJudge, @state, @score, @weight, @cost, @reason, @detail)`,
      {
        attempt,
        position,
        name: checkName(one),
        type: one.type,
        isJudge: judges.has(one.type) ? 1 : 0,
        state: said.state,
        score,
        weight: one.weight,
        cost: said.costUsd === undefined ? 0 : said.costUsd,
        reason: JSON.stringify({ code: "fixture", params: {}, text }),
        detail: said.detail === undefined ? null : JSON.stringify(said.detail),
      },
    );
  }
}

const countColumns: Record<Verdict, string> = {
  pass: "passed",
  fail: "failed",
  error: "errored",
  unscored: "unscored",
};

function countAttempt(
  db: Database,
  run: number,
  of: {
    verdict: Verdict;
    score: number | null;
    weight: number;
    cost: number | null;
    judgeCost?: number | null | undefined;
  },
): void {
  db.run(
    `fixture count ${of.verdict}`,
    `UPDATE test_run_states SET ${countColumns[of.verdict]} = ${countColumns[of.verdict]} + 1,
       score_sum = score_sum + @scored, score_weight = score_weight + @weight, cost_usd = cost_usd + @cost,
       judge_cost_usd = judge_cost_usd + @judgeCost, unknown_costs = unknown_costs + @unknown WHERE run = @run`,
    {
      run,
      scored: (of.score ?? 0) * of.weight,
      weight: of.score === null ? 0 : of.weight,
      cost: of.cost ?? 0,
      judgeCost: of.judgeCost ?? 0,
      unknown: of.cost === null || of.judgeCost === null ? 1 : 0,
    },
  );
}

export function endFixtureRun(db: Database, run: number, state: TestRunState = "done"): void {
  db.run("fixture end", "UPDATE test_run_states SET state = @state, ended_at = @at WHERE run = @run", {
    run,
    state,
    at: "2026-11-24T12:05:00.000Z",
  });
}
