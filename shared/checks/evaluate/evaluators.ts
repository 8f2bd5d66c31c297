import type { CheckType } from "../../model/check.ts";
import type { judgeDefinitions } from "../definitions/judges.ts";
import type { Evaluator } from "./asked.ts";
import { evaluateCost, evaluateFinishReason, evaluateIsRefusal, evaluateLatency } from "./call.ts";
import { evaluateLength, evaluateNumberClose, evaluateWordCount } from "./figures.ts";
import { evaluateHuman } from "./human.ts";
import { evaluateContainsJson, evaluateIsJson } from "./json.ts";
import { evaluateJsonMatch } from "./json-match.ts";
import { evaluateJsonPath } from "./json-path.ts";
import { evaluateScript } from "./script.ts";
import { evaluateBleu, evaluateLevenshtein, evaluateRougeL, evaluateRougeN } from "./similarity.ts";
import { textEvaluators } from "./text.ts";
import { evaluateToolCall } from "./tool-call.ts";
import { evaluateContainsXml, evaluateIsXml } from "./xml.ts";

/** The types that ask no model. */
export type DeterministicType = Exclude<CheckType, keyof typeof judgeDefinitions | "unsupported">;

export const evaluators: { [T in DeterministicType]: Evaluator<T> } = {
  ...textEvaluators,
  "is-json": evaluateIsJson,
  "contains-json": evaluateContainsJson,
  "json-path": evaluateJsonPath,
  "json-match": evaluateJsonMatch,
  "is-xml": evaluateIsXml,
  "contains-xml": evaluateContainsXml,
  "word-count": evaluateWordCount,
  length: evaluateLength,
  "number-close": evaluateNumberClose,
  levenshtein: evaluateLevenshtein,
  "rouge-n": evaluateRougeN,
  "rouge-l": evaluateRougeL,
  bleu: evaluateBleu,
  latency: evaluateLatency,
  cost: evaluateCost,
  "finish-reason": evaluateFinishReason,
  "is-refusal": evaluateIsRefusal,
  "tool-call": evaluateToolCall,
  javascript: evaluateScript,
  human: evaluateHuman,
};
