import { describe, expect, it } from "vitest";
import fc from "../../tests/support/property.ts";
import { checkType } from "../model/check.ts";
import { type CaseContent, caseContent, dataFormat, type SuiteCase } from "../model/suite.ts";
import { textFault } from "../model/text.ts";
import { canonicalJson } from "../text/canonical.ts";
import { caseForHash } from "./case-hash.ts";
import { suggestMapping } from "./column-mapping.ts";
import { readData } from "./read-data.ts";
import { completeCase, readRow } from "./row-case.ts";
import { suiteWriter } from "./write-data.ts";

/** Texts that a sheet, YAML or a spreadsheet may take for something else. */
const awkward = [
  ..."=SUM(A1)|+1|-1|@x|'=x|''=x|'|＝1|null|true|yes|1|1.0|01|~|[]|{}|- a|a: b|#x|\"|\"\"|,|;|a, b".split(
    "|",
  ),
  ...[
    "",
    " ",
    " x ",
    "\t",
    "\r",
    "\n",
    "a\r\nb",
    "a\nb\n",
    "a\rb",
    "| x",
    "\u2028",
    "\u0085",
    "\uFEFFx",
    "\\",
    "👩‍👩‍👧",
    "你好；世界",
    "...",
    "---",
    "<<",
    "!!js/function x",
    "&a",
    "*a",
    "%",
    "`",
    "2001-12-14",
    "0x1f",
    ".inf",
    "a\n  b\n\n\nc  \n\n",
  ],
];
const text = fc
  .oneof(
    fc.constantFrom(...awkward),
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.lorem({ maxCount: 8 }),
  )
  .filter((one) => textFault(one) === null);
const line = text
  .map((one) =>
    one
      .replace(/[\p{Cc}\u2028\u2029]/gu, " ")
      .trim()
      .slice(0, 30),
  )
  .filter((one) => one !== "" && textFault(one) === null);
const json = fc
  .jsonValue({ maxDepth: 3 })
  // Of zero neither JSON nor the store keeps the sign.
  .map((value) => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes("__proto__"));
const value = fc.oneof(text, text, json);
const name = fc
  .oneof(
    fc.constantFrom(
      "question",
      "tone",
      "name",
      "expected",
      "id",
      "x:json",
      "input:x",
      "tags",
      "问题",
      "a b",
      "=a",
      "inputs",
      "constructor",
      "checks",
      "1",
    ),
    text,
  )
  .filter((one) => one.length > 0 && one.length <= 50);
const check = fc.record({
  type: fc.constantFrom(...checkType.options),
  not: fc.boolean(),
  value: value,
  threshold: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  weight: fc.constantFrom(0, 0.5, 1, 7),
  metric: fc.option(line),
});
const content: fc.Arbitrary<CaseContent> = fc
  .record({
    name: text,
    inputs: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }),
    turns: fc.array(text, { maxLength: 3 }),
    expected: fc.oneof(fc.constant(null), value),
    checks: fc.array(check, { maxLength: 3 }),
    tags: fc.array(fc.oneof(line, fc.constantFrom("a,b", "x")), { maxLength: 3 }),
    group: fc.option(text),
    weight: fc.constantFrom(0, 0.1, 1, 3),
    split: fc.option(fc.constantFrom("train", "validation", "test")),
    notes: text,
    threshold: fc.option(fc.constantFrom(0, 0.3, 1)),
  })
  .map((one) => caseContent.parse(JSON.parse(JSON.stringify(one))));

const hashed = (one: CaseContent) => JSON.parse(canonicalJson(caseForHash(one)));

function readBack(written: string, format: (typeof dataFormat.options)[number], isFormatKnown: boolean) {
  const table = readData(written, isFormatKnown ? { format } : { fileName: `suite.${format}` });
  const plan = {
    columns: table.columns,
    mapping: suggestMapping(table.columns),
    variables: [],
    histories: [],
  };
  return {
    table,
    cases: table.rows.map((row) => {
      const { key, fields, problems } = readRow(row, plan);
      expect(problems).toEqual([]);
      return { caseId: key, content: completeCase(fields ?? { inputs: {} }, null).content };
    }),
  };
}

describe.each(dataFormat.options)("a suite that is exported as %s", (format) => {
  it("has the same cases when it is imported again, whatever stands in them", () => {
    fc.assert(
      fc.property(
        fc.array(content, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (contents, isFormatKnown) => {
          const cases = contents.map(
            (one, index): SuiteCase => ({
              caseId: `cas_${String(index).padStart(6, "0")}` as SuiteCase["caseId"],
              hash: "",
              content: caseContent.parse({ ...one, tags: [...new Set(one.tags)] }),
            }),
          );
          const writer = suiteWriter(format, { name: "S", description: "d: #", checks: [], threshold: 0.5 });
          for (const one of cases) writer.see?.(one);
          const written = [
            writer.head(),
            writer.cases(cases.slice(0, 1)),
            writer.cases(cases.slice(1)),
            writer.tail(),
          ].join("");
          const back = readBack(written, format, isFormatKnown);
          expect(back.cases.map(({ caseId }) => caseId)).toEqual(cases.map(({ caseId }) => caseId));
          expect(back.cases.map((one) => hashed(one.content as CaseContent))).toEqual(
            cases.map((one) => hashed(one.content)),
          );
          expect(back.table.suite.threshold).toBe(format === "json" || format === "yaml" ? 0.5 : undefined);
        },
      ),
      { numRuns: 150 },
    );
  });
});
