import { z } from "zod";
import { define, minScore } from "../definition.ts";
import { boundsValue, listValue, numberValue, referencesValue, textValue } from "../value-readers.ts";

const base = {
  absentValue: "refused",
  options: z.object({}),
  optionFields: [],
  threshold: null,
  isJudge: false,
  takesTransform: true,
} as const;

export const countUnits = ["characters", "words", "sentences", "tokens"] as const;
const decimalSigns = ["auto", "point", "comma"] as const;
const rougeMeasures = ["recall", "precision", "f1"] as const;

const reference = {
  ...base,
  family: "similarity",
  absentValue: "expected",
  value: referencesValue,
  valueField: "long-text",
  example: {},
} as const;

export const figureDefinitions = {
  "word-count": define({
    ...base,
    family: "figures",
    value: boundsValue,
    valueField: "bounds",
    example: { value: { max: 120 } },
  }),
  length: define({
    ...base,
    family: "figures",
    value: boundsValue,
    valueField: "bounds",
    /** Characters are Unicode code points; tokens are estimated. */
    options: z.object({ unit: z.enum(countUnits).default("characters") }),
    optionFields: [{ name: "unit", kind: "choice", choices: countUnits }],
    example: { value: { max: 500 } },
  }),
  "number-close": define({
    ...base,
    family: "figures",
    /** A number, or a text that holds one and is read like the reply. */
    value: z.union([z.number(), textValue]),
    valueField: "text",
    absentValue: "expected",
    options: z.object({
      tolerance: numberValue.pipe(z.number().min(0)).default(0),
      /** The tolerance is a share of the wanted number. */
      relative: z.boolean().default(false),
      /** Which of several numbers in the reply counts; any: one is enough. */
      which: z.enum(["last", "first", "any"]).default("last"),
      /** auto: told by the number itself; 1,234 is then a thousand and more, and 1.234 little more than one. */
      decimal: z.enum(decimalSigns).default("auto"),
    }),
    optionFields: [
      { name: "tolerance", kind: "number" },
      { name: "relative", kind: "boolean" },
      { name: "which", kind: "choice", choices: ["last", "first", "any"] },
      { name: "decimal", kind: "choice", choices: decimalSigns },
    ],
    example: { options: { tolerance: 0.01 } },
  }),
  levenshtein: define({
    ...reference,
    threshold: { meaning: "max-distance", default: 5, isRequired: false, max: null },
  }),
  "rouge-n": define({
    ...reference,
    threshold: minScore(0.75),
    options: z.object({
      n: z.int().min(1).max(9).default(1),
      measure: z.enum(rougeMeasures).default("recall"),
    }),
    optionFields: [
      { name: "n", kind: "number" },
      { name: "measure", kind: "choice", choices: rougeMeasures },
    ],
  }),
  "rouge-l": define({
    ...reference,
    threshold: minScore(0.75),
    options: z.object({ measure: z.enum(rougeMeasures).default("f1") }),
    optionFields: [{ name: "measure", kind: "choice", choices: rougeMeasures }],
  }),
  bleu: define({
    ...reference,
    threshold: minScore(0.5),
    options: z.object({ ignoreCase: z.boolean().default(false) }),
    optionFields: [{ name: "ignoreCase", kind: "boolean" }],
  }),
};

export const refusalDefinition = define({
  ...base,
  family: "text",
  value: z.unknown(),
  valueField: null,
  absentValue: "allowed",
  /** Phrases beside Lathe's own, found whatever their case. */
  options: z.object({ patterns: listValue.optional() }),
  optionFields: [{ name: "patterns", kind: "list" }],
  example: {},
});
