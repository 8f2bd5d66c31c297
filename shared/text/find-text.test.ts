import { describe, expect, it } from "vitest";
import fc from "../../tests/support/property.ts";
import { findText } from "./find-text.ts";

const loose = { matchCase: false, wholeWord: false };
const found = (text: string, wanted: string, options = loose) =>
  findText(text, wanted, options).map(({ start, end }) => text.slice(start, end));

describe("finding text", () => {
  it("gives places of the text as it stands, also behind letters that lower case makes longer", () => {
    expect(findText("İİ istanbul ISTANBUL", "istanbul", loose)).toEqual([
      { start: 3, end: 11 },
      { start: 12, end: 20 },
    ]);
    expect(found("STRASSE Straße STRAẞE", "straße")).toEqual(["Straße", "STRAẞE"]);
    expect(found("x İ y", "i")).toEqual(["İ"]);
  });

  it("finds an accent however it was typed, and not its bare letter", () => {
    const decomposed = "le cafe\u0301 noir";
    expect(found(decomposed, "café")).toEqual(["cafe\u0301"]);
    expect(found("le café noir", "cafe\u0301")).toEqual(["café"]);
    expect(found(decomposed, "CAFÉ N")).toEqual(["cafe\u0301 n"]);
    expect(found(decomposed, "cafe")).toEqual([]);
    expect(found("\u1112\u1161\u11ab", "한")).toEqual(["\u1112\u1161\u11ab"]);
  });

  it("finds a Greek word whatever its last letter", () => {
    expect(found("ΟΔΟΣ οδος οδοσ", "οδος")).toEqual(["ΟΔΟΣ", "οδος", "οδοσ"]);
  });

  it("finds Chinese in the middle of a text, and whole words of it anywhere", () => {
    expect(findText("请用中文回答。", "中文", loose)).toEqual([{ start: 2, end: 4 }]);
    expect(found("请用中文回答。", "中文", { matchCase: false, wholeWord: true })).toEqual(["中文"]);
  });

  it("tells words apart at digits, underscores, accents and pairs, and at the ends of the text", () => {
    const whole = { matchCase: false, wholeWord: true };
    expect(found("cat concat cat_1 cat2 Cat, cat", "cat", whole)).toEqual(["cat", "Cat", "cat"]);
    expect(found("cat\u0301 𝒶cat cat𝒶", "cat", whole)).toEqual([]);
    expect(found("a {name} b", "{name}", whole)).toEqual(["{name}"]);
  });

  it("keeps to the case when asked, and takes what means something in a pattern as it is", () => {
    expect(found("A a A", "A", { matchCase: true, wholeWord: false })).toEqual(["A", "A"]);
    expect(found("a.c abc (a+)+$ \\d", ".")).toEqual(["."]);
    expect(found("(a+)+$ \\d", "(a+)+$")).toEqual(["(a+)+$"]);
  });

  it("finds nothing for nothing, does not overlap, and stops at the limit", () => {
    expect(found("abc", "")).toEqual([]);
    expect(findText("aaaa", "aa", loose)).toHaveLength(2);
    expect(findText("a".repeat(5_000), "a", loose, 10)).toHaveLength(10);
  });

  it("finds every piece of any text in it, in an ascending order, inside it", () => {
    const anyText = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, wanted, after) => {
        const text = before + wanted + after;
        const ranges = findText(text, wanted, loose);
        let last = 0;
        for (const { start, end } of ranges) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
    expect(found("ab 👩‍👧 cd", "👩‍👧")).toEqual(["👩‍👧"]);
  });
});
