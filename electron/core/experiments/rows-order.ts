import { caseMeans, isRatio, rounding } from "#shared/experiments/arm-values.ts";
import { type ArmChange, type ArmFilter, armChange, type Metric } from "#shared/model/experiment.ts";
import { findCases, findReplies } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { evidenceOf, type Readings } from "./evidence.ts";
import { balances } from "./rows-fare.ts";

/** A change as a number: its place in `armChange`. */
export const changeCodes = armChange.options;
const code = (change: ArmChange): number => changeCodes.indexOf(change);

/** What needs somebody first. */
const attention: ArmChange[] = ["broken", "fixed", "unknown", "same"];

/** Of every row, how the arm `versus` fared against the first. */
export function changesOf(
  context: ExperimentContext,
  readings: Readings,
  versus: number,
  metric: Metric = readings.experiment.plan.metric,
): Uint8Array {
  const changes = new Uint8Array(readings.layout.rows).fill(code("unknown"));
  const [better, worse, same] = [code("fixed"), code("broken"), code("same")];
  if (metric.kind === "pass") {
    for (const [index, { firstRow, arms }] of readings.layout.rounds.entries()) {
      const [before, after] = [arms[0], arms[versus]];
      const [first, other] = [readings.columns[index]?.[0], readings.columns[index]?.[versus]];
      if (before === undefined || after === undefined || first === undefined || other === undefined) continue;
      const was = balances(first, before, readings.layout.repeats);
      const is = balances(other, after, readings.layout.repeats);
      for (let place = 0; place < was.length; place += 1) {
        const [one, two] = [was[place] as number, is[place] as number];
        if (one !== 0 && two !== 0)
          changes[firstRow + place] = one === two ? same : two > one ? better : worse;
      }
    }
    return changes;
  }
  const evidence = evidenceOf(context, readings, metric);
  const { arms, cases, repeats } = evidence;
  const [first, other] = [arms[0], arms[versus]];
  if (first === undefined || other === undefined) return changes;
  const was = caseMeans(first, cases, repeats).means;
  const is = caseMeans(other, cases, repeats).means;
  const sign = isRatio(metric) ? -1 : 1;
  for (let row = 0; row < cases; row += 1) {
    const difference = sign * ((is[row] as number) - (was[row] as number));
    if (Number.isNaN(difference)) continue;
    changes[row] = Math.abs(difference) < rounding ? same : difference > 0 ? better : worse;
  }
  return changes;
}

export function countChanges(changes: Uint8Array): Record<ArmChange, number> {
  const counts = { fixed: 0, broken: 0, same: 0, unknown: 0 };
  for (const change of changes) counts[changeCodes[change] ?? "unknown"] += 1;
  return counts;
}

/** The rows that pass the filter; `sort: "case"` leaves them as they stand. */
export function orderRows(
  context: ExperimentContext,
  readings: Readings,
  changes: Uint8Array,
  { filter, sort }: { filter: ArmFilter; sort: "attention" | "case" },
): Uint32Array {
  const isFound = rowsWithText(context, readings, filter.text.trim());
  const wanted = filter.change === undefined ? null : code(filter.change);
  const rows = new Uint32Array(changes.length);
  let filled = 0;
  // One walk for each change that is to come before the next.
  for (const own of sort === "case" ? [null] : attention.map(code))
    for (let row = 0; row < changes.length; row += 1) {
      const change = changes[row];
      if ((own !== null && change !== own) || (wanted !== null && change !== wanted)) continue;
      if (isFound !== null && isFound[row] !== 1) continue;
      rows[filled] = row;
      filled += 1;
    }
  return rows.slice(0, filled);
}

/** 1 where the case, or the reply of an arm to it, has the text; null: none is looked for. */
function rowsWithText(
  { tests }: ExperimentContext,
  { layout, columns }: Readings,
  text: string,
): Uint8Array | null {
  if (text === "") return null;
  const found = new Uint8Array(layout.rows);
  const cases = findCases(tests, text);
  for (const [index, { firstRow, caseIndexes, hashes, arms }] of layout.rounds.entries()) {
    for (let place = 0; place < caseIndexes.length; place += 1)
      if (cases.has(hashes[caseIndexes[place] as number] ?? "")) found[firstRow + place] = 1;
    for (const [arm, { firstCell, asked }] of arms.entries()) {
      const own = columns[index]?.[arm];
      if (own === undefined) continue;
      const has = new Uint8Array(own.sequence.length);
      for (const cell of findReplies(tests, own, text)) has[cell] = 1;
      for (let place = 0; place < caseIndexes.length; place += 1)
        for (let repeat = 0; repeat < layout.repeats; repeat += 1)
          if (
            asked[place * layout.repeats + repeat] === 1 &&
            has[(firstCell[place] as number) + repeat] === 1
          )
            found[firstRow + place] = 1;
    }
  }
  return found;
}
