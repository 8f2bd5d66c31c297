import type { CaseId } from "#shared/model/ids.ts";
import type { SuiteCase } from "#shared/model/suite.ts";

export const pageSize = 100;
/** Pages kept on either side of what is in sight; the rest is read again when it is scrolled to. */
const keptPages = 20;

/** The windows of a table of any length that are in memory, by the number of their page. Never changed in place. */
export type CasePages = ReadonlyMap<number, readonly SuiteCase[]>;

export const pageOf = (index: number): number => Math.floor(index / pageSize);

export const caseIn = (pages: CasePages, index: number): SuiteCase | undefined =>
  pages.get(pageOf(index))?.[index % pageSize];

export function findCase(pages: CasePages, caseId: CaseId): SuiteCase | undefined {
  for (const cases of pages.values()) {
    const found = cases.find((each) => each.caseId === caseId);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** With one page more, and without those far from what is in sight. */
export function withPage(
  pages: CasePages,
  page: number,
  cases: readonly SuiteCase[],
  sight: { first: number; last: number },
): CasePages {
  const isNear = (each: number) =>
    each >= pageOf(sight.first) - keptPages && each <= pageOf(sight.last) + keptPages;
  return new Map([...[...pages].filter(([each]) => isNear(each)), [page, cases]]);
}

/** With the cases that were stored in place of what was there of them. */
export function withCases(pages: CasePages, stored: readonly SuiteCase[]): CasePages {
  const byId = new Map(stored.map((each) => [each.caseId, each]));
  return new Map(
    [...pages].map(([page, cases]) => [
      page,
      cases.some(({ caseId }) => byId.has(caseId))
        ? cases.map((each) => byId.get(each.caseId) ?? each)
        : cases,
    ]),
  );
}
