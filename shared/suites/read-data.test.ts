import { describe, expect, it } from "vitest";
import type { Variable } from "../model/content.ts";
import type { ColumnMapping } from "../model/suite.ts";
import { suggestMapping } from "./column-mapping.ts";
import { readData } from "./read-data.ts";
import { readRow } from "./row-case.ts";

/** Rows as a person sees them in a preview. */
function read(
  text: string,
  {
    fileName = "",
    variables = [] as Variable[],
    histories = [] as string[],
    mapping = undefined as ColumnMapping | undefined,
  } = {},
) {
  const table = readData(text, { fileName });
  const names = [...variables, ...histories.map((name) => ({ name }))];
  const plan = {
    columns: table.columns,
    mapping: mapping ?? suggestMapping(table.columns, names),
    variables,
    histories,
  };
  const rows = table.rows.map((row) => readRow(row, plan));
  return {
    ...table,
    rows,
    fields: rows.map(({ fields }) => fields),
    codes: rows.map(({ problems }) => problems.map(({ code }) => code)),
  };
}
const inputs = (text: string, more = {}) => read(text, more).fields.map((fields) => fields?.inputs);
const variable = (name: string, type: Variable["type"], more: Partial<Variable> = {}): Variable => ({
  name,
  type,
  ...more,
});

