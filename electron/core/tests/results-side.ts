import type { ErrorData } from "#shared/contract/errors.ts";
import type { CheckReason } from "#shared/model/check.ts";
import { textKey } from "../store/text-key.ts";
import type { TestContext } from "./context.ts";
import { type AskedCases, askedCases } from "./results-asked.ts";
import { resultCacheOf } from "./results-cache.ts";
import { columnsOf, type ResultColumns, spanOf } from "./results-columns.ts";
import { type CaseHead, listCaseHeads, listGroupsOfSuite, listReplies } from "./results-side-store.ts";
import { cellsWithReply, hashesWithText, listCases, listFailing, listTags } from "./results-store.ts";
import { hasGroups, type RunFacts } from "./summary-store.ts";

/** What those read who hold several runs beside each other. */

export const resultColumns = (context: TestContext, run: RunFacts): ResultColumns =>
  columnsOf(context.db, resultCacheOf(context).columns, run);

const scored = new WeakMap<ResultColumns, { version: number; hashes: string[] }>();

/**
 * The content that each case was checked by, at its index; with holes where nothing was called. A run that was scored
 * again was checked by what its suite said then, for the cases whose question was still the same.
 */
export function scoredHashes(
  context: TestContext,
  run: RunFacts,
  columns: ResultColumns,
): readonly (string | undefined)[] {
  if (run.rescoredFrom === null) return askedCases(context, run).hashes;
  const kept = scored.get(columns);
  if (kept?.version === columns.version) return kept.hashes;
  const span = spanOf(columns);
  const hashes: string[] = [];
  for (const { caseIndex, hash } of span === null ? [] : listCases(context.db, span))
    hashes[caseIndex] = hash;
  scored.set(columns, { version: columns.version, hashes });
  return hashes;
}

/** The groups that cases of a frozen suite belong to, by the cases' index; empty: none belongs to one. */
export const groupsOf = ({ db }: TestContext, { suiteVersionId }: AskedCases): Map<number, string> =>
  hasGroups(db)
    ? new Map(listGroupsOfSuite(db, suiteVersionId).map(({ caseIndex, name }) => [caseIndex, name]))
    : new Map();

/** Hashes of the cases that have a text somewhere. */
export const findCases = ({ db }: TestContext, text: string): Set<string> =>
  new Set(hashesWithText(db, textKey(text)));

/** Cells of a run whose reply has a text somewhere. */
export function findReplies({ db }: TestContext, columns: ResultColumns, text: string): number[] {
  const span = spanOf(columns);
  return span === null ? [] : cellsWithReply(db, span, textKey(text));
}

/** An attempt as it is shown beside those of other runs. */
export interface ShownAttempt {
  reply: string;
  isCut: boolean;
  score: number | null;
  latencyMs: number | null;
  costUsd: number | null;
  recorded: boolean;
  /** Why it did not pass, or the error; empty: neither. */
  reason: string;
  firstReason?: CheckReason;
  error?: ErrorData;
}

export function shownAttempts({ db }: TestContext, attempts: readonly number[]): Map<number, ShownAttempt> {
  const reasons = new Map<number, CheckReason>();
  for (const { attempt, reasonJson } of listFailing(db, attempts))
    if (!reasons.has(attempt)) reasons.set(attempt, JSON.parse(reasonJson) as CheckReason);
  return new Map(
    listReplies(db, attempts).map(({ attempt, isCut, recorded, errorJson, ...row }) => {
      const firstReason = reasons.get(attempt);
      const error = errorJson === null ? undefined : (JSON.parse(errorJson) as ErrorData);
      return [
        attempt,
        {
          ...row,
          isCut: isCut === 1,
          recorded: recorded === 1,
          reason: firstReason?.text ?? error?.message ?? "",
          ...(firstReason === undefined ? {} : { firstReason }),
          ...(error === undefined ? {} : { error }),
        },
      ];
    }),
  );
}

/** What a case is called and asks, in one line each. */
export function caseHeads(
  { db }: TestContext,
  hashes: readonly string[],
): Map<string, CaseHead & { tags: string[] }> {
  const heads = new Map(
    listCaseHeads(db, [...new Set(hashes)]).map((head) => [head.hash, { ...head, tags: [] as string[] }]),
  );
  for (const { hash, tag } of listTags(db, [...heads.keys()])) heads.get(hash)?.tags.push(tag);
  return heads;
}
