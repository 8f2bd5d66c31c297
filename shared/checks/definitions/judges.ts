import { z } from "zod";
import { modelRef } from "../../model/content.ts";
import { define, minScore } from "../definition.ts";
import { listValue, referencesValue, textValue } from "../value-readers.ts";

const base = { isJudge: true, takesTransform: true, absentValue: "refused" } as const;

/** null: the judge of the run, else the default of Settings. */
const model = modelRef.nullable().default(null);
const modelField = { name: "model", kind: "model" } as const;
const onlyModel = z.object({ model });

/** What each letter of the factuality judge counts; D, a contradiction, is the only one that fails. */
const letterScore = (standard: number) => z.number().min(0).max(1).default(standard);
export const factualityScores = z.object({
  A: letterScore(1),
  B: letterScore(1),
  C: letterScore(1),
  D: letterScore(0),
  E: letterScore(1),
});

export const similarityMeasures = ["cosine", "dot", "euclidean"] as const;

export const judgeDefinitions = {
  similar: define({
    ...base,
    family: "similarity",
    value: referencesValue,
    valueField: "long-text",
    absentValue: "expected",
    /** For `euclidean` the greatest distance, else the least similarity. */
    threshold: { meaning: "min-score", default: 0.75, isRequired: false, max: null },
    options: z.object({ model, measure: z.enum(similarityMeasures).default("cosine") }),
    optionFields: [modelField, { name: "measure", kind: "choice", choices: similarityMeasures }],
    example: {},
  }),
  "llm-rubric": define({
    ...base,
    family: "judge",
    value: z.unknown().transform((value) => (value === null ? null : textValue.parse(value))),
    valueField: "long-text",
    /** With a shipped rubric the value adds to it. */
    absentValue: "allowed",
    threshold: minScore(null),
    options: z.object({ model, rubricId: z.string().nullable().default(null) }),
    optionFields: [modelField, { name: "rubricId", kind: "rubric" }],
    example: { value: "Answers the question in a friendly tone and promises nothing." },
  }),
  "g-eval": define({
    ...base,
    family: "judge",
    /** Each criterion is judged by itself; the mean counts. */
    value: listOrText(),
    valueField: "list",
    threshold: minScore(0.7),
    options: onlyModel,
    optionFields: [modelField],
    example: { value: ["The answer follows from the question.", "The answer is complete."] },
  }),
  factuality: define({
    ...base,
    family: "judge",
    value: textValue,
    valueField: "long-text",
    absentValue: "expected",
    threshold: minScore(null),
    options: z.object({ model, scores: factualityScores.prefault({}) }),
    optionFields: [modelField, { name: "scores", kind: "json" }],
    example: {},
  }),
  "answer-relevance": define({
    ...base,
    family: "judge",
    /** The question; null: the last human message. */
    value: z.unknown().transform((value) => (value === null ? null : textValue.parse(value))),
    valueField: "text",
    absentValue: "allowed",
    threshold: minScore(0.7),
    options: onlyModel,
    optionFields: [modelField],
    example: {},
  }),
  "context-faithfulness": define({
    ...base,
    family: "judge",
    /** The source text that the reply may rely on. */
    value: textValue,
    valueField: "long-text",
    threshold: minScore(0.7),
    options: onlyModel,
    optionFields: [modelField],
    example: { value: "{{context}}" },
  }),
  "select-best": define({
    ...base,
    family: "judge",
    value: textValue,
    valueField: "long-text",
    threshold: null,
    options: onlyModel,
    optionFields: [modelField],
    example: { value: "Answers more fully and in fewer words." },
  }),
};

/** A list of criteria, or one text that is one criterion, commas and all. */
function listOrText() {
  return z
    .unknown()
    .transform((value) => (typeof value === "string" ? [value] : value))
    .pipe(listValue);
}
