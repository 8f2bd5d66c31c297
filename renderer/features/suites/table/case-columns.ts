import type { TFunction } from "i18next";
import type { VariableValue } from "#shared/model/content.ts";
import { type CaseContent, type SuiteCase, split } from "#shared/model/suite.ts";
import { ownValue } from "#shared/text/needed-variables.ts";
import { formatNumber } from "../../../ui/format.ts";
import type { SheetColumn } from "../../../ui/sheet/sheet-model.ts";
import { readChecks, writeChecks } from "../checks/check-lines.ts";
import type { CaseInput } from "../open/prompt-inputs.ts";
import { oneLine, readExpected, readTyped, valueLine, valueProblem, valueText } from "./value-text.ts";

export type Writing = { content: CaseContent } | { problem: string };

/** A column of the table of cases: a cell is a part of the case, written as text. */
export interface CaseColumn extends SheetColumn<SuiteCase> {
  kind: "name" | "input" | "expected" | "checks" | "tags" | "group" | "weight" | "split" | "notes";
  /** Without the others of a case; undefined: this column has no value of its own that could be copied whole. */
  write: (content: CaseContent, text: string) => Writing;
}

const widths: Record<CaseColumn["kind"], number> = {
  name: 176,
  input: 216,
  expected: 216,
  checks: 216,
  tags: 128,
  group: 96,
  weight: 72,
  split: 96,
  notes: 176,
};

export interface ColumnLook {
  inputs: readonly CaseInput[];
  /** Pixels by the column's key; 0: hidden. */
  widths: Readonly<Record<string, number>>;
}

export function caseColumns(t: TFunction, { inputs, widths: chosen }: ColumnLook): CaseColumn[] {
  const all = [
    textColumn(t, "name", 200),
    ...inputs.map((input) => inputColumn(t, input)),
    expectedColumn(t),
    checksColumn(t),
    tagsColumn(t),
    textColumn(t, "group", 200),
    weightColumn(t),
    splitColumn(t),
    textColumn(t, "notes", Number.POSITIVE_INFINITY),
  ];
  return all.map((column) => ({
    ...column,
    width: chosen[column.key] || column.width,
    problemOf: ({ content }, text) => {
      const written = column.write(content, text);
      return "problem" in written ? written.problem : null;
    },
  }));
}

function textColumn(t: TFunction, kind: "name" | "group" | "notes", most: number): CaseColumn {
  return {
    kind,
    key: kind,
    title: t(`suites.column.${kind}`),
    hint: t(`suites.columnHint.${kind}`),
    width: widths[kind],
    read: ({ content }) => ({ text: oneLine(content[kind] ?? "") }),
    textOf: ({ content }) => content[kind] ?? "",
    write: (content, text) => {
      if (text.length > most) return { problem: t("suites.problem.tooLong", { most }) };
      return { content: { ...content, [kind]: kind === "group" && text === "" ? null : text } };
    },
  };
}

function inputColumn(t: TFunction, input: CaseInput): CaseColumn {
  const variable = input.kind === "value" ? input.variable : undefined;
  const choices =
    variable?.type === "enum"
      ? variable.options
      : variable?.type === "boolean"
        ? ["true", "false"]
        : undefined;
  const givenBy = (content: CaseContent) => ownValue(content.inputs, input.name);
  return {
    kind: "input",
    key: `input:${input.name}`,
    title: input.name,
    hint: input.kind === "history" ? t("suites.columnHint.history") : variable?.description,
    width: widths.input,
    isMono: false,
    isNumeric: variable?.type === "number",
    choices,
    read: ({ content }) => {
      const value = givenBy(content);
      const code = valueProblem(value, variable);
      if (code !== null)
        return { text: valueLine(value), tone: "problem", hint: t(`editor.valueProblem.${code}`) };
      if (value === undefined && variable?.default !== undefined) {
        return { text: valueLine(variable.default), tone: "faint", hint: t("suites.defaultCounts") };
      }
      return { text: valueLine(value), tone: value === "" ? "faint" : undefined };
    },
    textOf: ({ content }) => valueText(givenBy(content), variable?.type),
    write: (content, text) => {
      const value =
        input.kind === "history" ? readHistory(text) : readTyped(text, variable, givenBy(content));
      return { content: { ...content, inputs: withInput(content.inputs, input.name, value) } };
    },
  };
}

