import type { CaseContent } from "#shared/model/suite.ts";
import type { TestAttempt } from "#shared/model/test-run.ts";

/**
 * A case that asks what this one asked. Where nothing was expected, the reply is offered as the expected answer only if it
 * passed: a failed reply is what the case is to catch, never what it wants.
 */
export function caseFrom({ content, text, verdict, partial }: TestAttempt): CaseContent {
  const isGood = verdict === "pass" && !partial && text !== "";
  return { ...content, expected: content.expected ?? (isGood ? text : null) };
}
