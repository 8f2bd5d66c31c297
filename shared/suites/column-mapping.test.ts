import { describe, expect, it } from "vitest";
import { suggestMapping } from "./column-mapping.ts";
import { detectFormat } from "./detect-format.ts";

describe("the format", () => {
  it.each([
    ["cases.CSV", "a\n1", "csv"],
    ["cases.tsv", "a\n1", "tsv"],
    ["cases.ndjson", "", "jsonl"],
    ["cases.yml", "", "yaml"],
    ["of JSON lines that is called .json", '{"a":1}\n{"a":2}\n', "jsonl"],
    ["", '{\n "cases": []}', "json"],
    ["", '[{"a": 1}]', "json"],
    ["", '{"cases": [{"a": 1}]}', "json"],
    ["", "- vars:\n    a: 1", "yaml"],
    ["", "tests:\n  - vars:\n      a: 1", "yaml"],
    ["", "question\tanswer\nq\ta", "tsv"],
    ["", "question,answer\nq,a", "csv"],
    ["", "question;answer\nq;a", "csv"],
    ["", "note: a, b\n1,2", "csv"],
    ["pasted.txt", "问题,答案\n你好,世界", "csv"],
  ])("of a file named “%s” with the text %j is %s", (fileName, text, format) => {
    expect(detectFormat(text, fileName)).toBe(format);
  });
});

describe("columns", () => {
  const kinds = (columns: string[], variables: { name: string }[] = []) =>
    Object.values(suggestMapping(columns, variables)).map((target) =>
      target.kind === "input" ? `=${target.name}` : target.kind,
    );

  it.each([
    [
      "the usual names",
      ["question", "expected", "tags", "group", "weight", "split", "notes", "name", "id"],
      ["=question", "expected", "tags", "group", "weight", "split", "notes", "name", "key"],
    ],
    [
      "promptfoo's",
      [
        "q",
        "__expected",
        "__expected2",
        "__description",
        "__threshold",
        "__metric",
        "__prefix",
        "__metadata:x",
      ],
      ["=q", "check", "check", "name", "threshold", "skip", "skip", "skip"],
    ],
    [
      "Chinese ones",
      ["问题", "参考答案", "标签", "备注", "编号"],
      ["=问题", "expected", "tags", "notes", "key"],
    ],
    [
      "an expected answer and an output of before",
      ["question", "output", "Expected Output"],
      ["=question", "skip", "expected"],
    ],
    ["a name and a description", ["description", "name", "q"], ["notes", "name", "=q"]],
    [
      "names that no template can use",
      ["Customer message!", "2nd try", "a-b", "a b"],
      ["=Customer_message", "=_2nd_try", "=a_b", "=a_b_2"],
    ],
    [
      "inputs that are named as such",
      ["inputs.name", "vars.expected", "input:tags"],
      ["=name", "=expected", "=tags"],
    ],
  ])("with %s", (_what, columns, expected) => {
    expect(kinds(columns)).toEqual(expected);
  });

  it("are inputs where the prompt has a variable of that name, whatever the name means elsewhere", () => {
    expect(
      kinds(
        ["Name", "answer", "customer message"],
        [{ name: "name" }, { name: "answer" }, { name: "customer_message" }],
      ),
    ).toEqual(["=name", "=answer", "=customer_message"]);
  });

  it("that are left alone go to the only variable that is left", () => {
    expect(kinds(["question", "expected"], [{ name: "customer_message" }])).toEqual([
      "=customer_message",
      "expected",
    ]);
    expect(kinds(["question", "context"], [{ name: "customer_message" }])).toEqual(["=question", "=context"]);
  });
});
