import { hash } from "node:crypto";
import { cancelled, type ErrorData } from "#shared/contract/errors.ts";
import type { ChatMessage, ModelRef, VariableValues } from "#shared/model/content.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { estimateTokens } from "#shared/text/tokens.ts";
import { readSettings } from "../../settings/index.ts";
import type { CheckContext, JudgeCall } from "../context.ts";
import { verdictTokens } from "../estimate-judges.ts";
import type { Judge } from "./ask-judge.ts";
import { type ComparedBy, type Comparison, compareOnce } from "./compare-replies.ts";
import { JudgeFault } from "./judge-fault.ts";
import { expectedPart, requestPart } from "./judge-input.ts";
import { judgeInstructions, judgePrompts, judgePromptsVersion, usualCriteria } from "./judge-prompts.ts";

export interface PairQuestion {
  /** What was asked: the messages that both replies answer, or, where they answer different ones, the inputs alone. */
  messages: ChatMessage[];
  inputs: VariableValues;
  expected: CaseContent["expected"];
  a: string;
  b: string;
}

type Preference = "a" | "b" | "tie";

/** What became of a pair; `error` where an order has no answer: that is no tie. */
export interface PairJudgement {
  /** With A first, and with B first. */
  aFirst: Preference | null;
  bFirst: Preference | null;
  outcome: Preference | "error";
  reason: string;
  error: ErrorData | null;
}

/** Asks one model which of two replies is better, in both orders. */
export interface PairJudge {
  readonly model: ModelRef;
  /** Over its prompt, its criteria and its model: with another one the question is another. */
  readonly hash: string;
  /** Of both calls; a repair is not foreseen. */
  estimate(question: PairQuestion): { inputTokens: number; outputTokens: number };
  /**
   * Never throws but `host.cancelled`: what goes wrong is a judgement. `onCost` is told once what the calls have cost,
   * also when they were cancelled; null: some of it is unknown.
   */
  compare(
    question: PairQuestion,
    call: Pick<JudgeCall, "mode" | "signal" | "onRetry">,
    onCost: (costUsd: number | null) => void,
  ): Promise<PairJudgement>;
}

/** `model` null: the default of Settings. Empty criteria: the usual ones. */
export function createPairJudge(
  context: CheckContext,
  wish: { model: ModelRef | null; criteria: string },
): PairJudge {
  const model = wish.model ?? readSettings(context.db).defaultModel;
  const criteria = wish.criteria.trim() === "" ? usualCriteria : wish.criteria.trim();
  const prompt = judgePrompts.comparison;
  const ownTokens = estimateTokens(judgeInstructions(prompt, "0123456789abcdef", criteria));

  return {
    model,
    hash: hash(
      "sha256",
      canonicalJson({
        schema: "lathe.pairwise/1",
        version: judgePromptsVersion,
        // They may be changed without anybody thinking of the version.
        ownWords: [judgeInstructions(prompt, "", ""), prompt.form, Object.keys(prompt.shape)],
        criteria,
        model,
      }),
    ),
    estimate({ a, b, ...question }) {
      const parts = partsOf(question).map(({ text }) => text);
      const each = [...parts, a, b].reduce((sum, text) => sum + estimateTokens(text), ownTokens);
      return { inputTokens: 2 * each, outputTokens: 2 * verdictTokens };
    },
    async compare({ a, b, ...question }, call, onCost) {
      if (call.signal.aborted) throw cancelled();
      const judge: Judge = {
        context,
        model,
        call: { ...call, judgeModel: model, repeatIndex: 0 },
        costUsd: 0,
      };
      const by: ComparedBy = { criteria, parts: partsOf(question) };
      // Apart, so that what one order answered is kept where the other one has no answer.
      const [aFirst, bFirst] = await Promise.allSettled([
        compareOnce(judge, by, a, b),
        compareOnce(judge, by, b, a),
      ]);
      onCost(judge.costUsd);
      if (call.signal.aborted) throw cancelled();
      return judgementOf(aFirst, bFirst);
    },
  };
}

const partsOf = (question: Omit<PairQuestion, "a" | "b">) => [
  ...requestPart(question),
  ...expectedPart(question),
];

type Answer = PromiseSettledResult<Comparison>;

function judgementOf(aFirst: Answer, bFirst: Answer): PairJudgement {
  const answers = {
    aFirst: preferred(aFirst, { A: "a", B: "b", tie: "tie" }),
    bFirst: preferred(bFirst, { A: "b", B: "a", tie: "tie" }),
  };
  if (aFirst.status === "fulfilled" && bFirst.status === "fulfilled") {
    const agree = answers.aFirst === answers.bFirst;
    const said = [aFirst.value.reason, bFirst.value.reason];
    return {
      ...answers,
      outcome: agree ? (answers.aFirst ?? "tie") : "tie",
      // In the second one the letters are the other way round: it is told only where it is the news.
      reason: agree ? (said[0] ?? "") : said.join(" ⇄ "),
      error: null,
    };
  }
  const error = errorOf(
    aFirst.status === "rejected" ? aFirst.reason : (bFirst as PromiseRejectedResult).reason,
  );
  return { ...answers, outcome: "error", reason: error.message, error };
}

const preferred = (answer: Answer, names: Record<Comparison["better"], Preference>): Preference | null =>
  answer.status === "fulfilled" ? names[answer.value.better] : null;

/** Of a fault in what the judge wrote, its words; of a call, what the call failed of. */
function errorOf(fault: unknown): ErrorData {
  if (fault instanceof JudgeFault) {
    return (
      fault.error ?? {
        code: "experiments.judge-failed",
        message: fault.message,
        retryable: true,
        details: { reason: fault.reason, answer: fault.answer },
      }
    );
  }
  return {
    code: "host.internal",
    message: `Lathe made a mistake of its own while a judge compared two replies: ${fault instanceof Error ? fault.message : String(fault)}`,
    retryable: true,
  };
}
