import type { Verdict } from "#shared/model/check.ts";
import { type ResultColumns, verdictCodes, verdictOrder } from "../tests/index.ts";
import type { ArmPlaces } from "./evidence-layout.ts";

/** How a case fared in an arm, over its repeats. */
export interface Fared {
  /** The verdict of more than half of those that have one; error or unscored where none has, or they are even. null: no attempt. */
  verdict: Verdict | null;
  /** The first attempt that decides; null: there is none. */
  attempt: number | null;
  passed: number;
  failed: number;
  errored: number;
  made: number;
  planned: number;
}

/** `place`: of the row in its round. */
export function fare(
  { sequence, verdict }: ResultColumns,
  { firstCell, asked }: ArmPlaces,
  place: number,
  repeats: number,
): Fared {
  const first: Partial<Record<Verdict, number>> = {};
  const counts = { error: 0, fail: 0, unscored: 0, pass: 0 };
  const cells = attemptedCells(sequence, { firstCell, asked }, place, repeats);
  for (const cell of cells) {
    const word = verdictOrder[verdict[cell] as number] as Verdict;
    counts[word] += 1;
    first[word] ??= sequence[cell] as number;
  }
  let planned = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) planned += asked[place * repeats + repeat] as number;
  return {
    ...decide(counts, first),
    passed: counts.pass,
    failed: counts.fail,
    errored: counts.error,
    made: cells.length,
    planned,
  };
}

function decide(
  { pass, fail }: Record<"pass" | "fail", number>,
  first: Partial<Record<Verdict, number>>,
): Pick<Fared, "verdict" | "attempt"> {
  if (pass !== fail) {
    const verdict = pass > fail ? "pass" : "fail";
    return { verdict, attempt: first[verdict] ?? null };
  }
  // Even: there is no verdict, and a failure is what somebody should look at.
  const attempt = first.fail ?? first.error ?? first.unscored ?? null;
  if (attempt === null) return { verdict: null, attempt };
  return { verdict: first.pass === undefined && first.error !== undefined ? "error" : "unscored", attempt };
}

/** The cells of a row that the run was asked and that have an attempt, in the order of the repeats. */
export function attemptedCells(
  sequence: Float64Array,
  { firstCell, asked }: ArmPlaces,
  place: number,
  repeats: number,
): number[] {
  const cells: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const cell = (firstCell[place] as number) + repeat;
    if (asked[place * repeats + repeat] === 1 && (sequence[cell] ?? 0) !== 0) cells.push(cell);
  }
  return cells;
}

/** 1: more passed than failed; −1: the other way round; 0: neither. Of every row of the round, and without a thought of the rest. */
export function balances(
  { sequence, verdict }: ResultColumns,
  { firstCell, asked }: ArmPlaces,
  repeats: number,
): Int8Array {
  const signs = new Int8Array(firstCell.length);
  for (let place = 0; place < signs.length; place += 1) {
    const first = firstCell[place] as number;
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const cell = first + repeat;
      if (asked[place * repeats + repeat] !== 1 || (sequence[cell] ?? 0) === 0) continue;
      if (verdict[cell] === verdictCodes.pass) sum += 1;
      else if (verdict[cell] === verdictCodes.fail) sum -= 1;
    }
    signs[place] = Math.sign(sum);
  }
  return signs;
}
