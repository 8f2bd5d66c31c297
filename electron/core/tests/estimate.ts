import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import type { TestPlan } from "#shared/model/test-run.ts";
import { estimateJudges } from "../checks/index.ts";
import { usualAnswerTokens } from "../providers/index.ts";
import { readWorkingSuite } from "../suites/index.ts";
import { type AttemptSource, createCellReader, gridOf, type ReadyCell, requestOf } from "./attempt-cell.ts";
import { averageAnswerTokens } from "./attempt-store.ts";
import { priced, tokensOf } from "./budget-prices.ts";
import type { TestContext } from "./context.ts";
import { CellSet, placeOf, plannedCells } from "./engine-cells.ts";
import { readPlan, readTested } from "./plan.ts";

type Estimate = Output<"tests.estimate">;

const mostProblems = 20;
/** So many milliseconds at a stretch, and then others have their turn. */
const stretchMs = 10;

/** What a run would take: every case is looked at, one after the other, and nothing is called or written. */
export function estimateTest(
  context: TestContext,
  wish: ParsedInput<"tests.estimate">,
  signal: AbortSignal,
): Promise<Estimate> {
  const { content, prompt } = readTested(context, wish);
  const plan = readPlan(context, wish, content);
  const suite = readWorkingSuite(context.suites, wish.suiteId);
  return estimatePlan(context, { content, plan, suite, promptId: prompt.promptId }, signal);
}

