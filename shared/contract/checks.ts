import { z } from "zod";
import { check, checkResult, rubric, verdict } from "../model/check.ts";
import { modelRef, storedValue, storedValues } from "../model/content.ts";
import { storedText } from "../model/text.ts";
import { command, query } from "./define.ts";

export const checkOperations = {
  /** The judges' instructions that are shipped, with examples. */
  "checks.rubrics": query({ input: z.object({}), output: z.array(rubric) }),
  /**
   * What these checks say of a text, before they count. A command: a judge's call costs money. Leaving cancels it.
   */
  "checks.try": command({
    input: z.object({
      checks: z.array(check).min(1).max(50),
      output: storedText,
      inputs: storedValues.default({}),
      expected: storedValue.default(null),
      threshold: z.number().min(0).max(1).nullable().default(null),
      judgeModel: modelRef.optional(),
    }),
    output: z.object({
      results: z.array(checkResult),
      verdict,
      score: z.number().nullable(),
      costUsd: z.number().nullable(),
    }),
  }),
};
