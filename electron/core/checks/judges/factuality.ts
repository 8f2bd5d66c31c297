import type { Asked } from "#shared/checks/evaluate/asked.ts";
import { broken, decided, type Outcome } from "#shared/checks/outcome.ts";
import { reason } from "#shared/checks/reasons.ts";
import { askJudge, type Judge } from "./ask-judge.ts";
import { meets, replyPart, requestPart, seen } from "./judge-input.ts";
import { judgePrompts } from "./judge-prompts.ts";

/** `factuality`: how the reply's facts stand to the reference's, as one of five letters, each of which has its score. */
export async function judgeFactuality(judge: Judge, input: Asked<"factuality">): Promise<Outcome> {
  if (input.value.trim() === "") return broken("empty-value");
  const { reason: said, category } = await askJudge(judge, {
    prompt: judgePrompts.factuality,
    criteria: "The facts of the reply agree with those of the reference.",
    parts: [...requestPart(input.subject), { name: "reference", text: input.value }, replyPart(input)],
  });
  const score = input.options.scores[category];
  const passed = score > 0 && meets(score, input.threshold);
  return decided(passed, reason("judge-category", { category, said }), {
    score,
    detail: seen(judge.model, { said, category, score, threshold: input.threshold }),
  });
}