/** The same of a plan that is made already. */
export async function estimatePlan(
  context: TestContext,
  source: AttemptSource & { promptId: PromptId },
  signal: AbortSignal,
): Promise<Estimate> {
  const { content, plan, suite, promptId } = source;
  const read = createCellReader(context, source);
  const { repeats, models } = gridOf(plan);
  const usual = averageAnswerTokens(context.db, promptId) ?? usualAnswerTokens;
  const answer = Math.min(usual, content.model.maxTokens ?? usual);
  const sum = createSum(context, source, answer);
  const repeatsOf = createRepeats(plan, suite.cases.length);
  let since = performance.now();
  for (const [caseIndex] of suite.cases.entries()) {
    const asked = repeatsOf(caseIndex);
    if (asked === null) continue;
    const ready = await read(caseIndex * models * repeats);
    if (isAsked(plan, ready)) sum.add(ready, asked);
    if (performance.now() - since < stretchMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw cancelled();
    since = performance.now();
  }
  return sum.result();
}

/** Which of the repeats of a case are a plan's own; null: it does not ask the case at all. */
function createRepeats(plan: TestPlan, cases: number): (caseIndex: number) => number[] | null {
  const { places, share, repeats } = plan;
  const chosen = places === undefined ? null : CellSet.from(places);
  const all = Array.from({ length: repeats }, (_, repeat) => repeat);
  const own = new Map<number, number[]>();
  if (share !== undefined) {
    const indexes = Array.from({ length: cases }, (_, index) => index).filter(
      (index) => chosen?.has(index) ?? true,
    );
    for (const cell of plannedCells(indexes, plan)) {
      const { caseIndex, repeat } = placeOf(cell, gridOf(plan));
      own.set(caseIndex, [...(own.get(caseIndex) ?? []), repeat]);
    }
  }
  return (caseIndex) => {
    if (chosen !== null && !chosen.has(caseIndex)) return null;
    return share === undefined ? all : (own.get(caseIndex) ?? []);
  };
}

/** As the plan's selection is read where the suite is frozen. */
function isAsked({ only }: TestPlan, { caseId, content }: ReadyCell): boolean {
  if (only === null) return true;
  if (only.caseIds.length > 0 && !only.caseIds.includes(caseId)) return false;
  return content === null || hasOneOf(only, content);
}

const hasOneOf = ({ tags, splits }: NonNullable<TestPlan["only"]>, content: CaseContent): boolean =>
  (tags.length === 0 || content.tags.some((tag) => tags.includes(tag))) &&
  (splits.length === 0 || (content.split !== null && splits.includes(content.split)));

function createSum(context: TestContext, source: AttemptSource, answer: number) {
  const { models } = context;
  const { plan } = source;
  const price = new Map(plan.models.map((model) => [model, models.priceOf(model)]));
  const unpriced = new Set<ModelRef>(plan.models.filter((model) => price.get(model) === null));
  const perModel = new Map(plan.models.map((model) => [model, { model, calls: 0, costUsd: 0 }]));
  const sum = {
    cases: 0,
    calls: 0,
    judgeCalls: 0,
    recorded: 0,
    inputTokens: 0,
    outputTokens: 0,
    judgeCostUsd: 0,
    problems: [] as Estimate["problems"],
    problemCount: 0,
    withoutChecks: 0,
  };

  /** Of the repeats of a case, those whose first call a recording answers. */
  function countRecorded(ready: ReadyCell, model: ModelRef, repeats: number[]): number {
    if (plan.mode === "live") return 0;
    return repeats.filter((repeat) =>
      models.hasRecording(requestOf(source, { model, repeat }, ready.messages)),
    ).length;
  }

  function addModel(ready: ReadyCell, model: ModelRef, repeats: number[]): void {
    const own = perModel.get(model);
    if (own === undefined) return;
    const tokens = tokensOf(ready, answer);
    const recorded = countRecorded(ready, model, repeats);
    const attempts = plan.mode === "replay" ? 0 : repeats.length - recorded;
    sum.recorded += recorded;
    sum.calls += tokens.calls * repeats.length;
    sum.inputTokens += tokens.input * repeats.length;
    sum.outputTokens += tokens.output * repeats.length;
    own.calls += tokens.calls * repeats.length;
    own.costUsd += priced(price.get(model) ?? null, tokens.input, tokens.output) * attempts;
  }

  function addJudges(ready: ReadyCell, repeats: number[]): void {
    const { input } = tokensOf(ready, answer);
    const { judgeModel } = plan;
    const attempts = plan.models.length * repeats.length;
    const asked = { inputTokens: input, outputTokens: answer, judgeModel };
    for (const judge of estimateJudges(context.checks, ready.checks, asked)) {
      sum.judgeCalls += judge.calls * attempts;
      if (!price.has(judge.model)) price.set(judge.model, models.priceOf(judge.model));
      const its = price.get(judge.model) ?? null;
      if (its === null) unpriced.add(judge.model);
      if (plan.mode === "replay") continue;
      sum.judgeCostUsd += priced(its, judge.inputTokens, judge.outputTokens) * attempts;
    }
  }

  return {
    /** `repeats`: those of its repeats that are asked. */
    add(ready: ReadyCell, repeats: number[]): void {
      sum.cases += 1;
      const { error, checks } = ready;
      if (checks.every(({ weight, type }) => weight === 0 || type === "unsupported")) sum.withoutChecks += 1;
      if (repeats.length === 0) return;
      if (error !== null) {
        sum.problemCount += 1;
        const caseName = ready.content?.name ?? "";
        if (sum.problems.length < mostProblems)
          sum.problems.push({ caseIndex: ready.caseIndex, caseName, error });
        return;
      }
      for (const model of plan.models) addModel(ready, model, repeats);
      addJudges(ready, repeats);
    },
    result(): Estimate {
      if (sum.cases === 0) {
        throw new LatheError({
          code: "tests.no-cases",
          message: "There is no case to be tested. Add some to the suite, or ask for others.",
        });
      }
      const known = [...perModel.values()];
      return {
        ...sum,
        costUsd: known.reduce((all, { costUsd }) => all + costUsd, sum.judgeCostUsd),
        unpriced: [...unpriced],
        perModel: known.map((own) => ({ ...own, costUsd: unpriced.has(own.model) ? null : own.costUsd })),
      };
    },
  };
}
