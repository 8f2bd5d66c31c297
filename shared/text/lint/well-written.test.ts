import { describe, expect, test } from "vitest";
import { wellWrittenPrompts } from "../../../tests/support/well-written-prompts.ts";
import { lintContent } from "./lint.ts";

describe("a prompt that is written well is left in peace", () => {
  test("the collection is large enough to mean something", () => {
    expect(wellWrittenPrompts.length).toBeGreaterThan(15);
    expect(wellWrittenPrompts.filter(({ name }) => /\p{Script=Han}/u.test(name)).length).toBeGreaterThan(3);
  });

  test.each(wellWrittenPrompts)("$name", ({ content }) => {
    expect(lintContent(content)).toEqual([]);
  });
});
