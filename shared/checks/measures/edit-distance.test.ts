import { expect, test } from "vitest";
import fc from "../../../tests/support/property.ts";
import { editDistance } from "./edit-distance.ts";

test.each([
  ["kitten", "sitting", 3, 7],
  ["saturday", "sunday", 3, 8],
  ["rosettacode", "raisethysword", 8, 13],
  ["", "abc", 3, 3],
  ["abc", "abc", 0, 3],
  ["", "", 0, 0],
  ["你好世界", "你好，世界！", 2, 6],
  ["😀a", "😃a", 1, 2],
  ["😀😃", "😃", 1, 2],
  ["a😀", "a", 1, 2],
])("“%s” and “%s” are %i apart, by code points", (a, b, distance, length) => {
  expect(editDistance(a, b)).toEqual({ distance, length });
});

test("the distance is that of the plain table, with pairs of UTF-16 units too", () => {
  const plain = (a: string[], b: string[]): number => {
    let above = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [row, left] of a.entries()) {
      const next = [row + 1];
      for (const [column, right] of b.entries()) {
        const replaced = (above[column] ?? 0) + (left === right ? 0 : 1);
        next.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
      }
      above = next;
    }
    return above.at(-1) ?? 0;
  };
  const text = fc.string({
    unit: fc.constantFrom("a", "b", "\u0000", "中", "😀", "😃", "🏴"),
    maxLength: 80,
  });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(editDistance(a, b).distance).toBe(plain([...a], [...b]));
    }),
    { numRuns: 300 },
  );
});

test("five million characters that differ at one place are compared, and two that share nothing are not", () => {
  const long = "x".repeat(2_500_000);
  expect(editDistance(`${long}a${long}`, `${long}b${long}`)).toEqual({ distance: 1, length: 5_000_001 });
  expect(editDistance("ab".repeat(2_500_000), "cd".repeat(2_500_000)).distance).toBeNull();
});
