import type { TFunction } from "i18next";
import { expect, it } from "vitest";
import { caseId } from "#shared/model/ids.ts";
import { type CaseEdit, caseContent, caseEdit, type SuiteCase } from "#shared/model/suite.ts";
import { type CaseColumn, caseColumns } from "./case-columns.ts";
import { clearCells, duplicateCases, fillCells, moveCases, pasteCells, pasteSize } from "./table-edits.ts";

const t = ((key: string) => key) as unknown as TFunction;
const columns = caseColumns(t, {
  inputs: [
    { kind: "value", name: "question", variable: { name: "question", type: "text" } },
    { kind: "value", name: "limit", variable: { name: "limit", type: "number" } },
  ],
  widths: {},
});
const from = (key: string) => columns.slice(columns.findIndex((column) => column.key === key));
const column = (key: string) => from(key)[0] as CaseColumn;

const aCase = (id: string, content: object = {}): SuiteCase => ({
  caseId: caseId.parse(`cas_${id}`),
  hash: id,
  content: caseContent.parse(content),
});
const contents = (edits: CaseEdit[]) => edits.map((edit) => ("content" in edit ? edit.content : edit.kind));
const paste = (block: string[][], cases: SuiteCase[], at: string, rows = 1, width = 1) =>
  pasteCells({
    block,
    size: pasteSize(block, { top: 0, bottom: rows - 1, left: 0, right: width - 1 }),
    cases,
    columns: from(at),
    last: cases.at(-1)?.caseId ?? null,
  });

it("a block that is longer than the table makes new cases after its last one, in their order", () => {
  const pasted = paste([["a"], ["b"], ["c"]], [aCase("aaaa")], "input:question");
  const [first, second, third] = pasted.edits;
  expect(pasted.edits.map(({ kind }) => kind)).toEqual(["update", "add", "add"]);
  expect(first).toMatchObject({ content: { inputs: { question: "a" } } });
  expect(second).toMatchObject({ after: "cas_aaaa", content: { inputs: { question: "b" } } });
  expect(third).toMatchObject({ after: (second as { caseId: string }).caseId });
  for (const edit of pasted.edits) caseEdit.parse(edit);
});

it("a block that is wider than the table tells how many columns had no place", () => {
  expect(paste([["x", "y", "z"]], [aCase("aaaa")], "split").columnsLost).toBe(1);
});

it("a cell that cannot be taken stays as it was, the others of its row are taken, and the reason is told", () => {
  const { edits, refused } = paste([["7 apples", "train"]], [aCase("aaaa", { weight: 3 })], "weight");
  expect(contents(edits)).toMatchObject([{ weight: 3, split: "train" }]);
  expect(refused).toEqual({ count: 1, first: "suites.column.weight: suites.problem.weight" });
});

it("one copied cell fills a whole selected range, and a block fills a range of several of it", () => {
  const cases = [aCase("aaaa"), aCase("bbbb"), aCase("cccc"), aCase("dddd")];
  const one = paste([["x"]], cases, "input:question", 4);
  expect(contents(one.edits)).toHaveLength(4);
  const two = paste([["x"], ["y"]], cases, "input:question", 4);
  expect(two.edits.map((edit) => "content" in edit && edit.content.inputs.question)).toEqual([
    "x",
    "y",
    "x",
    "y",
  ]);
  // Three rows are no multiple of two: the block is put down once.
  expect(paste([["x"], ["y"]], cases, "input:question", 3).edits).toHaveLength(2);
});

it("a short row of a ragged block leaves the cells it does not reach alone", () => {
  const cases = [aCase("aaaa"), aCase("bbbb", { inputs: { limit: 9 } })];
  const { edits } = paste([["a", "1"], ["b"]], cases, "input:question");
  expect(contents(edits)[1]).toMatchObject({ inputs: { question: "b", limit: 9 } });
});

it("emptying a range changes only what was not empty, and a weight becomes the usual one", () => {
  const cases = [aCase("aaaa", { weight: 5, inputs: { question: "q" } }), aCase("bbbb")];
  const { edits } = clearCells(cases, [column("input:question"), column("weight")]);
  expect(edits).toHaveLength(1);
  expect(contents(edits)).toMatchObject([{ weight: 1, inputs: {} }]);
});

it("a pattern that is filled upwards goes on where it was broken off", () => {
  const pattern = [aCase("aaaa", { group: "a" }), aCase("bbbb", { group: "b" })];
  const targets = [aCase("cccc"), aCase("dddd"), aCase("eeee")];
  const groups = (offset: number) =>
    contents(fillCells(pattern, targets, [column("group")], offset).edits).map(
      (content) => typeof content === "object" && content.group,
    );
  expect(groups(2)).toEqual(["a", "b", "a"]);
  expect(groups(-3)).toEqual(["b", "a", "b"]);
});

it("filling carries JSON values as values", () => {
  const pattern = [aCase("aaaa", { expected: { total: 3 } })];
  const { edits } = fillCells(pattern, [aCase("bbbb")], [column("expected")], 1);
  expect(contents(edits)).toMatchObject([{ expected: { total: 3 } }]);
});

it("cases that are duplicated or moved keep their order", () => {
  const cases = [aCase("aaaa", { name: "A" }), aCase("bbbb", { name: "B" })];
  const copies = duplicateCases(cases, (name) => `${name} 2`);
  expect(copies).toMatchObject([
    { after: "cas_bbbb", content: { name: "A 2" } },
    { after: (copies[0] as { caseId: string }).caseId, content: { name: "B 2" } },
  ]);
  expect(moveCases(cases, null)).toEqual([
    { kind: "move", caseId: "cas_aaaa", after: null },
    { kind: "move", caseId: "cas_bbbb", after: "cas_aaaa" },
  ]);
});

it("tags are separated by commas of either script, each once", () => {
  expect(column("tags").write(caseContent.parse({}), "late, refund，late")).toMatchObject({
    content: { tags: ["late", "refund"] },
  });
});
