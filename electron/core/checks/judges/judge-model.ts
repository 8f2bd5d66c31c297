import type { Check } from "#shared/model/check.ts";
import { type ModelRef, modelRef } from "#shared/model/content.ts";
import { readSettings } from "../../settings/index.ts";
import type { CheckContext } from "../context.ts";

/** Used by `similar` where the check names no model: it is in the program, and knows words but not their meaning. */
export const usualEmbeddingModel: ModelRef = "simulator/embedding";

/** Whom a check asks: the model that it names, else the judge of the run, else the default of Settings. */
export function judgeModelOf(
  { db }: Pick<CheckContext, "db">,
  { type, options }: Pick<Check, "type" | "options">,
  judgeModel: ModelRef | null,
): ModelRef {
  const own = modelRef.safeParse(options.model);
  if (own.success) return own.data;
  // A model that judges does not embed.
  if (type === "similar") return usualEmbeddingModel;
  return judgeModel ?? readSettings(db).defaultModel;
}
