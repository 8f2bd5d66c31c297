import type { AnswerOf } from "./answer-shape.ts";
import { askAll, askJudge, type Judge } from "./ask-judge.ts";
import type { Part } from "./fence.ts";
import { judgePrompts } from "./judge-prompts.ts";

export type Comparison = AnswerOf<typeof judgePrompts.comparison.shape>;

/** What two replies are compared by, besides each other. */
export interface ComparedBy {
  criteria: string;
  /** The request, and what was expected, where that is known. */
  parts: Part[];
}

/**
 * Two replies in both orders, since judges prefer a place (MT-Bench, arXiv 2306.05685): the judge calls the reply that
 * stands first A, whichever it is. Where the orders disagree it is a tie. Throws the fault of the first that fails, when
 * both have come to their end.
 */
export const compareReplies = (
  judge: Judge,
  by: ComparedBy,
  one: string,
  other: string,
): Promise<[oneFirst: Comparison, otherFirst: Comparison]> =>
  askAll([compareOnce(judge, by, one, other), compareOnce(judge, by, other, one)]);

export const compareOnce = (
  judge: Judge,
  { criteria, parts }: ComparedBy,
  first: string,
  second: string,
): Promise<Comparison> =>
  askJudge(judge, {
    prompt: judgePrompts.comparison,
    criteria,
    parts: [...parts, { name: "reply A", text: first }, { name: "reply B", text: second }],
  });
