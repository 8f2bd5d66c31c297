import type { VariableValue } from "../model/content.ts";
import type { SuiteCase } from "../model/suite.ts";
import { suggestMapping } from "./column-mapping.ts";
import { asTypedHeader, toHarmless, typedHeader } from "./sheet-cell.ts";

/** A column of an exported sheet. */
interface SheetColumn {
  header: string;
  valueOf(one: SuiteCase): VariableValue | undefined;
  /** The text in which the value comes back as it is; null: only as JSON. */
  plain(value: VariableValue): string | null;
  /** What an empty cell comes back as, and so is written as one. */
  empty: VariableValue | undefined;
}

const text = (value: VariableValue): string | null =>
  typeof value === "string" && value !== "" ? value : null;
const number = (value: VariableValue): string => String(value);
const asJson = (value: VariableValue): string => JSON.stringify(value);
const tags = (value: VariableValue): string | null =>
  Array.isArray(value) && value.every((tag) => typeof tag === "string" && !/[,;|，；、\n]/.test(tag))
    ? value.join(", ")
    : null;

const fixed: SheetColumn[] = [
  { header: "id", valueOf: ({ caseId }) => caseId, plain: text, empty: undefined },
  { header: "name", valueOf: ({ content }) => content.name, plain: text, empty: "" },
  { header: "turns", valueOf: ({ content }) => content.turns, plain: asJson, empty: [] },
  { header: "expected", valueOf: ({ content }) => content.expected, plain: text, empty: null },
  { header: "checks", valueOf: ({ content }) => content.checks, plain: () => null, empty: [] },
  { header: "tags", valueOf: ({ content }) => content.tags, plain: tags, empty: [] },
  { header: "group", valueOf: ({ content }) => content.group, plain: text, empty: null },
  { header: "weight", valueOf: ({ content }) => content.weight, plain: number, empty: 1 },
  { header: "split", valueOf: ({ content }) => content.split, plain: text, empty: null },
  { header: "notes", valueOf: ({ content }) => content.notes, plain: text, empty: "" },
  { header: "threshold", valueOf: ({ content }) => content.threshold, plain: number, empty: null },
];

function inputColumn(name: string): SheetColumn {
  const target = Object.values(suggestMapping([name]))[0];
  const isOwn =
    target?.kind === "input" && target.name === name && name.trim() === name && !name.startsWith("'");
  return {
    header: isOwn ? name : `input:${name}`,
    valueOf: ({ content }) => (Object.hasOwn(content.inputs, name) ? content.inputs[name] : undefined),
    plain: text,
    empty: undefined,
  };
}

const isEqual = (one: VariableValue | undefined, other: VariableValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * Which columns a sheet of these cases needs, and which of them only JSON brings back as they are. To be shown every case
 * before the first is written.
 */
export class SheetSurvey {
  readonly #seen = new Map<string, { column: SheetColumn; isUsed: boolean; isTyped: boolean }>(
    fixed.map((column) => [column.header, { column, isUsed: column.header === "id", isTyped: false }]),
  );
  readonly #inputs = new Map<string, { column: SheetColumn; isUsed: boolean; isTyped: boolean }>();

  see(one: SuiteCase): void {
    for (const name of Object.keys(one.content.inputs)) {
      if (this.#inputs.has(name)) continue;
      const column = inputColumn(name);
      // A name that ends like a typed one is written twice over.
      this.#inputs.set(name, { column, isUsed: true, isTyped: typedHeader(column.header).isTyped });
    }
    for (const seen of [...this.#seen.values(), ...this.#inputs.values()]) {
      const value = seen.column.valueOf(one);
      if (value === undefined || isEqual(value, seen.column.empty)) continue;
      seen.isUsed = true;
      seen.isTyped ||= seen.column.plain(value) === null;
    }
  }

  /** The header, and how a row is written; each cell as a spreadsheet may have it. */
  columns(): { headers: string[]; cellsOf(one: SuiteCase): string[] } {
    const [first = [], rest = []] = [["id", "name"], undefined].map((names) =>
      [...this.#seen.values()].filter(
        ({ column }) => names?.includes(column.header) ?? !leading.has(column.header),
      ),
    );
    const used = [...first, ...this.#inputs.values(), ...rest].filter(({ isUsed }) => isUsed);
    return {
      headers: used.map(({ column, isTyped }) =>
        toHarmless(isTyped ? asTypedHeader(column.header) : column.header),
      ),
      cellsOf: (one) =>
        used.map(({ column, isTyped }) => {
          const value = column.valueOf(one);
          if (value === undefined || isEqual(value, column.empty)) return "";
          return toHarmless(isTyped ? JSON.stringify(value) : (column.plain(value) ?? ""));
        }),
    };
  }
}

const leading = new Set(["id", "name"]);
