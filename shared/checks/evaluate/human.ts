import { marksOf } from "../definitions/calls.ts";
import { broken, decided, type Outcome, reaches, skipped } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Asked } from "./asked.ts";

type HumanAsked = Asked<"human">;

/**
 * The mean of people's marks: those for the check's metric, or where there are none those for the reply as a whole.
 * A mark that was taken back (empty) does not count.
 */
export function evaluateHuman({ check, options, subject }: HumanAsked): Outcome {
  const ofKind = subject.marks.filter(({ kind, value }) => kind === options.kind && value !== "");
  const ofMetric = ofKind.filter(({ metric }) => metric !== null && metric === check.metric);
  const marks = ofMetric.length > 0 ? ofMetric : ofKind.filter(({ metric }) => metric === null);
  if (marks.length === 0) return skipped("not-rated");

  const scale = marksOf(options.kind, options.values ?? []);
  const scoreOf = (value: string): number => {
    const place = scale.indexOf(value);
    return place < 0 ? Number.NaN : scale.length === 1 ? 1 : place / (scale.length - 1);
  };
  let sum = 0;
  for (const { value } of marks) {
    const score = scoreOf(value);
    if (Number.isNaN(score)) return broken("unknown-mark", { value });
    sum += score;
  }
  const score = sum / marks.length;
  const least = options.passAt ?? (options.kind === "stars" ? 4 : (scale.at(-1) ?? ""));
  const passed = reaches(score, scoreOf(String(least)));
  const shown = marks.map(({ value }) => value).join(", ");
  return decided(passed, reason(passed ? "people-pass" : "people-fail", { marks: shown }), { score });
}
