import type { Asked } from "#shared/checks/evaluate/asked.ts";
import { broken, decided, type Outcome } from "#shared/checks/outcome.ts";
import { reason } from "#shared/checks/reasons.ts";
import type { Rubric } from "#shared/model/check.ts";
import { rubricNamed } from "../rubrics.ts";
import { askJudge, type Judge } from "./ask-judge.ts";
import { expectedPart, meets, replyPart, requestPart, seen } from "./judge-input.ts";
import { judgePrompts, usualCriteria } from "./judge-prompts.ts";

/** `llm-rubric`: passes when the judge says so, and its score reaches the threshold where there is one. */
export async function judgeByRubric(judge: Judge, input: Asked<"llm-rubric">): Promise<Outcome> {
  const { value, options, subject } = input;
  const rubric = options.rubricId === null ? null : rubricNamed(options.rubricId);
  if (rubric === undefined) return broken("judge-unknown-rubric", { rubric: options.rubricId ?? "" });
  const {
    reason: said,
    score,
    pass,
  } = await askJudge(judge, {
    prompt: judgePrompts.rubric,
    criteria: criteriaOf(rubric, value, input.output),
    parts: [...requestPart(subject), ...expectedPart(subject), replyPart(input)],
  });
  const threshold = input.threshold ?? rubric?.threshold ?? null;
  const passed = pass && meets(score, threshold);
  return decided(passed, reason(passed ? "judge-passes" : "judge-fails", { said }), {
    score,
    detail: seen(judge.model, { said, pass, score, threshold, rubric: rubric?.id }),
  });
}

/** A shipped rubric speaks the reply's language; what the check says itself comes after it. */
function criteriaOf(rubric: Rubric | null, value: string | null, output: string): string {
  const own = value?.trim() ?? "";
  if (rubric === null) return own === "" ? usualCriteria : own;
  const shipped = rubric.criteria[isChinese(output) ? "zh" : "en"];
  return own === "" ? shipped : `${shipped}\n\n${own}`;
}

/** A Chinese character says about as much as half an English word. */
function isChinese(text: string): boolean {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return characters > 2 * words;
}
