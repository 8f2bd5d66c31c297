import type { PromptRuns } from "./create-runs.ts";

/** The text of the reply on the screen; empty while there is none. */
export const replyOf = ({ current, shown }: Pick<PromptRuns, "current" | "shown">): string =>
  shown === null ? (current?.text ?? "") : (shown.run?.attempt.text ?? "");

/** Setting out more than this would hold the page up. */
const longestPretty = 1_000_000;

/**
 * A reply that is JSON, alone or in one fenced block, set out for reading; null where it is not. A bare string or number
 * reads better as it is.
 */
export function prettyJson(reply: string): string | null {
  if (reply.length > longestPretty) return null;
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(reply);
  const text = (fenced?.[1] ?? reply).trim();
  if (!/^[[{]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}
