import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { Verdict } from "#shared/model/check.ts";
import type { CasePair } from "#shared/model/test-run.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { readContent } from "../store/content-store.ts";
import type { Database } from "../store/database.ts";
import { sameCases } from "./baseline.ts";
import type { TestContext } from "./context.ts";
import { excerpt, factsOf } from "./results.ts";
import { resultCacheOf } from "./results-cache.ts";
import { caseIndexOf, columnsOf, presentCells, type ResultColumns, verdictAt } from "./results-columns.ts";
import { type AttemptRow, listAttemptRows } from "./results-store.ts";
import { summaryOf } from "./summary.ts";
import type { RunFacts } from "./summary-store.ts";

/** Case by case, those that broke first. */
export function compareRuns(
  context: TestContext,
  input: ParsedInput<"tests.compare">,
): Output<"tests.compare"> {
  const { db } = context;
  const cache = resultCacheOf(context);
  const [base, other] = [factsOf(db, input.base), factsOf(db, input.other)];
  const [before, after] = [columnsOf(db, cache.columns, base), columnsOf(db, cache.columns, other)];
  const pairs = pairCases(db, { facts: base, columns: before }, { facts: other, columns: after });
  const counts = { fixed: 0, broken: 0, unchanged: 0, unknown: 0 };
  for (const { change } of pairs) counts[change] += 1;
  const listed = (input.change === undefined ? shownOrder : [input.change]).flatMap((change) =>
    pairs.filter((pair) => pair.change === change),
  );
  return {
    base: summaryOf(db, cache, base),
    other: summaryOf(db, cache, other),
    counts,
    differing: differing(db, base, other),
    rows: describePairs(db, listed.slice(input.offset, input.offset + input.limit)),
    total: listed.length,
  };
}

const shownOrder = ["broken", "fixed", "unknown", "unchanged"] as const;

/** How a case fared in one run. */
interface Fared {
  verdict: Verdict;
  /** The mean of its attempts. */
  score: number | null;
  /** The first attempt with this verdict. */
  attempt: number;
  /** Not decided: no attempt has a verdict, or as many passed as failed. */
  isOpen: boolean;
}

interface Pair {
  base: Fared | null;
  other: Fared | null;
  change: CasePair["change"];
}

function pairCases(
  db: Database,
  base: { facts: RunFacts; columns: ResultColumns },
  other: { facts: RunFacts; columns: ResultColumns },
): Pair[] {
  const before = fareCases(base.columns);
  const after = fareCases(other.columns);
  const indexInBase = sameCases(db, other, base);
  const pairs: Pair[] = [];
  const paired = new Set<number>();
  for (const [index, now] of after) {
    const place = indexInBase(index);
    if (place !== undefined) paired.add(place);
    pairs.push(pairOf((place === undefined ? undefined : before.get(place)) ?? null, now));
  }
  // What is not asked any more comes after what is.
  for (const [index, was] of before) if (!paired.has(index)) pairs.push(pairOf(was, null));
  return pairs;
}

function pairOf(base: Fared | null, other: Fared | null): Pair {
  const isOpen = base === null || other === null || base.isOpen || other.isOpen;
  if (isOpen) return { base, other, change: "unknown" };
  if (base.verdict === other.verdict) return { base, other, change: "unchanged" };
  return { base, other, change: other.verdict === "pass" ? "fixed" : "broken" };
}

/** By case index: the verdict of more than half of the attempts that have one. */
function fareCases(columns: ResultColumns): Map<number, Fared> {
  const cases = new Map<number, Fared>();
  const { models, repeats } = columns.grid;
  const each = models * repeats;
  const cells = presentCells(columns);
  for (let start = 0; start < cells.length; ) {
    const index = caseIndexOf(columns, cells[start] as number);
    let end = start;
    while (end < cells.length && (cells[end] as number) < (index + 1) * each) end += 1;
    cases.set(index, fare(columns, cells.subarray(start, end)));
    start = end;
  }
  return cases;
}

function fare(columns: ResultColumns, cells: Uint32Array): Fared {
  const first: Partial<Record<Verdict, number>> = {};
  let balance = 0;
  let scoreSum = 0;
  let scored = 0;
  for (const cell of cells) {
    const verdict = verdictAt(columns, cell);
    first[verdict] ??= columns.sequence[cell] as number;
    balance += verdict === "pass" ? 1 : verdict === "fail" ? -1 : 0;
    const score = columns.score[cell] as number;
    if (Number.isNaN(score)) continue;
    scoreSum += score;
    scored += 1;
  }
  const score = scored === 0 ? null : scoreSum / scored;
  if (balance !== 0) {
    const verdict = balance > 0 ? "pass" : "fail";
    return { verdict, score, attempt: first[verdict] as number, isOpen: false };
  }
  // Even: there is no verdict, and a failure is what somebody should look at.
  const verdict = first.pass === undefined && first.error !== undefined ? "error" : "unscored";
  const attempt = first.fail ?? first.error ?? first.unscored ?? 0;
  return { verdict, score, attempt, isOpen: true };
}

function describePairs(db: Database, pairs: Pair[]): CasePair[] {
  const sequences = pairs.flatMap(({ base, other }) => [base?.attempt ?? [], other?.attempt ?? []].flat());
  const rows = new Map(listAttemptRows(db, sequences).map((row) => [row.sequence, row]));
  const side = (fared: Fared | null): CasePair["base"] => {
    const row = fared === null ? undefined : rows.get(fared.attempt);
    if (fared === null || row === undefined) return null;
    const { verdict, score, attempt } = fared;
    return { verdict, score, attempt, replyExcerpt: excerpt(row.replyExcerpt) };
  };
  return pairs.flatMap(({ base, other, change }) => {
    const row: AttemptRow | undefined = rows.get(other?.attempt ?? base?.attempt ?? 0);
    if (row === undefined) return [];
    const { caseId, caseName, inputExcerpt } = row;
    return { caseId, caseName, inputExcerpt, change, base: side(base), other: side(other) };
  });
}

/** What is not the same besides the prompt. */
function differing(db: Database, base: RunFacts, other: RunFacts): Output<"tests.compare">["differing"] {
  const models = ({ plan }: RunFacts) => JSON.stringify([...plan.models].sort());
  const hasOtherModels = models(base) !== models(other);
  const hashed = base.settingsHash !== other.settingsHash;
  return [
    ...(base.suiteHash === other.suiteHash ? [] : ["suite" as const]),
    ...(base.checksHash === other.checksHash ? [] : ["checks" as const]),
    ...(base.judgeHash === other.judgeHash ? [] : ["judge" as const]),
    // The models are part of that hash: where they differ, the settings themselves are looked at.
    ...(hashed && (!hasOtherModels || settingsOf(db, base) !== settingsOf(db, other))
      ? ["settings" as const]
      : []),
    ...(hasOtherModels ? ["models" as const] : []),
  ];
}

function settingsOf(db: Database, { contentHash }: RunFacts): string {
  const { model: _model, ...settings } = readContent(db, contentHash).model;
  return canonicalJson(settings);
}
