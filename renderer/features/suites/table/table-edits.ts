import type { CaseId } from "#shared/model/ids.ts";
import { type CaseContent, type CaseEdit, caseContent, type SuiteCase } from "#shared/model/suite.ts";
import type { Range } from "../../../ui/sheet/sheet-selection.ts";
import { newCaseId } from "../open/edit-queue.ts";
import { type CaseColumn, clearedText } from "./case-columns.ts";

export interface TableEdit {
  edits: CaseEdit[];
  /** Cells that could not be taken, which stay as they were, and why the first of them could not. */
  refused: { count: number; first: string | null };
  /** Columns of a pasted block for which the table has none. */
  columnsLost: number;
}

export const emptyCase = (): CaseContent => caseContent.parse({});

/** Writes texts into one case; what cannot be taken is counted. */
function writeCells(
  content: CaseContent,
  cells: Iterable<[column: CaseColumn, text: string]>,
  refused: TableEdit["refused"],
): CaseContent {
  let now = content;
  for (const [column, text] of cells) {
    const written = column.write(now, text);
    if ("content" in written) now = written.content;
    else {
      refused.count += 1;
      refused.first ??= `${column.title}: ${written.problem}`;
    }
  }
  return now;
}

const update = (before: SuiteCase, content: CaseContent): CaseEdit[] =>
  content === before.content || JSON.stringify(content) === JSON.stringify(before.content)
    ? []
    : [{ kind: "update", caseId: before.caseId, content }];

/** Empties the columns of these cases. */
export function clearCells(cases: readonly SuiteCase[], columns: readonly CaseColumn[]): TableEdit {
  const refused = { count: 0, first: null };
  const cleared = columns.map((column): [CaseColumn, string] => [column, clearedText(column)]);
  return {
    edits: cases.flatMap((each) => update(each, writeCells(each.content, cleared, refused))),
    refused,
    columnsLost: 0,
  };
}

/** Repeats the pattern's cells over other cases. */
export function fillCells(
  pattern: readonly SuiteCase[],
  targets: readonly SuiteCase[],
  columns: readonly CaseColumn[],
  /** Row of the first target, counted from the first of the pattern; negative above it. */
  offset: number,
): TableEdit {
  const refused = { count: 0, first: null };
  const size = pattern.length;
  const edits = targets.flatMap((target, index) => {
    const source = pattern[(((offset + index) % size) + size) % size];
    if (source === undefined) return [];
    const cells = columns.map((column): [CaseColumn, string] => [column, column.textOf(source)]);
    return update(target, writeCells(target.content, cells, refused));
  });
  return { edits, refused, columnsLost: 0 };
}

export interface PastePlan {
  rows: number;
  columns: number;
}

/** How far a block reaches when it is put on a range: a range of several whole blocks is filled with it. */
export function pasteSize(block: readonly (readonly string[])[], range: Range): PastePlan {
  const height = block.length;
  const width = Math.max(...block.map((row) => row.length));
  const rows = range.bottom - range.top + 1;
  const columns = range.right - range.left + 1;
  return {
    rows: rows > height && rows % height === 0 ? rows : height,
    columns: columns > width && columns % width === 0 ? columns : width,
  };
}

interface Paste {
  block: readonly (readonly string[])[];
  size: PastePlan;
  /** The cases from the range's first row on that are there; rows beyond them become new cases. */
  cases: readonly SuiteCase[];
  /** The columns from the range's first one on. */
  columns: readonly CaseColumn[];
  /** The last case of the table: new ones come after it. */
  last: CaseId | null;
}

export function pasteCells({ block, size, cases, columns, last }: Paste): TableEdit {
  const refused = { count: 0, first: null };
  const edits: CaseEdit[] = [];
  let after = last;
  const reached = columns.slice(0, size.columns);
  const width = Math.max(...block.map((each) => each.length));
  for (let row = 0; row < size.rows; row += 1) {
    const texts = block[row % block.length] ?? [];
    // A row that is shorter than others says nothing of the columns it does not reach.
    const cells = reached.flatMap((column, index): [CaseColumn, string][] => {
      const text = texts[index % width];
      return text === undefined ? [] : [[column, text]];
    });
    const before = cases[row];
    if (before !== undefined) {
      edits.push(...update(before, writeCells(before.content, cells, refused)));
      continue;
    }
    const caseId = newCaseId();
    edits.push({ kind: "add", caseId, after, content: writeCells(emptyCase(), cells, refused) });
    after = caseId;
  }
  return { edits, refused, columnsLost: Math.max(0, size.columns - reached.length) };
}

/** The same cases once more, each after the last of them. */
export function duplicateCases(cases: readonly SuiteCase[], nameOf: (name: string) => string): CaseEdit[] {
  let after = cases.at(-1)?.caseId ?? null;
  return cases.map(({ content }) => {
    const edit: CaseEdit = {
      kind: "add",
      caseId: newCaseId(),
      after,
      content: { ...content, name: content.name === "" ? "" : nameOf(content.name) },
    };
    after = edit.caseId ?? null;
    return edit;
  });
}

/** Moves a block of cases behind another case; null: to the top. */
export function moveCases(cases: readonly SuiteCase[], behind: CaseId | null): CaseEdit[] {
  let after = behind;
  return cases.map(({ caseId }) => {
    const edit: CaseEdit = { kind: "move", caseId, after };
    after = caseId;
    return edit;
  });
}
