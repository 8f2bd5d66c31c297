import { isJudge } from "#shared/checks/definitions.ts";
import { asText } from "#shared/checks/value-readers.ts";
import type { Check } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import { estimateTokens } from "#shared/text/tokens.ts";
import type { CheckContext } from "./context.ts";
import { judgeModelOf } from "./judges/judge-model.ts";
import { type JudgePrompt, judgeInstructions, judgePrompts } from "./judges/judge-prompts.ts";
import type { JudgeType } from "./judges/judges.ts";
import { rubricNamed } from "./rubrics.ts";

export interface JudgeEstimate {
  model: ModelRef;
  calls: number;
  inputTokens: number;
  outputTokens: number;
}

/** A reason of two or three sentences, and a figure. */
export const verdictTokens = 120;
/** Of each claim that is listed: itself and why it holds. A claim takes about so many tokens of a reply. */
const claimTokens = 60;
const replyTokensPerClaim = 25;

/** Counted once for each text: a suite has the same checks for every case. */
const counted = new Map<string, number>();
function tokensOf(text: string): number {
  const known = counted.get(text) ?? estimateTokens(text);
  if (counted.size > 5_000) counted.clear();
  counted.set(text, known);
  return known;
}

/** What the judges of these checks will take for one reply of about `outputTokens`, by model; a repair is not foreseen. */
export function estimateJudges(
  context: Pick<CheckContext, "db">,
  checks: readonly Check[],
  of: { inputTokens: number; outputTokens: number; judgeModel: ModelRef | null },
): JudgeEstimate[] {
  const byModel = new Map<ModelRef, JudgeEstimate>();
  for (const check of checks) {
    if (!isJudge(check)) continue;
    const model = judgeModelOf(context, check, of.judgeModel);
    const sum = byModel.get(model) ?? { model, calls: 0, inputTokens: 0, outputTokens: 0 };
    const own = estimateOne(check, of);
    byModel.set(model, {
      model,
      calls: sum.calls + own.calls,
      inputTokens: sum.inputTokens + own.calls * own.inputTokens,
      outputTokens: sum.outputTokens + own.calls * own.outputTokens,
    });
  }
  return [...byModel.values()];
}

const promptOf: Record<Exclude<JudgeType, "similar">, JudgePrompt> = {
  "llm-rubric": judgePrompts.rubric,
  "g-eval": judgePrompts.gEval,
  factuality: judgePrompts.factuality,
  "answer-relevance": judgePrompts.relevance,
  "context-faithfulness": judgePrompts.claims,
  "select-best": judgePrompts.comparison,
};

/** Calls, and the tokens of each. */
function estimateOne(
  { type, value, options }: Check,
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
): Omit<JudgeEstimate, "model"> {
  const written = value === null ? 0 : tokensOf(asText(value));
  if (type === "similar")
    return { calls: 1, inputTokens: outputTokens + (written || outputTokens), outputTokens: 0 };
  const rubric = typeof options.rubricId === "string" ? rubricNamed(options.rubricId) : undefined;
  const criteria = written + (rubric === undefined ? 0 : tokensOf(rubric.criteria.en));
  const own = tokensOf(judgeInstructions(promptOf[type as keyof typeof promptOf], "0123456789abcdef", ""));
  const all = own + criteria + inputTokens + outputTokens;
  switch (type) {
    // The steps of each criterion are made once for all cases.
    case "g-eval":
      return {
        calls: Array.isArray(value) ? Math.max(1, value.length) : 1,
        inputTokens: all,
        outputTokens: verdictTokens,
      };
    case "select-best":
      return { calls: 2, inputTokens: all + outputTokens, outputTokens: verdictTokens };
    case "context-faithfulness":
      return {
        calls: 1,
        // The context is part of what the model was asked, more often than not.
        inputTokens: all,
        outputTokens: Math.max(1, Math.ceil(outputTokens / replyTokensPerClaim)) * claimTokens,
      };
    default:
      return { calls: 1, inputTokens: all, outputTokens: verdictTokens };
  }
}
