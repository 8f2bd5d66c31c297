import { storedValue, type Variable, type VariableValue } from "../model/content.ts";
import {
  type CaseContent,
  type ColumnMapping,
  type ColumnTarget,
  caseContent,
  caseTag,
  split,
} from "../model/suite.ts";
import { textFault } from "../model/text.ts";
import { readValue } from "../text/variable-value.ts";
import type { Cell, DataRow } from "./data-table.ts";
import { valueText } from "./excerpts.ts";
import { type ImportProblem, importProblem, quoted } from "./import-problem.ts";
import { readChecks } from "./read-check.ts";

/** What a row says of a case; a field that none of its cells is for is not there. */
export interface RowFields extends Partial<Omit<CaseContent, "inputs">> {
  inputs: Record<string, VariableValue>;
}

export interface RowReading {
  row: number;
  /** By which the row is recognised; null: it has none. */
  key: string | null;
  /** null: nothing can be made of it. */
  fields: RowFields | null;
  problems: ImportProblem[];
}

/** What decides how a cell is read. */
export interface ImportPlan {
  columns: string[];
  mapping: ColumnMapping;
  variables: Variable[];
  /** Placeholders of conversations: their values are lists of messages. */
  histories: string[];
}

export function readRow({ row, cells, problems }: DataRow, plan: ImportPlan): RowReading {
  if (cells === null) return { row, key: null, fields: null, problems };
  const reading = new Reading(plan, [...problems]);
  for (const column of plan.columns) {
    const cell = cells.get(column);
    const target = Object.hasOwn(plan.mapping, column) ? plan.mapping[column] : undefined;
    if (cell !== undefined && target !== undefined && target.kind !== "skip")
      reading.take(column, target, cell);
  }
  return { row, key: reading.key, fields: reading.fields, problems: reading.problems };
}

/** The case that comes of it: the fields that the row names, and everything else as it is in `before`. */
export function completeCase(
  fields: RowFields,
  before: CaseContent | null,
): { content: CaseContent; problem: null } | { content: null; problem: ImportProblem } {
  const parsed = caseContent.safeParse({
    ...before,
    ...fields,
    inputs: { ...before?.inputs, ...fields.inputs },
  });
  if (parsed.success) return { content: parsed.data, problem: null };
  const [issue] = parsed.error.issues;
  const params = { path: issue?.path.join(".") ?? "", said: issue?.message ?? "" };
  return { content: null, problem: importProblem("case-invalid", params) };
}

class Reading {
  readonly #fields: RowFields = { inputs: {} };
  readonly problems: ImportProblem[];
  key: string | null = null;
  readonly #plan: ImportPlan;
  #isUsable = true;

  constructor(plan: ImportPlan, problems: ImportProblem[]) {
    this.#plan = plan;
    this.problems = problems;
  }

  /** A case without a text that could not be taken is not the one that was meant. */
  get fields(): RowFields | null {
    return this.#isUsable ? this.#fields : null;
  }

