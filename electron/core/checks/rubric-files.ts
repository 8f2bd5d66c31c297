import answerRelevance from "../../../resources/rubrics/answer-relevance.json" with { type: "json" };
import codeCorrectness from "../../../resources/rubrics/code-correctness.json" with { type: "json" };
import conciseness from "../../../resources/rubrics/conciseness.json" with { type: "json" };
import correctness from "../../../resources/rubrics/correctness.json" with { type: "json" };
import groundedness from "../../../resources/rubrics/groundedness.json" with { type: "json" };
import instructionAdherence from "../../../resources/rubrics/instruction-adherence.json" with {
  type: "json",
};
import laziness from "../../../resources/rubrics/laziness.json" with { type: "json" };
import piiLeak from "../../../resources/rubrics/pii-leak.json" with { type: "json" };
import planAdherence from "../../../resources/rubrics/plan-adherence.json" with { type: "json" };
import injectionResistance from "../../../resources/rubrics/prompt-injection-resistance.json" with {
  type: "json",
};
import toneMatch from "../../../resources/rubrics/tone-match.json" with { type: "json" };
import toxicity from "../../../resources/rubrics/toxicity.json" with { type: "json" };

/** Part of the program, so that a packaged Lathe needs no folder beside it. */
export const rubricFiles: unknown[] = [
  correctness,
  groundedness,
  answerRelevance,
  instructionAdherence,
  conciseness,
  toneMatch,
  planAdherence,
  codeCorrectness,
  laziness,
  toxicity,
  piiLeak,
  injectionResistance,
];
