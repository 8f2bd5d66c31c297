import type { PromptSummary } from "#shared/model/prompt.ts";

export type NextStep = "save-first" | "save-changes" | "try-more";

/** The sensible thing to do now with a prompt in Design. */
export function nextStep({ latestVersion, draftChanged }: PromptSummary): NextStep {
  if (latestVersion === null) return "save-first";
  return draftChanged ? "save-changes" : "try-more";
}
