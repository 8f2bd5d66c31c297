import { expect, it } from "vitest";
import { check } from "#shared/model/check.ts";
import { readChecks, writeChecks } from "./check-lines.ts";

const weighted = check.parse({ type: "contains", value: "refund", weight: 3, metric: "help" });
const rubric = check.parse({ type: "llm-rubric", value: "Is kind.\nPromises nothing." });
const plain = check.parse({ type: "icontains", value: "late" });

it("a line that is not touched keeps what the short form cannot say, while others are edited around it", () => {
  const text = writeChecks([weighted, plain]);
  expect(text.split("\n")).toHaveLength(2);
  expect(readChecks(`${text}\nnot-contains:sorry`, [weighted, plain])).toEqual([
    weighted,
    plain,
    check.parse({ type: "contains", not: true, value: "sorry" }),
  ]);
});

it("a value of several lines is one line, and several lines again when it is read", () => {
  const line = writeChecks([rubric]);
  expect(line).not.toContain("\n");
  expect(readChecks(line, [])).toEqual([rubric]);
});

it("two checks that look the same are still two", () => {
  expect(readChecks(writeChecks([weighted, weighted]), [weighted, weighted])).toEqual([weighted, weighted]);
});

it("a script that is typed in a cell is off until somebody enables it", () => {
  const [script] = readChecks("javascript:output.length < 10", []);
  expect(script?.options.enabled).not.toBe(true);
});
