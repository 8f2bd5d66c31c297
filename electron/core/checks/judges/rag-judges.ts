import type { Asked } from "#shared/checks/evaluate/asked.ts";
import { broken, decided, type Outcome, skipped } from "#shared/checks/outcome.ts";
import { reason } from "#shared/checks/reasons.ts";
import { asText } from "#shared/checks/value-readers.ts";
import { askJudge, type Judge } from "./ask-judge.ts";
import { meets, replyPart, seen } from "./judge-input.ts";
import { judgePrompts } from "./judge-prompts.ts";

/** `answer-relevance`: how much of the reply answers the question, and how much of the question it answers. */
export async function judgeRelevance(judge: Judge, input: Asked<"answer-relevance">): Promise<Outcome> {
  const { messages, inputs } = input.subject;
  const lastHuman = messages.findLast(({ role }) => role === "human")?.content;
  const question = input.value ?? lastHuman ?? asText(inputs.question ?? inputs.query ?? "");
  if (question.trim() === "") return broken("judge-no-question");
  const { reason: said, score } = await askJudge(judge, {
    prompt: judgePrompts.relevance,
    criteria: "The reply answers the question.",
    parts: [{ name: "question", text: question }, replyPart(input)],
  });
  const { threshold } = input;
  const passed = meets(score, threshold);
  return decided(passed, reason(passed ? "judge-passes" : "judge-fails", { said }), {
    score,
    detail: seen(judge.model, { said, score, threshold }),
  });
}

/**
 * `context-faithfulness`: the share of the reply's claims that the context supports. A reply without a claim is skipped: it
 * is faithful to anything, and nothing is proven by it.
 */
export async function judgeFaithfulness(
  judge: Judge,
  input: Asked<"context-faithfulness">,
): Promise<Outcome> {
  const { claims } = await askJudge(judge, {
    prompt: judgePrompts.claims,
    criteria: "Every claim of the reply is supported by the context.",
    parts: [{ name: "context", text: input.value }, replyPart(input)],
  });
  if (claims.length === 0) return skipped("judge-no-claims");
  const unsupported = claims.filter(({ supported }) => !supported);
  const supported = claims.length - unsupported.length;
  const score = supported / claims.length;
  const { threshold } = input;
  const because =
    unsupported.length === 0
      ? reason("judge-claims", { count: claims.length })
      : reason("judge-claims-unsupported", {
          count: claims.length,
          supported,
          claims: unsupported.map(({ claim }) => claim).join(" · "),
        });
  return decided(meets(score, threshold), because, {
    score,
    detail: seen(judge.model, { score, threshold, claims }),
  });
}
