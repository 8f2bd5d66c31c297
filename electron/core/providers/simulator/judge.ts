import type { ModelRequest } from "../model-call.ts";
import { aspects, type Judged, lengthOf, mentions } from "./judge-aspects.ts";
import {
  contradictsFigures,
  coverage,
  refuses,
  relevance,
  saysUnknown,
  steersJudge,
  support,
} from "./judge-measures.ts";
import { type JudgeRequest, readJudgeRequest } from "./judge-request.ts";
import { splitSentences, termsOf } from "./words.ts";

/**
 * The simulator as a judge. It compares words and figures and looks for telling phrases, and says that it does; a better
 * reply scores better, for any suite. null: the request is no judge's.
 */
export function simulateJudgement(request: ModelRequest): string | null {
  const asked = readJudgeRequest(request);
  if (asked === null) return null;
  const answer = answers[asked.kind];
  return answer === undefined ? null : JSON.stringify(answer(asked));
}

const answers: Record<string, (asked: JudgeRequest) => object> = {
  "llm-rubric": (asked) => {
    const { score, reason, weakest } = judge(asked.criteria, judgedOf(asked));
    return { reason, score, pass: score >= 0.6 && weakest >= 0.4 };
  },
  "g-eval-steps": ({ criteria }) => ({
    steps: [
      `Read the reply and look for what the criterion asks: ${firstLine(criteria)}`,
      "Note each place where the reply meets it, and each where it does not.",
      "Give the share of what matters that is met as the score.",
    ],
  }),
  "g-eval": (asked) => {
    const [criterion = ""] = asked.criteria.split("\n\nSteps:\n");
    const { score, reason } = judge(criterion, judgedOf(asked));
    return { reason, score };
  },
  factuality: compareFacts,
  "answer-relevance": ({ parts }) => {
    const reply = parts.get("reply") ?? "";
    const score = steersJudge(reply)
      ? 0.1
      : round(refuses(reply) ? 0.1 : relevance(parts.get("question") ?? "", reply));
    return { reason: says(reply, `words shared with the question give ${score}`), score };
  },
  "context-faithfulness": ({ parts }) => ({
    claims: splitSentences(parts.get("reply") ?? "")
      .filter(
        (sentence) => !/[?？]\s*$/.test(sentence) && !saysUnknown(sentence) && termsOf(sentence).size > 1,
      )
      .map((claim) => {
        const share = round(support(claim, parts.get("context") ?? ""));
        const supported = share >= 0.6;
        return {
          claim,
          reason: says(claim, `${Math.round(100 * share)} % of its words stand in the context`),
          supported,
        };
      }),
  }),
  "select-best": (asked) => {
    const judged = judgedOf(asked);
    const [a = 0, b = 0] = ["reply A", "reply B"].map(
      (name) => judge(asked.criteria, { ...judged, reply: asked.parts.get(name) ?? "" }).score,
    );
    if (Math.abs(a - b) >= 0.05)
      return { reason: says("", `A scores ${a}, B scores ${b}`), better: a > b ? "A" : "B" };
    return compareLengths(asked);
  },
};

/** Both may be short enough for a mark of their own: beside each other, one is shorter. */
function compareLengths({ criteria, parts }: JudgeRequest): object {
  const [a = 0, b = 0] = ["reply A", "reply B"].map((name) => lengthOf(parts.get(name) ?? ""));
  const isAsked = aspectsOf(criteria).some(({ name }) => name === "conciseness");
  const isShorter = Math.min(a, b) <= 0.75 * Math.max(a, b);
  const better = !isAsked || !isShorter ? "tie" : a < b ? "A" : "B";
  return { reason: says("", `both score alike; A has a length of ${a}, B of ${b}`), better };
}

const judgedOf = ({ parts }: JudgeRequest): Judged => ({
  request: parts.get("request") ?? "",
  expected: parts.get("expected") ?? "",
  reply: parts.get("reply") ?? "",
});

function judge(criteria: string, judged: Judged): { score: number; weakest: number; reason: string } {
  const { reply } = judged;
  if (reply.trim() === "") return { score: 0, weakest: 0, reason: says(criteria, "the reply is empty") };
  if (steersJudge(reply)) {
    return { score: 0.1, weakest: 0, reason: says(criteria, "the reply tries to steer how it is judged") };
  }
  if (refuses(reply) && !/\brefus|拒绝/i.test(criteria)) {
    return { score: 0.1, weakest: 0, reason: says(criteria, "the reply refuses") };
  }
  const looked = aspectsOf(criteria);
  const scores =
    looked.length > 0
      ? looked.map(({ name, score }) => ({ name, score: round(score(judged)) }))
      : [{ name: "words of the criteria", score: round(mentions(criteria, judged)) }];
  const score = round(scores.reduce((sum, one) => sum + one.score, 0) / scores.length);
  const list = scores.map((one) => `${one.name} ${one.score}`).join(", ");
  return { score, weakest: Math.min(...scores.map((one) => one.score)), reason: says(criteria, list) };
}

/** Those that the headings of the criteria ask for, or where there are none the criteria themselves. */
function aspectsOf(criteria: string): typeof aspects {
  const headings = [...criteria.matchAll(/^([^\n:：]{2,40})[:：]/gm)]
    .map(([, heading]) => heading)
    .join("\n");
  return aspects.filter(({ asked }) => asked.test(headings === "" ? criteria : headings));
}

function compareFacts({ parts }: JudgeRequest): object {
  const reply = parts.get("reply") ?? "";
  const reference = parts.get("reference") ?? "";
  const known = termsOf(parts.get("request") ?? "");
  // What the question says already is no news, in the one as in the other.
  const newsOf = (text: string) => new Set([...termsOf(text)].filter((term) => !known.has(term)));
  const wanted = newsOf(reference).size > 0 ? newsOf(reference) : termsOf(reference);
  const recall = round(coverage(wanted, termsOf(reply)));
  const precision = round(coverage(newsOf(reply), termsOf(reference)));
  const said = says(
    reply,
    `it has ${recall} of the reference's words, and ${precision} of its own stand there`,
  );
  if (steersJudge(reply) || contradictsFigures(reply, reference, parts.get("request") ?? "") || recall < 0.25)
    return { reason: said, category: "D" };
  if (recall >= 0.75) return { reason: said, category: precision >= 0.6 ? "C" : "B" };
  return { reason: said, category: precision >= 0.5 ? "A" : recall >= 0.4 ? "E" : "D" };
}

/** Labelled, so that nobody takes it for a judgement of the meaning. */
const says = (near: string, what: string): string =>
  /\p{Script=Han}/u.test(near)
    ? `模拟评审（只比较词语和数字）：${what}`
    : `Simulated judge (words and figures only): ${what}.`;

const firstLine = (text: string): string => text.split("\n")[0]?.slice(0, 160) ?? "";
const round = (score: number): number => Math.round(score * 100) / 100;
