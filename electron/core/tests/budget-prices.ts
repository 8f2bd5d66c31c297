import { LatheError } from "#shared/contract/errors.ts";
import type { Check } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import { costOf } from "#shared/model/cost.ts";
import type { Price } from "#shared/model/provider.ts";
import type { Usage } from "#shared/model/run.ts";
import type { TestPlan } from "#shared/model/test-run.ts";
import { estimateMessages, estimateTokens } from "#shared/text/tokens.ts";
import { estimateJudges } from "../checks/index.ts";
import { usualAnswerTokens } from "../providers/index.ts";
import type { AttemptSource, ReadyCell } from "./attempt-cell.ts";
import type { TestContext } from "./context.ts";
import type { TestRunRow } from "./test-run-store.ts";

/** A count without the model's own vocabulary may be a quarter too low (`shared/text/tokens.ts`). */
const margin = 1.25;

/** A cap cannot be kept where nobody knows what a call costs. */
export function refuseUnpriced(
  context: TestContext,
  plan: Pick<TestPlan, "models" | "judgeModel" | "mode" | "maxCostUsd">,
  checks: Check[],
): void {
  if (plan.maxCostUsd === null || plan.mode === "replay") return;
  const unpriced = listUnpriced(context, [...plan.models, ...judgeModelsOf(context, plan, checks)]);
  if (unpriced.length === 0) return;
  throw new LatheError({
    code: "tests.price-unknown",
    message: `Nobody knows what a call of ${unpriced.join(", ")} costs, so a cap cannot be kept. Enter its price in Settings, or start without a cap.`,
    details: { models: unpriced },
  });
}

export const listUnpriced = ({ models }: TestContext, asked: ModelRef[]): ModelRef[] =>
  [...new Set(asked)].filter((model) => models.priceOf(model) === null);

export const judgeModelsOf = (
  { checks: context }: TestContext,
  { judgeModel }: Pick<TestPlan, "judgeModel">,
  checks: Check[],
): ModelRef[] =>
  estimateJudges(context, checks, { inputTokens: 0, outputTokens: 0, judgeModel }).map(({ model }) => model);

/** US dollars; 0 where the price is unknown. */
export const priced = (price: Price | null, inputTokens: number, outputTokens: number): number =>
  price === null ? 0 : costOf({ inputTokens, cachedInputTokens: 0, outputTokens, reasoningTokens: 0 }, price);

export interface PriceTag {
  /** US dollars that the calls of a cell may cost, as far as that can be told before they are made. */
  mostCost(ready: ReadyCell): number;
  /** Where the prompt sets no limit, an answer may be as long as the longest so far. */
  learn(usage: Usage | null): void;
}

/** `judgesOnly`: the replies are there already. */
export function createPriceTag(
  context: TestContext,
  { content, plan }: Pick<AttemptSource, "content" | "plan">,
  { judgesOnly = false } = {},
): PriceTag {
  const { models } = context;
  let answer = content.model.maxTokens ?? usualAnswerTokens;

  function judgesCost({ checks }: ReadyCell, inputTokens: number): number {
    const asked = { inputTokens, outputTokens: answer, judgeModel: plan.judgeModel };
    return estimateJudges(context.checks, checks, asked).reduce(
      (sum, judge) =>
        sum + priced(models.priceOf(judge.model), judge.inputTokens * margin, judge.outputTokens),
      0,
    );
  }

  return {
    mostCost(ready) {
      if (plan.mode === "replay" || ready.error !== null) return 0;
      const tokens = tokensOf(ready, answer);
      const judges = judgesCost(ready, tokens.input * margin);
      return judgesOnly
        ? judges
        : judges + priced(models.priceOf(ready.model), tokens.input * margin, tokens.output);
    },
    learn(usage) {
      if (content.model.maxTokens === undefined) answer = Math.max(answer, usage?.outputTokens ?? 0);
    },
  };
}

/** Of all turns of a cell: each sends again what was said before it. */
export function tokensOf(
  { messages, content }: Pick<ReadyCell, "messages" | "content">,
  answer: number,
): { calls: number; input: number; output: number } {
  let said = estimateMessages(messages);
  let input = said;
  const turns = content?.turns ?? [];
  for (const turn of turns) {
    said += answer + estimateTokens(turn);
    input += said;
  }
  return { calls: turns.length + 1, input, output: (turns.length + 1) * answer };
}

/** What a resumed run is taken to have spent. Calls of unknown cost count as much as the others did on average. */
export function spentSoFar({ counts, costUsd, judgeCostUsd, unknownCosts }: TestRunRow): number {
  const known = costUsd + judgeCostUsd;
  if (unknownCosts === 0) return known;
  const ended = counts.passed + counts.failed + counts.errored + counts.unscored - unknownCosts;
  return known + unknownCosts * (ended > 0 ? known / ended : 0);
}
