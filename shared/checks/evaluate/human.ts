import { broken, decided, type Outcome, reaches, skipped } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Asked } from "./asked.ts";

type HumanAsked = Asked<"human">;

interface Scale {
  /** 0..1; null: not a mark of this scale. */
  scoreOf(value: string): number | null;
  passAt: number;
}

/**
 * The mean of people's marks: those for the check's metric, or where there are none those for the reply as a whole.
 * A mark that was taken back (empty) does not count.
 */
export function evaluateHuman({ check, options, subject }: HumanAsked): Outcome {
  const ofKind = subject.marks.filter(({ kind, value }) => kind === options.kind && value !== "");
  const ofMetric = ofKind.filter(({ metric }) => metric !== null && metric === check.metric);
  const marks = ofMetric.length > 0 ? ofMetric : ofKind.filter(({ metric }) => metric === null);
  if (marks.length === 0) return skipped("not-rated");

  const scale = scaleOf(options);
  if (scale === null) return broken("bad-check", { why: "the mark to pass at is not on its scale." });
  let sum = 0;
  for (const { value } of marks) {
    const score = scale.scoreOf(value);
    if (score === null) return broken("unknown-mark", { value });
    sum += score;
  }
  const score = sum / marks.length;
  const passed = reaches(score, scale.passAt);
  const shown = marks.map(({ value }) => value).join(", ");
  return decided(passed, reason(passed ? "people-pass" : "people-fail", { marks: shown }), { score });
}

function scaleOf({ kind, values = [], passAt }: HumanAsked["options"]): Scale | null {
  if (kind === "thumb") return scaleFrom(["down", "up"], "up");
  if (kind === "stars") return scaleFrom(["1", "2", "3", "4", "5"], passAt ?? 4);
  return scaleFrom(values, passAt ?? values.at(-1) ?? "");
}

function scaleFrom(marks: readonly string[], passAt: string | number): Scale | null {
  const scoreOf = (value: string): number | null => {
    const place = marks.indexOf(value);
    return place < 0 ? null : marks.length === 1 ? 1 : place / (marks.length - 1);
  };
  const least = scoreOf(String(passAt));
  return least === null ? null : { scoreOf, passAt: least };
}