  take(column: string, target: ColumnTarget, cell: Cell): void {
    const { value } = cell;
    const fault = faultOf(value);
    if (fault !== null) {
      this.problems.push(importProblem("unstorable", { column, fault }));
      this.#isUsable = false;
      return;
    }
    const text = valueText(value);
    const fields = this.#fields;
    switch (target.kind) {
      case "skip":
        return;
      case "key":
        this.key = text.trim() === "" ? null : text.trim();
        return;
      case "input":
        this.#takeInput(column, target.name, cell);
        return;
      case "expected":
        fields.expected = cell.isTyped ? expectedOf(column, value) : value === "" ? null : value;
        return;
      case "name":
        fields.name = this.#nameOf(text);
        return;
      case "notes":
        fields.notes = [fields.notes, text].filter(Boolean).join("\n");
        return;
      case "group":
        fields.group = value === null || (!cell.isTyped && text === "") ? null : text;
        return;
      case "tags":
        fields.tags = [...(fields.tags ?? []), ...this.#tagsOf(value)];
        return;
      case "turns":
        fields.turns = this.#turnsOf(value);
        return;
      case "weight":
        fields.weight = this.#numberOf(text, "bad-weight", 1_000) ?? 1;
        return;
      case "threshold":
        fields.threshold = this.#numberOf(text, "bad-threshold", 1);
        return;
      case "split":
        fields.split = this.#splitOf(text);
        return;
      case "check": {
        const typed = target.checkType === undefined ? null : { type: target.checkType, value };
        const read = readChecks(typed === null || text === "" ? value : typed, column);
        fields.checks = [...(fields.checks ?? []), ...read.checks];
        this.problems.push(...read.problems);
        return;
      }
    }
  }

  /** Text stays text unless the prompt says what it is; what does not fit stays as it is, and is told. */
  #takeInput(column: string, name: string, { value, isTyped }: Cell): void {
    const { variables, histories } = this.#plan;
    const variable = variables.find((candidate) => candidate.name === name);
    if (isTyped || typeof value !== "string") {
      this.#fields.inputs[name] = value;
      return;
    }
    if (value === "") {
      // Nothing stands there: the default counts where there is one, and only a text can be empty.
      if (variable?.type === "text" && variable.default === undefined) this.#fields.inputs[name] = "";
      return;
    }
    const type = histories.includes(name) ? "json" : (variable?.type ?? "text");
    if (type === "text") {
      this.#fields.inputs[name] = value;
      return;
    }
    const reading = readValue({ ...variable, name, type }, value);
    this.#fields.inputs[name] = reading.ok ? reading.value : value;
    if (!reading.ok) this.problems.push(importProblem("value-invalid", { column, said: reading.message }));
  }

  #nameOf(text: string): string {
    if (text.length <= 200) return text;
    this.problems.push(importProblem("cut-name", { length: text.length }));
    return text.slice(0, 199).replace(/[\uD800-\uDBFF]$/, "");
  }

  #tagsOf(value: VariableValue): string[] {
    const written = Array.isArray(value) ? value.map(valueText) : valueText(value).split(/[,;|，；、\n]/);
    return written.flatMap((text) => {
      if (text.trim() === "") return [];
      const tag = caseTag.safeParse(text);
      if (tag.success) return [tag.data];
      this.problems.push(importProblem("bad-tag", { tag: quoted(text) }));
      return [];
    });
  }

  #turnsOf(value: VariableValue): string[] {
    const read = typeof value === "string" ? turnsIn(value) : value;
    if (Array.isArray(read) && read.every((turn) => typeof turn === "string")) return read;
    if (read !== null) this.problems.push(importProblem("bad-turns"));
    return [];
  }

  #numberOf(text: string, code: "bad-weight" | "bad-threshold", most: number): number | null {
    if (text.trim() === "") return null;
    const number = Number(text.trim());
    if (number >= 0 && number <= most) return number;
    this.problems.push(importProblem(code, { value: quoted(text) }));
    return null;
  }

  #splitOf(text: string): CaseContent["split"] {
    const name = text.trim().toLowerCase();
    if (name === "") return null;
    const known = split.safeParse(splitNames[name] ?? name);
    if (known.success) return known.data;
    this.problems.push(importProblem("bad-split", { value: quoted(text) }));
    return null;
  }
}

function faultOf(value: VariableValue): string | null {
  if (typeof value === "string") return textFault(value);
  if (typeof value !== "object" || value === null) return null;
  const stored = storedValue.safeParse(value);
  return stored.success ? null : `cannot be kept: ${stored.error.issues[0]?.message ?? ""}`;
}

const splitNames: Record<string, string> = {
  training: "train",
  dev: "validation",
  val: "validation",
  valid: "validation",
  eval: "validation",
  testing: "test",
  训练: "train",
  训练集: "train",
  验证: "validation",
  验证集: "validation",
  测试: "test",
  测试集: "test",
};

/** `{"answer": "…"}` of LangSmith: what is compared with the reply is the text in it. */
function expectedOf(column: string, value: VariableValue): VariableValue {
  if (column !== "outputs" || typeof value !== "object" || value === null || Array.isArray(value))
    return value;
  const inner = Object.values(value);
  return inner.length === 1 && typeof inner[0] === "string" ? inner[0] : value;
}

/** A JSON list of texts, or one turn. */
function turnsIn(text: string): VariableValue {
  if (text.trim() === "") return [];
  if (!text.trimStart().startsWith("[")) return [text];
  try {
    return JSON.parse(text) as VariableValue;
  } catch {
    return [text];
  }
}
