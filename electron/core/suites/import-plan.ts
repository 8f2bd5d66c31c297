import type { Variable } from "#shared/model/content.ts";
import { type CaseId, caseId, type PromptId, type SuiteId } from "#shared/model/ids.ts";
import type { CaseContent, ColumnMapping, DataFormat } from "#shared/model/suite.ts";
import { suggestMapping } from "#shared/suites/column-mapping.ts";
import type { DataTable } from "#shared/suites/data-table.ts";
import { type ImportProblem, importProblem } from "#shared/suites/import-problem.ts";
import { readData } from "#shared/suites/read-data.ts";
import { completeCase, type RowReading, readRow } from "#shared/suites/row-case.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { readDraft } from "../prompts/index.ts";
import { sha256 } from "../store/content-store.ts";
import { type CaseRow, caseHash, listCases, readCase } from "./case-store.ts";
import { type SuiteContext, suiteOf } from "./context.ts";
import { inSlices } from "./slices.ts";

/** What an import would do with a row. */
export interface PlannedRow {
  row: number;
  action: "add" | "update" | "same" | "skip";
  /** The case that the row is, or by its key will be; null: a new one without a key, or none. */
  caseId: CaseId | null;
  /** null: nothing can be made of it. */
  content: CaseContent | null;
  hash: string | null;
  /** Of the case as it is now, where it would be changed. */
  beforeHash: string | null;
  problems: ImportProblem[];
}

export interface PlannedImport {
  table: DataTable;
  mapping: ColumnMapping;
  /** Of the suite that it was planned for; 0: it is yet to be made. */
  revision: number;
  rows: PlannedRow[];
}

export interface ImportSource {
  suiteId: SuiteId | null;
  text: string;
  format?: DataFormat | undefined;
  fileName: string;
  mapping?: ColumnMapping | undefined;
  promptId: PromptId | null;
}

/** Reads the file and compares it with the suite; nothing is written. */
export async function planImport(
  context: SuiteContext,
  source: ImportSource,
  signal: AbortSignal,
): Promise<PlannedImport> {
  const table = readData(source.text, source);
  const suite = source.suiteId === null ? null : suiteOf(context, source.suiteId);
  const { variables, histories } = inputsOf(context, suite === null ? source.promptId : suite.promptId);
  const mapping =
    source.mapping ?? suggestMapping(table.columns, [...variables, ...histories.map((name) => ({ name }))]);
  const plan = { columns: table.columns, mapping, variables, histories };
  const readings = await inSlices(table.rows, signal, (row) => readRow(row, plan));
  const present = suite === null ? [] : listCases(context.db, suite.suiteId);
  const matching = new Matching(context, present);
  if (readings.some(({ key, fields }) => key === null && fields !== null))
    await inSlices(present, signal, (row) => matching.learn(row));
  // First the rows that are there already: of two cases with equal inputs each keeps its own row.
  await inSlices(readings, signal, (reading) => matching.claimSame(reading));
  const rows = await inSlices(readings, signal, (reading) => matching.plan(reading));
  return { table, mapping, revision: suite?.revision ?? 0, rows };
}

/** The variables of the prompt as its draft has them. */
function inputsOf(
  { prompts }: SuiteContext,
  promptId: PromptId | null,
): { variables: Variable[]; histories: string[] } {
  if (promptId === null) return { variables: [], histories: [] };
  const { content } = readDraft(prompts, promptId);
  const histories = content.messages.flatMap((message) =>
    message.role === "history" ? [message.variable] : [],
  );
  return { variables: content.variables, histories };
}

type Made =
  | { content: CaseContent; hash: string; problem: null }
  | { content: null; hash: null; problem: ImportProblem };

/** Of cases with equal inputs; a file without any inputs makes all of them equal. */
const mostCompared = 20;

/** Which case a row is: by its key, else by equal inputs and turns. */
class Matching {
  readonly #context: SuiteContext;
  readonly #byId: Map<CaseId, CaseRow>;
  /** Cases that no row is yet. */
  readonly #byInputs = new Map<string, Set<CaseRow>>();
  readonly #same = new Map<RowReading, { now: CaseRow; made: Made }>();
  readonly #keys = new Map<CaseId, number>();

  constructor(context: SuiteContext, present: CaseRow[]) {
    this.#context = context;
    this.#byId = new Map(present.map((row) => [row.caseId, row]));
  }

  learn(row: CaseRow): void {
    const name = inputsKey(readCase(this.#context.db, row.hash));
    const alike = this.#byInputs.get(name);
    if (alike === undefined) this.#byInputs.set(name, new Set([row]));
    else alike.add(row);
  }

  claimSame(reading: RowReading): void {
    const alike = this.#alike(reading);
    let compared = 0;
    for (const now of alike) {
      compared += 1;
      if (compared > mostCompared) return;
      const made = this.#complete(reading, now);
      if (made.hash !== now.hash) continue;
      alike.delete(now);
      this.#same.set(reading, { now, made });
      return;
    }
  }

  plan(reading: RowReading): PlannedRow {
    const { row, key, fields, problems } = reading;
    const nothing = { row, caseId: null, content: null, hash: null, beforeHash: null };
    if (fields === null) return { ...nothing, action: "skip", problems };
    const id = key === null ? null : idOf(key);
    const earlier = id === null ? undefined : this.#keys.get(id);
    if (id !== null && key !== null && earlier !== undefined) {
      const again = importProblem("same-key", { key, row: earlier });
      return { ...nothing, action: "skip", problems: [...problems, again] };
    }
    if (id !== null) this.#keys.set(id, row);
    const same = this.#same.get(reading);
    const now = same?.now ?? (id === null ? this.#takeAlike(reading) : this.#byId.get(id));
    const { content, hash, problem } = same?.made ?? this.#complete(reading, now);
    if (content === null) return { ...nothing, action: "skip", problems: [...problems, problem] };
    const made = { row, content, hash, problems };
    if (now === undefined) return { ...made, action: "add", caseId: id, beforeHash: null };
    if (now.hash === hash) return { ...made, action: "same", caseId: now.caseId, beforeHash: null };
    return { ...made, action: "update", caseId: now.caseId, beforeHash: now.hash };
  }

  /** Cases with the inputs of this row that no other row is. */
  #alike({ key, fields }: RowReading): Set<CaseRow> {
    if (key !== null || fields === null || this.#byInputs.size === 0) return new Set();
    const name = inputsKey({ inputs: fields.inputs, turns: fields.turns ?? [] });
    return this.#byInputs.get(name) ?? new Set();
  }

  #takeAlike(reading: RowReading): CaseRow | undefined {
    const alike = this.#alike(reading);
    const [first] = alike;
    if (first !== undefined) alike.delete(first);
    return first;
  }

  #complete({ fields }: RowReading, now: CaseRow | undefined): Made {
    const before = now === undefined ? null : readCase(this.#context.db, now.hash);
    const made = completeCase(fields ?? { inputs: {} }, before);
    return made.content === null ? { ...made, hash: null } : { ...made, hash: caseHash(made.content) };
  }
}

const inputsKey = ({ inputs, turns }: Pick<CaseContent, "inputs" | "turns">): string =>
  sha256(canonicalJson({ inputs, turns }));

/** An id of Lathe's own is itself; any other key stands for the same case in each import. */
function idOf(key: string): CaseId {
  const own = caseId.safeParse(key);
  return own.success ? own.data : caseId.parse(`cas_${sha256(`lathe.case-key/1 ${key}`).slice(0, 32)}`);
}
