import { isObject } from "../measures/json.ts";
import { broken, decided, type Outcome, reaches } from "../outcome.ts";
import { reason } from "../reasons.ts";
import { type Asked, faultOutcome, isFault } from "./asked.ts";

/**
 * A script sees `output` and `context`: `vars` (promptfoo's word for the inputs), `expected`, `messages`, `toolCalls`,
 * `finishReason`, `latencyMs` and `costUsd`. It answers true or false, a number, or `{pass, score, reason, namedScores}`.
 */
export async function evaluateScript({
  output,
  value: code,
  threshold,
  subject,
  isolated,
}: Asked<"javascript">): Promise<Outcome> {
  const { inputs, expected, messages, toolCalls, finishReason, latencyMs, costUsd } = subject;
  const context = { vars: inputs, expected, messages, toolCalls, finishReason, latencyMs, costUsd };
  const answer = await isolated.script({ code, output, context });
  if (isFault(answer)) {
    return answer.fault === "timeout" || answer.fault === "memory"
      ? faultOutcome(answer, "script-threw")
      : broken("script-threw", { message: answer.message });
  }
  return outcomeOf(answer.value, threshold);
}

function outcomeOf(value: unknown, threshold: number | null): Outcome {
  if (typeof value === "boolean") return verdict(value, value ? 1 : 0, "");
  if (typeof value === "number") return verdict(passesBy(value, threshold), value, String(value));
  if (!isObject(value)) return broken("script-no-verdict");
  const { pass, score, reason: said = "", namedScores } = value;
  const hasScore = typeof score === "number";
  if (typeof pass !== "boolean" && (pass !== undefined || !hasScore)) return broken("script-no-verdict");
  if (!hasScore && score !== undefined && score !== null) return broken("script-no-verdict");
  const passed = pass === false ? false : hasScore ? passesWith(pass, score, threshold) : true;
  return verdict(
    passed,
    hasScore ? score : passed ? 1 : 0,
    typeof said === "string" ? said : "",
    namedScores,
  );
}

/** Without a threshold any number over 0 passes, as in promptfoo. */
const passesBy = (score: number, threshold: number | null): boolean =>
  threshold === null ? score > 0 : reaches(score, threshold);

/** `pass: true` alone is enough without a threshold; with one the score must reach it too. */
const passesWith = (pass: unknown, score: number, threshold: number | null): boolean =>
  pass === true && threshold === null ? true : passesBy(score, threshold);

function verdict(passed: boolean, score: number, said: string, namedScores?: unknown): Outcome {
  if (!Number.isFinite(score)) return broken("script-no-verdict");
  const detail = isObject(namedScores) ? { namedScores: numbersOf(namedScores) } : null;
  return decided(passed, reason(passed ? "script-passes" : "script-fails", { said }), { score, detail });
}

const numbersOf = (scores: Record<string, unknown>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(scores)
      .filter((entry): entry is [string, number] => typeof entry[1] === "number")
      .slice(0, 100),
  );
