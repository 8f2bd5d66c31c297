import type { PromptContent } from "../model/content.ts";
import type { DesignIssue } from "../model/spec.ts";
import { isEqual } from "./is-equal.ts";
import { type Reading, readPrompt } from "./reading.ts";

/** One thing that a spec asks of the text, and how it can be put there. */
export interface Demand extends Omit<DesignIssue, "fix"> {
  isMet(reading: Reading): boolean;
  /** The likeliest first; only one that really meets the demand is offered. */
  ways: readonly Way[];
}

export interface Way {
  /** English, as a command. */
  text: string;
  apply(content: PromptContent): PromptContent;
}

export function issueOf(demand: Demand, content: PromptContent): DesignIssue {
  const { isMet, ways, ...issue } = demand;
  for (const { text, apply } of ways) {
    const mended = apply(content);
    if (!isEqual(mended, content) && isMet(readPrompt(mended)))
      return { ...issue, fix: { text, content: mended } };
  }
  return { ...issue, fix: null };
}
