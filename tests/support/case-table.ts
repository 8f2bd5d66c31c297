import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const testFile = /\.(test|spec)\.tsx?$/;
/** The numbers that begin a test's title: `R-08 …`, `R-08 A-23 …`, `R-14, R-15: …`. */
const title = /["'`]((?:[RA]-\d\d[ ,:/]+)+)/g;

/** The test files, from the repository's root, in whose titles a case's number stands. */
export function findCases(): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const path of ["shared", "electron", "renderer", "tests"].flatMap(filesIn)) {
    for (const [, numbers] of readFileSync(join(root, path), "utf8").matchAll(title)) {
      for (const number of numbers?.match(/[RA]-\d\d/g) ?? []) {
        found.set(number, (found.get(number) ?? new Set()).add(path));
      }
    }
  }
  return new Map([...found].map(([number, paths]) => [number, [...paths].sort()]));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(path);
    return testFile.test(entry.name) ? [path] : [];
  });
}

const row = /^\| ([RA]-\d\d) \| ([^|]*) \| ([^|]*) \|$/;
const notYet = "Not yet: ";

export interface CaseRow {
  number: string;
  what: string;
  /** The tests, or why there is none. */
  where: string;
}

export const rowsOf = (page: string): CaseRow[] =>
  page.split("\n").flatMap((line) => {
    const [, number, what, where] = row.exec(line) ?? [];
    return number === undefined ? [] : [{ number, what: what ?? "", where: where ?? "" }];
  });

/** The page with the tests of today in its third column. A case without a test keeps its reason. */
export function casePage(page: string, cases: Map<string, string[]>): string {
  return page
    .split("\n")
    .map((line) => {
      const [, number, what, where] = row.exec(line) ?? [];
      if (number === undefined) return line;
      const tests = cases.get(number) ?? [];
      const reason = where?.startsWith(notYet) ? where : `${notYet}no reason given.`;
      return `| ${number} | ${what} | ${tests.length > 0 ? tests.join("<br>") : reason} |`;
    })
    .join("\n");
}