function readHistory(text: string): VariableValue | undefined {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as VariableValue;
  } catch {
    return text;
  }
}

export function withInput(
  inputs: CaseContent["inputs"],
  name: string,
  value: VariableValue | undefined,
): CaseContent["inputs"] {
  const { [name]: _before, ...rest } = inputs;
  return value === undefined ? rest : { ...inputs, [name]: value };
}

const expectedColumn = (t: TFunction): CaseColumn => ({
  kind: "expected",
  key: "expected",
  title: t("suites.column.expected"),
  hint: t("suites.columnHint.expected"),
  width: widths.expected,
  read: ({ content }) => ({ text: valueLine(content.expected) }),
  textOf: ({ content }) => valueText(content.expected),
  write: (content, text) => ({ content: { ...content, expected: readExpected(text, content.expected) } }),
});

const checksColumn = (t: TFunction): CaseColumn => ({
  kind: "checks",
  key: "checks",
  title: t("suites.column.checks"),
  hint: t("suites.columnHint.checks"),
  width: widths.checks,
  isMono: true,
  read: ({ content }) => ({ text: oneLine(writeChecks(content.checks).replaceAll("\n", "  ")) }),
  textOf: ({ content }) => writeChecks(content.checks),
  write: (content, text) => {
    const checks = readChecks(text, content.checks);
    if (checks.length > 50) return { problem: t("suites.problem.tooManyChecks", { most: 50 }) };
    return { content: { ...content, checks } };
  },
});

const tagsColumn = (t: TFunction): CaseColumn => ({
  kind: "tags",
  key: "tags",
  title: t("suites.column.tags"),
  hint: t("suites.columnHint.tags"),
  width: widths.tags,
  read: ({ content }) => ({ text: content.tags.join(", ") }),
  textOf: ({ content }) => content.tags.join(", "),
  write: (content, text) => {
    const tags = [...new Set(text.split(/[,，\n]/).map((tag) => tag.trim()))].filter((tag) => tag !== "");
    if (tags.length > 50) return { problem: t("suites.problem.tooManyTags", { most: 50 }) };
    if (tags.some((tag) => tag.length > 60)) return { problem: t("suites.problem.longTag", { most: 60 }) };
    return { content: { ...content, tags } };
  },
});

const weightColumn = (t: TFunction): CaseColumn => ({
  kind: "weight",
  key: "weight",
  title: t("suites.column.weight"),
  hint: t("suites.columnHint.weight"),
  width: widths.weight,
  isNumeric: true,
  read: ({ content }) => ({
    text: formatNumber(content.weight),
    tone: content.weight === 1 ? "faint" : undefined,
  }),
  textOf: ({ content }) => String(content.weight),
  write: (content, text) => {
    const weight = text.trim() === "" ? 1 : Number(text.trim().replace(",", "."));
    if (!(weight >= 0 && weight <= 1_000)) return { problem: t("suites.problem.weight", { most: 1_000 }) };
    return { content: { ...content, weight } };
  },
});

const splitColumn = (t: TFunction): CaseColumn => ({
  kind: "split",
  key: "split",
  title: t("suites.column.split"),
  hint: t("suites.columnHint.split"),
  width: widths.split,
  choices: split.options,
  read: ({ content }) => ({ text: content.split ?? "" }),
  textOf: ({ content }) => content.split ?? "",
  write: (content, text) => {
    const wanted = text.trim().toLowerCase();
    if (wanted === "") return { content: { ...content, split: null } };
    const read = split.safeParse(wanted);
    if (!read.success) return { problem: t("suites.problem.split", { options: split.options.join(", ") }) };
    return { content: { ...content, split: read.data } };
  },
});

/** The cell as it is when nothing was ever put there. */
export const clearedText = (column: CaseColumn): string => (column.kind === "weight" ? "1" : "");
