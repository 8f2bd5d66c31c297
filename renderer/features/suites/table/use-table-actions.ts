import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CaseEdit, SuiteCase } from "#shared/model/suite.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { readBlock, writeBlock } from "../../../ui/sheet/cell-block.ts";
import { at, type Range, rowsIn, type Selection } from "../../../ui/sheet/sheet-selection.ts";
import { newCaseId } from "../open/edit-queue.ts";
import { mostAtOnce, type OpenSuite } from "../open/open-suite.ts";
import type { CaseColumn } from "./case-columns.ts";
import {
  clearCells,
  duplicateCases,
  emptyCase,
  fillCells,
  moveCases,
  pasteCells,
  pasteSize,
  type TableEdit,
} from "./table-edits.ts";

interface Table {
  suite: OpenSuite;
  columns: readonly CaseColumn[];
  onSelect: (selection: Selection) => void;
}

export type TableActions = ReturnType<typeof useTableActions>;

/** What one does with the cells and rows of the table. Each is one step, which one undo takes back. */
export function useTableActions({ suite, columns, onSelect }: Table) {
  const { t } = useTranslation();
  return useMemo(() => {
    const total = () => suite.useSuite.getState().total ?? 0;
    const columnsOf = ({ left, right }: Range) => columns.slice(left, right + 1);

    /** Reads the cases and does something with them; says why where that cannot be. */
    async function withCases(
      range: { top: number; bottom: number },
      act: (cases: SuiteCase[]) => void | Promise<void>,
    ): Promise<void> {
      if (range.bottom - range.top + 1 > mostAtOnce) {
        notifyError(new Error(t("suites.tooMany.text", { most: mostAtOnce })), t("suites.tooMany.title"));
        return;
      }
      try {
        await act(range.bottom < range.top ? [] : await suite.casesIn(range.top, range.bottom));
      } catch (error) {
        notifyError(error, t("suites.failure.read"));
      }
    }

    function apply({ edits, refused, columnsLost }: TableEdit): void {
      suite.edit(edits);
      const lost = [
        ...(refused.count > 0
          ? [t("suites.refused.cells", { count: refused.count, first: refused.first ?? "" })]
          : []),
        ...(columnsLost > 0 ? [t("suites.refused.columns", { count: columnsLost })] : []),
      ];
      if (lost.length > 0) notifyError(new Error(lost.join(" ")), t("suites.refused.title"));
    }

    const texts = (cases: readonly SuiteCase[], range: Range): string =>
      writeBlock(cases.map((each) => columnsOf(range).map((column) => column.textOf(each))));

    function clear(range: Range): Promise<void> {
      return withCases(range, (cases) => apply(clearCells(cases, columnsOf(range))));
    }

    /** The case above which something new is to be put in; null: at the top. */
    async function caseAbove(row: number): Promise<SuiteCase | null> {
      if (row <= 0) return null;
      return (await suite.casesIn(row - 1, row - 1))[0] ?? null;
    }

    async function add(row: number): Promise<void> {
      await withCases({ top: 1, bottom: 0 }, async () => {
        const above = await caseAbove(row);
        suite.edit([
          { kind: "add", caseId: newCaseId(), after: above?.caseId ?? null, content: emptyCase() },
        ]);
        await suite.flush();
        onSelect(at(row, 0));
      });
    }

    return {
      commit(edited: SuiteCase, column: number, text: string): void {
        // What was stored of the case while it was being edited stays.
        const content = suite.contentOf(edited.caseId) ?? edited.content;
        const written = columns[column]?.write(content, text);
        if (written === undefined || !("content" in written)) return;
        suite.edit([{ kind: "update", caseId: edited.caseId, content: written.content }]);
      },
      clear,
      copy(range: Range, isCut: boolean, clipboard: DataTransfer): void {
        const rows = Array.from({ length: rowsIn(range) }, (_each, index) => suite.caseAt(range.top + index));
        if (rows.every((row) => row !== undefined)) {
          clipboard.setData("text/plain", texts(rows, range));
          if (isCut) void clear(range);
          return;
        }
        void withCases(range, async (cases) => {
          await navigator.clipboard.writeText(texts(cases, range));
          if (isCut) await clear(range);
          else notifyDone(t("suites.done.copied", { count: cases.length }));
        });
      },
      async paste(range: Range, text: string): Promise<void> {
        if (text === "") return;
        const block = readBlock(text);
        const size = pasteSize(block, range);
        const bottom = range.top + size.rows - 1;
        if (size.rows > mostAtOnce) {
          notifyError(new Error(t("suites.tooMany.paste", { most: mostAtOnce })), t("suites.tooMany.title"));
          return;
        }
        await withCases({ top: range.top, bottom: Math.min(bottom, total() - 1) }, async (cases) => {
          const last = bottom >= total() ? await caseAbove(total()) : null;
          const pasted = pasteCells({
            block,
            size,
            cases,
            columns: columns.slice(range.left),
            last: last?.caseId ?? null,
          });
          apply(pasted);
          if (bottom >= total()) await suite.flush();
          const right = Math.min(columns.length - 1, range.left + size.columns - 1);
          onSelect({
            anchor: { row: bottom, column: right },
            focus: { row: range.top, column: range.left },
          });
        });
      },
      async fill(range: Range, rows: { top: number; bottom: number }): Promise<void> {
        await withCases(range, async (pattern) => {
          await withCases(rows, (targets) =>
            apply(fillCells(pattern, targets, columnsOf(range), rows.top - range.top)),
          );
          onSelect({
            anchor: { row: Math.max(range.bottom, rows.bottom), column: range.right },
            focus: { row: Math.min(range.top, rows.top), column: range.left },
          });
        });
      },
      add,
      addLast: () => add(total()),
      duplicate: (range: Range) =>
        withCases(range, (cases) => {
          suite.edit(duplicateCases(cases, (name) => t("suites.copyOf", { name })));
        }),
      remove: (range: Range) =>
        withCases(range, (cases) => {
          suite.edit(cases.map(({ caseId }): CaseEdit => ({ kind: "remove", caseId })));
        }),
      async move(range: Range, by: -1 | 1): Promise<void> {
        if (by < 0 ? range.top === 0 : range.bottom >= total() - 1) return;
        await withCases(range, async (cases) => {
          const behind = await caseAbove(by < 0 ? range.top - 1 : range.bottom + 2);
          suite.edit(moveCases(cases, behind?.caseId ?? null));
          await suite.flush();
          onSelect({
            anchor: { row: range.top + by, column: range.left },
            focus: { row: range.bottom + by, column: range.right },
          });
        });
      },
    };
  }, [suite, columns, onSelect, t]);
}