describe("a sheet", () => {
  it.each([
    ["a byte order mark", "\uFEFFq,expected\na,b", [{ q: "a" }]],
    ["line ends of Windows", "q,expected\r\na,b\r\nc,d\r\n", [{ q: "a" }, { q: "c" }]],
    ["line ends of an old Macintosh", "q,expected\ra,b\rc,d", [{ q: "a" }, { q: "c" }]],
    ["line ends of both kinds", "q,expected\r\na,b\nc,d\r\n", [{ q: "a" }, { q: "c" }]],
    [
      "line breaks within quotation marks, each as it is",
      'q,expected\r\n"a\r\nb\nc",b\r\n',
      [{ q: "a\r\nb\nc" }],
    ],
    ["quotation marks in a text", 'q\n"say ""hi"", then"', [{ q: 'say "hi", then' }]],
    ["quotation marks in an unquoted text", 'q\n5" pipe', [{ q: '5" pipe' }]],
    ["semicolons, as some countries' spreadsheets write", 'q;expected\n"a;b";c,d', [{ q: "a;b" }]],
    [
      "empty lines, which are no cases",
      "q,x\n\na,b\n,\n  ,\nc,d\n\n",
      [
        { q: "a", x: "b" },
        { q: "c", x: "d" },
      ],
    ],
    ["a header alone with a blank column", "q,,x\na,,b", [{ q: "a", x: "b" }]],
    ["numbers, which stay texts where nobody says otherwise", "q\n007", [{ q: "007" }]],
  ])("is read with %s", (_what, text, expected) => {
    expect(inputs(text)).toEqual(expected);
  });

  it("counts rows as a spreadsheet does, quoted line breaks and empty lines included", () => {
    expect(read('q\n"a\nb"\n\nc').rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  it("tells two columns of one name apart, and never lets the second take the first one's place", () => {
    const { columns, fields } = read("question,question,expected,expected\na,b,c,d");
    expect(columns).toEqual(["question", "question (2)", "expected", "expected (2)"]);
    expect(fields).toEqual([{ inputs: { question: "a", question_2: "b" }, expected: "c" }]);
  });

  it("tells of rows that are too short or too long, and reads what they have", () => {
    const { fields, codes } = read("a,b\n1\n1,2,3\n1,2,,\n");
    expect(codes).toEqual([["short-row"], ["long-row"], []]);
    expect(fields).toEqual([
      { inputs: { a: "1" } },
      { inputs: { a: "1", b: "2" } },
      { inputs: { a: "1", b: "2" } },
    ]);
  });

  it("leaves out the row whose quotation mark is never closed, and says that the rest is in it", () => {
    const { fields, codes } = read('a,b\n1,2\n3,"4\n5,6\n7,8');
    expect([fields[0], fields.at(-1), codes.at(-1)]).toEqual([
      { inputs: { a: "1", b: "2" } },
      null,
      ["open-quote"],
    ]);
  });

  it.each([
    ["NUL", "a\0b", "NUL"],
    ["half a character", "a\ud800b", "surrogate"],
  ])("leaves out the row with %s and keeps the others", (_what, bad, said) => {
    const { rows, codes } = read(`q\n${bad}\nfine`);
    expect(codes).toEqual([["unstorable"], []]);
    expect(rows.map(({ fields }) => fields)).toEqual([null, { inputs: { q: "fine" } }]);
    expect(rows[0]?.problems[0]?.text).toContain(said);
  });

  it("takes the apostrophe away that keeps a spreadsheet from calculating, and no other", () => {
    expect(inputs("q\n'=1+1\n''=x\n'tis\n=1+1")).toEqual([
      { q: "=1+1" },
      { q: "'=x" },
      { q: "'tis" },
      { q: "=1+1" },
    ]);
  });

  it("does not reach the prototype of anything by the names of its columns", () => {
    const { columns, fields } = read("__proto__,constructor,toString\n1,2,3");
    expect(columns).toEqual(["column 1", "constructor", "toString"]);
    expect(Object.keys(fields[0]?.inputs ?? {})).toEqual(["column_1", "input_constructor", "input_toString"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("a cell", () => {
  it.each<[Variable["type"], string, unknown]>([
    ["text", "007", "007"],
    ["number", "3.50", 3.5],
    ["boolean", "yes", true],
    ["list", "a\nb", ["a", "b"]],
    ["json", '{"a": [1]}', { a: [1] }],
  ])("of a %s variable is read as its type: %j", (type, cell, value) => {
    const quotedCell = `"${cell.replaceAll('"', '""')}"`;
    expect(inputs(`v\n${quotedCell}`, { variables: [variable("v", type)] })).toEqual([{ v: value }]);
  });

  it("that does not fit its variable stays as it is, and is told", () => {
    const { fields, codes } = read("n\nmany", { variables: [variable("n", "number")] });
    expect([fields, codes]).toEqual([[{ inputs: { n: "many" } }], [["value-invalid"]]]);
  });

  it("that is empty is an empty text only where the variable is a text without a default", () => {
    const variables = [
      variable("plain", "text"),
      variable("usual", "text", { default: "warm" }),
      variable("n", "number"),
    ];
    expect(inputs("plain,usual,n,other,id\n,,,,1", { variables })).toEqual([{ plain: "" }]);
  });

  it("of a conversation is its list of messages", () => {
    const history = '[{"role":"human","content":"Hi"}]';
    const cell = `"${history.replaceAll('"', '""')}"`;
    expect(inputs(`chat\n${cell}`, { histories: ["chat"] })).toEqual([{ chat: JSON.parse(history) }]);
  });

  it.each([
    ["tags", "refund, 退货；urgent | x", { tags: ["refund", "退货", "urgent", "x"] }, []],
    ["tags", `ok, ${"x".repeat(61)}`, { tags: ["ok"] }, ["bad-tag"]],
    ["weight", "2.5", { weight: 2.5 }, []],
    ["weight", "heavy", { weight: 1 }, ["bad-weight"]],
    ["weight", "-1", { weight: 1 }, ["bad-weight"]],
    ["split", "Dev", { split: "validation" }, []],
    ["split", "测试集", { split: "test" }, []],
    ["split", "holdout", { split: null }, ["bad-split"]],
    ["threshold", "0.8", { threshold: 0.8 }, []],
    ["threshold", "80", { threshold: null }, ["bad-threshold"]],
    ["turns", '["And then?", "Why?"]', { turns: ["And then?", "Why?"] }, []],
    ["turns", "And then?", { turns: ["And then?"] }, []],
    ["turns", "[1]", { turns: [] }, ["bad-turns"]],
    ["name", "x".repeat(300), { name: "x".repeat(199) }, ["cut-name"]],
    ["expected", "", { expected: null }, []],
  ])("under “%s” that says %j", (column, cell, expected, codes) => {
    const quotedCell = `"${cell.replaceAll('"', '""')}"`;
    const found = read(`q,${column}\nx,${quotedCell}`);
    expect(found.fields[0]).toMatchObject(expected);
    expect(found.codes[0]).toEqual(codes);
  });

  it("under __expected is a compact check, and so are the numbered ones", () => {
    const { fields, codes } = read(
      "q,__expected1,__expected2,__expected3\nx,contains:refund,not-icontains:sorry,similar(0.8):hello",
    );
    expect(codes).toEqual([[]]);
    expect(
      fields[0]?.checks?.map(({ type, not, threshold, value }) => [type, not, threshold, value]),
    ).toEqual([
      ["contains", false, null, "refund"],
      ["icontains", true, null, "sorry"],
      ["similar", false, 0.8, "hello"],
    ]);
  });

  it("with a check that Lathe has not keeps it as it came, always skipped, and tells it", () => {
    const { fields, codes } = read('q,__expected\nx,"python:len(output) > 3"');
    expect(fields[0]?.checks).toMatchObject([{ type: "unsupported", value: "python:len(output) > 3" }]);
    expect(codes).toEqual([["unsupported-check"]]);
  });

  it("is the value of a check where its column is mapped to one", () => {
    const mapping: ColumnMapping = {
      q: { kind: "input", name: "q" },
      must: { kind: "check", checkType: "not-contains" },
    };
    const { fields } = read("q,must\nx,sorry\ny,", { mapping });
    expect(fields.map((one) => one?.checks?.map(({ type, not, value }) => [type, not, value]))).toEqual([
      [["contains", true, "sorry"]],
      [],
    ]);
  });
});

describe("JSON", () => {
  it.each([
    [
      "a list of plain objects",
      '[{"question": "q", "expected": {"a": 1}}]',
      { inputs: { question: "q" }, expected: { a: 1 } },
    ],
    [
      "LangSmith's examples",
      '[{"inputs": {"q": "x"}, "outputs": {"answer": "y"}}]',
      { inputs: { q: "x" }, expected: "y" },
    ],
    [
      "Langfuse's items",
      '[{"input": {"q": "x"}, "expectedOutput": "y", "metadata": {}}]',
      { inputs: { q: "x" }, expected: "y" },
    ],
    ["OpenAI's evals", '[{"item": {"q": "x", "ideal": "y"}}]', { inputs: { q: "x", ideal: "y" } }],
    [
      "an object with cases",
      '{"name": "S", "cases": [{"inputs": {"n": 3, "none": null}, "tags": ["a,b"]}]}',
      { inputs: { n: 3, none: null }, tags: ["a,b"] },
    ],
    ["a list of texts", '["What is this?"]', { inputs: { input: "What is this?" } }],
  ])("of %s", (_what, text, expected) => {
    expect(read(text).fields).toEqual([expected]);
  });

  it("tells of each line that cannot be read, by its number, and reads the others", () => {
    const { rows, codes } = read(
      '{"q": 1}\n\n{"q": \n[1]\n{"a": {"q": 1, "q": 2}}\n{"__proto__": {"x": 1}}\n{"q": 2}',
      { fileName: "x.jsonl" },
    );
    expect(rows.map(({ row, fields }) => [row, fields?.inputs ?? null])).toEqual([
      [1, { q: 1 }],
      [3, null],
      [4, null],
      [5, null],
      [6, null],
      [7, { q: 2 }],
    ]);
    expect(codes).toEqual([[], ["bad-json"], ["not-an-object"], ["duplicate-key"], ["unsafe-key"], []]);
  });

  it.each([
    ["a key twice", '[{"q": 1, "q": 2}]', "[0].q"],
    ["__proto__", '{"cases": [{"inputs": {"__proto__": {"polluted": 1}}}]}', "__proto__"],
    ["no list", '{"a": 1}', "cases"],
    ["a mistake", '[{"q": 1},]', "JSON"],
  ])("with %s is refused whole, and says where", (_what, text, said) => {
    expect(() => read(text, { fileName: "x.json" })).toThrow(said);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("tells of half a character within a value, and keeps the other rows", () => {
    const { fields, codes } = read('[{"q": {"deep": ["\\ud800"]}}, {"q": "fine"}]');
    expect([fields, codes]).toEqual([
      [null, { inputs: { q: "fine" } }],
      [["unstorable"], []],
    ]);
  });
});

describe("YAML", () => {
  const promptfoo = `
prompts: [file://prompt.txt]
providers: [openai:gpt-5]
defaultTest:
  vars: {tone: warm}
  assert:
    - type: latency
      threshold: 3000
tests:
  - description: Both languages
    vars:
      language: [English, 中文]
      question: Where is it?
    assert:
      - {type: icontains, value: "{{question}}", weight: 2, metric: echo}
      - {type: not-contains, value: sorry}
      - {type: llm-rubric, value: is polite, provider: openai:gpt-5}
    threshold: 0.5
  - vars: {question: file://q.txt, tone: cold}
    options: {disableDefaultAsserts: true}
`;

  it("of promptfoo has a case for each value of a list, with what all tests share", () => {
    const { fields, rows, codes } = read(promptfoo, { fileName: "promptfooconfig.yaml" });
    expect(fields.map((one) => one?.inputs)).toEqual([
      { tone: "warm", language: "English", question: "Where is it?" },
      { tone: "warm", language: "中文", question: "Where is it?" },
      { question: "file://q.txt", tone: "cold" },
    ]);
    expect(rows.map(({ row }) => row)).toEqual([1, 1, 2]);
    expect(fields[0]).toMatchObject({
      name: "Both languages",
      threshold: 0.5,
      checks: [
        { type: "latency", threshold: 3000 },
        { type: "icontains", value: "{{question}}", weight: 2, metric: "echo" },
        { type: "contains", not: true, value: "sorry" },
        { type: "unsupported" },
      ],
    });
    expect(fields[2]?.checks).toBeUndefined();
    expect(codes).toEqual([["unsupported-check"], ["unsupported-check"], ["file-reference"]]);
  });

  it("of a bomb of aliases is refused in no time and without the memory it asks for", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `a${level + 1}: &a${level + 1} [${Array.from({ length: 10 }, () => `*a${level}`).join(", ")}]`,
    );
    expect(() => read(`a0: &a0 x\n${levels.join("\n")}\ncases: *a12`, { fileName: "x.yaml" })).toThrow(
      /alias/i,
    );
  });

  it.each([
    [
      "a tag that would run something",
      'cases: [{q: !!js/function "function () { return 1 }"}]',
      { q: "function () { return 1 }" },
    ],
    ["a tag of Python's", "cases: [{q: !!python/object:os.system x}]", { q: "x" }],
    ["a date, which is a text", "cases: [{q: 2026-11-24}]", { q: "2026-11-24" }],
    ["a number that JSON has not", "cases: [{q: .inf}]", { q: "Infinity" }],
  ])("with %s", (_what, text, expected) => {
    expect(inputs(text, { fileName: "x.yaml" })).toEqual([expected]);
  });

  it.each([
    ["a key twice", "cases: [{q: 1, q: 2}]", /unique/i],
    ["__proto__", "cases: [{__proto__: {polluted: 1}}]", /__proto__/],
    ["__proto__ by a merge", "a: &a {__proto__: {polluted: 1}}\ncases: [{<<: *a}]", /__proto__/],
    ["a mistake", "cases: [{q: 1", /YAML/],
    ["nothing but depth", `cases: ${"[".repeat(3000)}${"]".repeat(3000)}`, /YAML|nested/],
  ])("with %s is refused", (_what, text, said) => {
    expect(() => read(text, { fileName: "x.yaml" })).toThrow(said);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

it.each(["", "  \n ", "\uFEFF", "a,b\n", "[]", "cases: []"])(
  "a file with %j says that there is nothing in it",
  (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "suites.import-empty" }));
  },
);

it("a value nested so deeply that looking at it runs out of stack is left out, in JSON and in a sheet", () => {
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  expect(read(`{"q": ${deep}}\n{"q": 1}`, { fileName: "x.jsonl" }).codes).toEqual([["too-deep"], []]);
  expect(read(`q:json\n${deep}`).codes).toEqual([["bad-json-cell"]]);
});

it("more columns than any table has are refused", () => {
  const names = Array.from({ length: 1_001 }, (_, index) => `c${index}`);
  expect(() => read(names.join(","))).toThrow(/1000/);
  expect(() => read(names.map((name) => `{"${name}": 1}`).join("\n"))).toThrow(/1000/);
});

it("a sheet of more rows than are read at once is refused with both numbers", () => {
  expect(() => read(`q\n${"x\n".repeat(100_001)}`)).toThrow(/100001.*100000/);
});
