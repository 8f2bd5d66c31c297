import type { TestRun } from "#shared/model/test-run.ts";
import { clusteredProportion } from "#shared/statistics/proportion.ts";
import type { Database } from "../store/database.ts";
import { casesOf, type ResultColumns, verdictAt } from "./results-columns.ts";
import { listTags } from "./results-store.ts";

/** How the cases of each tag fared, by the names of the tags. */
export function perTag(db: Database, columns: ResultColumns, clusters: Int32Array | null): TestRun["perTag"] {
  const cases = casesOfTags(db, columns);
  return [...cases]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([tag, indexes]) => ofTag(columns, tag, indexes, clusters));
}

/** Which cases have a tag, by where they stand; one content may stand at several places. */
function casesOfTags(db: Database, columns: ResultColumns): Map<string, number[]> {
  const { places } = casesOf(db, columns);
  const cases = new Map<string, number[]>();
  for (const { hash, tag } of listTags(db, [...places.keys()])) {
    const found = places.get(hash);
    if (found === undefined) continue;
    const indexes = cases.get(tag) ?? [];
    cases.set(tag, indexes);
    if (typeof found === "number") indexes.push(found);
    else indexes.push(...found);
  }
  return cases;
}

function ofTag(
  columns: ResultColumns,
  tag: string,
  indexes: number[],
  clusters: Int32Array | null,
): TestRun["perTag"][number] {
  const each = columns.grid.models * columns.grid.repeats;
  const counts = { pass: 0, fail: 0, error: 0, unscored: 0 };
  const passed: number[] = [];
  const decided: number[] = [];
  const places = new Map<number, number>();
  for (const index of indexes) {
    const cluster = clusters?.[index] ?? index;
    let place = passed.length;
    // Only groups have more than one case.
    if (clusters !== null) place = places.get(cluster) ?? place;
    places.set(cluster, place);
    let [passes, verdicts] = [passed[place] ?? 0, decided[place] ?? 0];
    for (let cell = index * each; cell < (index + 1) * each; cell += 1) {
      if ((columns.sequence[cell] ?? 0) === 0) continue;
      const verdict = verdictAt(columns, cell);
      counts[verdict] += 1;
      if (verdict === "pass") passes += 1;
      if (verdict === "pass" || verdict === "fail") verdicts += 1;
    }
    passed[place] = passes;
    decided[place] = verdicts;
  }
  const { rate, interval } = clusteredProportion(passed, decided);
  const { pass, fail, error, unscored } = counts;
  return {
    tag,
    passed: pass,
    failed: fail,
    errored: error,
    unscored,
    passRate: rate,
    passInterval: interval,
  };
}
