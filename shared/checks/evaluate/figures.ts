import { readNumbers } from "../measures/read-numbers.ts";
import { type CountUnit, countUnits, maxSegmented } from "../measures/words.ts";
import { broken, decided, type Outcome } from "../outcome.ts";
import { reason } from "../reasons.ts";
import type { Bounds } from "../value-readers.ts";
import type { Asked } from "./asked.ts";

export const evaluateWordCount = ({ output, value }: Asked<"word-count">): Outcome =>
  countWithin(output, "words", value);

export const evaluateLength = ({ output, value, options }: Asked<"length">): Outcome =>
  countWithin(output, options.unit, value);

function countWithin(output: string, unit: CountUnit, { min, max }: Bounds): Outcome {
  const count = countUnits(output, unit);
  if (count === null) return broken("too-long", { length: output.length, limit: maxSegmented });
  const detail = { count, unit };
  if (min !== null && count < min) return decided(false, reason("count-below", { count, min }), { detail });
  if (max !== null && count > max) return decided(false, reason("count-above", { count, max }), { detail });
  return decided(true, reason("count-within", { count }), { detail });
}

/** |found − wanted| ≤ tolerance, or with `relative` ≤ tolerance · |wanted|. */
export function evaluateNumberClose({ output, value, options }: Asked<"number-close">): Outcome {
  const { tolerance, relative, which, decimal } = options;
  const pick = (numbers: readonly number[]) => (which === "first" ? numbers[0] : numbers.at(-1));
  const wanted = typeof value === "number" ? value : pick(readNumbers(value, decimal));
  if (wanted === undefined) return broken("no-number-wanted");
  const numbers = readNumbers(output, decimal);
  const distance = (number: number) => Math.abs(number - wanted);
  const found = which === "any" ? numbers.toSorted((a, b) => distance(a) - distance(b))[0] : pick(numbers);
  if (found === undefined) return decided(false, reason("no-number"));
  const difference = distance(found);
  const allowed = relative ? tolerance * Math.abs(wanted) : tolerance;
  // 0.3 − 0.1 is a hair more than 0.2: what floating figures add is not the model's.
  const isClose = difference <= allowed + Number.EPSILON * 8 * Math.max(Math.abs(found), Math.abs(wanted));
  return decided(
    isClose,
    reason(isClose ? "number-close" : "number-far", { found, wanted, difference, allowed }),
    {
      detail: { found, wanted, difference },
    },
  );
}
