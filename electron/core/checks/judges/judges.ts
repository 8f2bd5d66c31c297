import type { judgeDefinitions } from "#shared/checks/definitions/judges.ts";
import type { Asked } from "#shared/checks/evaluate/asked.ts";
import type { Outcome } from "#shared/checks/outcome.ts";
import type { Judge } from "./ask-judge.ts";
import { judgeFactuality } from "./factuality.ts";
import { judgeByGEval } from "./g-eval.ts";
import { judgeFaithfulness, judgeRelevance } from "./rag-judges.ts";
import { judgeByRubric } from "./rubric-judge.ts";
import { judgeBest } from "./select-best.ts";
import { judgeSimilarity } from "./similar.ts";

export type JudgeType = keyof typeof judgeDefinitions;

/** One for each type that asks a model. */
export const judges: { [T in JudgeType]: (judge: Judge, asked: Asked<T>) => Promise<Outcome> } = {
  "llm-rubric": judgeByRubric,
  "g-eval": judgeByGEval,
  factuality: judgeFactuality,
  "answer-relevance": judgeRelevance,
  "context-faithfulness": judgeFaithfulness,
  "select-best": judgeBest,
  similar: judgeSimilarity,
};
