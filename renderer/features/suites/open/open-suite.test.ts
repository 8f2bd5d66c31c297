import { beforeEach, expect, it, vi } from "vitest";
import type { Client } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import { caseId, suiteId } from "#shared/model/ids.ts";
import { type CaseContent, type CaseEdit, caseContent, type SuiteCase } from "#shared/model/suite.ts";
import { createOpenSuite } from "./open-suite.ts";

const suite = suiteId.parse("sui_aaaa");
const idOf = (index: number) => caseId.parse(`cas_${String(index).padStart(4, "0")}`);
const named = (name: string): CaseContent => caseContent.parse({ name });

/** A workbench with one suite, as far as this page can see one: revisions, conflicts, undo. */
class Workbench {
  cases: SuiteCase[];
  revision = 1;
  changedAt = new Map<string, number>();
  failNext: LatheError | null = null;
  calls: string[] = [];

  constructor(count: number) {
    this.cases = Array.from({ length: count }, (_each, index) => ({
      caseId: idOf(index),
      hash: `h${index}`,
      content: named(`case ${index}`),
    }));
  }

  client: Client<AbortSignal> = {
    call: async (operation, input) => {
      this.calls.push(operation);
      if (this.failNext !== null && operation === "suites.edit-cases") {
        const error = this.failNext;
        this.failNext = null;
        throw error;
      }
      return this.answer(operation, input as never) as never;
    },
    stream: () => {
      throw new Error("nothing streams here");
    },
  };

  answer(
    operation: string,
    input: { offset?: number; limit?: number; baseRevision: number; edits: CaseEdit[] },
  ) {
    if (operation === "suites.read") return { cases: this.cases.length, revision: this.revision };
    if (operation === "suites.cases") {
      const { offset = 0, limit = 100 } = input;
      return {
        cases: this.cases.slice(offset, offset + limit),
        total: this.cases.length,
        revision: this.revision,
      };
    }
    if (operation === "suites.edit-cases") return this.edit(input);
    throw new Error(`unexpected ${operation}`);
  }

  edit({ baseRevision, edits }: { baseRevision: number; edits: CaseEdit[] }) {
    const undo: CaseEdit[] = [];
    const touched: SuiteCase[] = [];
    for (const edit of edits) {
      const index = this.cases.findIndex((each) => "caseId" in edit && each.caseId === edit.caseId);
      const before = this.cases[index];
      if (edit.kind === "update") {
        if (before === undefined) throw conflict("removed", edit.caseId);
        if ((this.changedAt.get(edit.caseId) ?? 0) > baseRevision) throw conflict("changed", edit.caseId);
        undo.unshift({ ...edit, content: before.content });
        this.put(index, edit.content);
        touched.push(this.cases[index] as SuiteCase);
      } else if (edit.kind === "remove" && before !== undefined) {
        undo.unshift({
          kind: "add",
          caseId: before.caseId,
          after: this.cases[index - 1]?.caseId ?? null,
          content: before.content,
        });
        this.cases.splice(index, 1);
      } else if (edit.kind === "add" && before === undefined) {
        const at = edit.after === null ? 0 : this.cases.findIndex((each) => each.caseId === edit.after) + 1;
        const added = { caseId: edit.caseId ?? idOf(9_999), hash: "new", content: edit.content };
        this.cases.splice(at === 0 && edit.after !== null ? this.cases.length : at, 0, added);
        undo.unshift({ kind: "remove", caseId: added.caseId });
        touched.push(added);
      }
    }
    if (undo.length > 0) this.revision += 1;
    for (const { caseId } of touched) this.changedAt.set(caseId, this.revision);
    return { revision: this.revision, cases: touched, undo };
  }

  put(index: number, content: CaseContent): void {
    const before = this.cases[index] as SuiteCase;
    this.cases[index] = { ...before, content };
  }

  /** Another window changes a case. */
  elsewhere(index: number, name: string) {
    this.revision += 1;
    this.put(index, named(name));
    this.changedAt.set(idOf(index), this.revision);
    return { type: "suite.changed", suiteId: suite, revision: this.revision } as const;
  }
}

const conflict = (what: string, id: string) =>
  new LatheError({ code: "suites.conflict", message: "conflict", details: { what, caseId: id } });
const rename = (index: number, name: string): CaseEdit => ({
  kind: "update",
  caseId: idOf(index),
  content: named(name),
});

let bench: Workbench;
let open: ReturnType<typeof createOpenSuite>;
const nameAt = (row: number) => open.caseAt(row)?.content.name;
const state = () => open.useSuite.getState();

beforeEach(async () => {
  vi.useFakeTimers();
  bench = new Workbench(250);
  open = createOpenSuite(bench.client, suite);
  await open.refresh();
  return () => vi.useRealTimers();
});

it("reads only the windows that are looked at", async () => {
  expect(nameAt(240)).toBeUndefined();
  open.look(240, 249);
  await vi.advanceTimersByTimeAsync(0);
  expect(nameAt(240)).toBe("case 240");
});

it("asks for no window that was only scrolled past", async () => {
  bench = new Workbench(5_000);
  open = createOpenSuite(bench.client, suite);
  await open.refresh();
  bench.calls.length = 0;
  for (let row = 0; row < 4_900; row += 50) open.look(row, row + 30);
  await vi.advanceTimersByTimeAsync(0);
  expect(nameAt(4_870)).toBe("case 4870");
  expect(bench.calls.length).toBeLessThan(8);
});

