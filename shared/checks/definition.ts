import type { z } from "zod";
import type { Check } from "../model/check.ts";

/** How a list of checks is grouped where one is chosen. */
export const checkFamilies = [
  "text",
  "structure",
  "figures",
  "similarity",
  "judge",
  "call",
  "script",
  "person",
] as const;
export type CheckFamily = (typeof checkFamilies)[number];

/** How a form asks for a value or an option. */
export type FieldKind =
  | "text"
  | "long-text"
  | "list"
  | "json"
  | "schema"
  | "path"
  | "pattern"
  | "code"
  | "number"
  | "boolean"
  | "choice"
  /** A number, or `{min, max}` with one of them or both. */
  | "bounds"
  | "model"
  | "rubric";

export interface OptionField {
  name: string;
  kind: FieldKind;
  /** Of a `choice`. */
  choices?: readonly string[];
}

/** What a threshold of a check is compared with. */
export interface Threshold {
  meaning: "min-score" | "max-distance" | "max-ms" | "max-usd";
  /** null: none, and then `isRequired` or the check decides without it. */
  default: number | null;
  isRequired: boolean;
  max: number | null;
}

/** All there is to know of a type of check without running it; `V` and `O` are what its evaluator receives. */
export interface CheckDefinition<V = unknown, O = unknown> {
  family: CheckFamily;
  /** Reads `value` after its `{{variables}}` were filled in. */
  value: z.ZodType<V>;
  /** null: the check takes no value. */
  valueField: FieldKind | null;
  /** What an absent value (null) means. `expected`: the expected answer of the case. */
  absentValue: "refused" | "expected" | "allowed";
  /** Reads `options`; what is absent gets its default. */
  options: z.ZodType<O>;
  optionFields: readonly OptionField[];
  threshold: Threshold | null;
  /** Whether it asks a model, which costs money and is done by `electron/core/checks`. */
  isJudge: boolean;
  takesTransform: boolean;
  /** What a new one starts with. */
  example: Partial<Pick<Check, "value" | "threshold" | "options">>;
}

export const define = <V, O>(definition: CheckDefinition<V, O>): CheckDefinition<V, O> => definition;

export const minScore = (standard: number | null): Threshold => ({
  meaning: "min-score",
  default: standard,
  isRequired: false,
  max: 1,
});