it("shows at once what is typed, and stores one step for each pause of the typing", async () => {
  for (const name of ["R", "Re", "Refund"]) open.type(idOf(3), named(name), "name");
  expect(nameAt(3)).toBe("Refund");
  expect(bench.cases[3]?.content.name).toBe("case 3");
  expect(await open.flush()).toBe(true);
  expect(bench.cases[3]?.content.name).toBe("Refund");
  expect(bench.calls.filter((call) => call === "suites.edit-cases")).toHaveLength(1);
  open.undo();
  await open.flush();
  expect(nameAt(3)).toBe("case 3");
});

it("undo and redo go step by step, also over rows that were removed", async () => {
  open.edit([
    { kind: "remove", caseId: idOf(0) },
    { kind: "remove", caseId: idOf(1) },
  ]);
  open.edit([rename(2, "second")]);
  await open.flush();
  expect(bench.cases).toHaveLength(248);
  open.undo();
  open.undo();
  await open.flush();
  expect(bench.cases.slice(0, 3).map(({ content }) => content.name)).toEqual(["case 0", "case 1", "case 2"]);
  open.redo();
  await open.flush();
  expect(bench.cases).toHaveLength(248);
  expect(state()).toMatchObject({ undoable: 1, redoable: 1 });
});

it("two steps in a row are no conflict with each other", async () => {
  open.edit([rename(1, "one")]);
  open.edit([rename(1, "two")]);
  expect(await open.flush()).toBe(true);
  expect(bench.cases[1]?.content.name).toBe("two");
});

it("what another window changed meanwhile is not overwritten, and what was typed here is still there", async () => {
  open.type(idOf(5), named("mine"), "name");
  open.meet(bench.elsewhere(5, "theirs"));
  expect(await open.flush()).toBe(false);
  expect(bench.cases[5]?.content.name).toBe("theirs");
  expect(nameAt(5)).toBe("mine");
  expect(state().save.kind).toBe("conflict");
});

it("of a conflict either side can be taken", async () => {
  open.edit([rename(5, "first")]);
  await open.flush();
  open.type(idOf(5), named("mine"), "name");
  bench.elsewhere(5, "theirs");
  await open.flush();
  await open.resolve("mine");
  expect(bench.cases[5]?.content.name).toBe("mine");
  expect(state().save.kind).toBe("saved");

  open.type(idOf(5), named("mine again"), "name");
  bench.elsewhere(5, "theirs again");
  await open.flush();
  await open.resolve("theirs");
  expect(nameAt(5)).toBe("theirs again");
  expect(open.hasUnsaved()).toBe(false);
});

it("a case that another window removed comes back when mine is kept", async () => {
  open.type(idOf(5), named("mine"), "name");
  bench.cases.splice(5, 1);
  bench.revision += 1;
  await open.flush();
  await open.resolve("mine");
  expect(bench.cases.at(-1)).toMatchObject({ caseId: idOf(5), content: { name: "mine" } });
});

it("a step whose answer was lost is sent again by itself, and adds its case only once", async () => {
  const added: CaseEdit = { kind: "add", caseId: idOf(800), after: null, content: named("new") };
  const { edit } = bench;
  bench.edit = (input) => {
    bench.edit = edit;
    edit.call(bench, input);
    throw new LatheError({ code: "host.disconnected", message: "cut off", retryable: true });
  };
  open.edit([added]);
  await vi.advanceTimersByTimeAsync(0);
  expect(state().save.kind).toBe("failed");
  expect(state().unsaved.get(idOf(800))?.name).toBe("new");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(state().save.kind).toBe("saved");
  expect(bench.cases.filter(({ caseId }) => caseId === idOf(800))).toHaveLength(1);
});

it("a refusal keeps the words on the screen until they are sent again or given up", async () => {
  bench.failNext = new LatheError({ code: "store.full", message: "disk full" });
  open.edit([rename(7, "kept")]);
  expect(await open.flush()).toBe(false);
  expect(nameAt(7)).toBe("kept");
  expect(open.hasUnsaved()).toBe(true);
  await open.retry();
  expect(bench.cases[7]?.content.name).toBe("kept");
});

it("an undo that can no longer be done is told and blocks nothing", async () => {
  const told = vi.fn();
  open.onRefusal(told);
  open.edit([rename(1, "one")]);
  await open.flush();
  bench.failNext = conflict("changed", idOf(1));
  open.undo();
  await open.flush();
  expect(told.mock.calls).toHaveLength(1);
  open.edit([rename(2, "two")]);
  expect(await open.flush()).toBe(true);
});

it("rows that another window added are seen without being asked for", async () => {
  bench.cases.unshift({ caseId: idOf(700), hash: "x", content: named("from elsewhere") });
  bench.revision += 1;
  open.meet({ type: "suite.changed", suiteId: suite, revision: bench.revision });
  await vi.advanceTimersByTimeAsync(0);
  expect(nameAt(0)).toBe("from elsewhere");
  expect(state().total).toBe(251);
});

it("cases beyond what is in memory are read for a gesture over them", async () => {
  const cases = await open.casesIn(50, 249);
  expect(cases.map(({ content }) => content.name).at(-1)).toBe("case 249");
  expect(cases).toHaveLength(200);
});
