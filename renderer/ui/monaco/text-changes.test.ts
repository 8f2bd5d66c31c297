import { describe, expect, it } from "vitest";
import fc from "../../../tests/support/property.ts";
import { createEchoFilter, smallestEdit } from "./text-changes.ts";

const apply = (before: string, after: string) => {
  const edit = smallestEdit(before, after);
  return edit === null ? before : before.slice(0, edit.start) + edit.text + before.slice(edit.end);
};

describe("a value from outside becomes one small edit", () => {
  it("makes exactly the new text from the old one, whatever they are", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\r", "\n", "\r\n", "😀", "😁", "好") });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(apply(before, after)).toBe(after);
      }),
    );
  });

  it("leaves what stands before and after alone, so that the cursor there does not move", () => {
    expect(smallestEdit("Be brief and kind.", "Be clear and kind.")).toEqual({
      start: 3,
      end: 8,
      text: "clear",
    });
    expect(smallestEdit("aa", "aaa")).toEqual({ start: 2, end: 2, text: "a" });
  });

  it("never cuts an emoji or a line end in two, which Monaco would repair into something else", () => {
    expect(smallestEdit("x😀", "x😁")).toEqual({ start: 1, end: 3, text: "😁" });
    expect(smallestEdit("a\r\nb", "a\nb")).toEqual({ start: 1, end: 3, text: "\n" });
    expect(smallestEdit("a\r\n", "a\r\r\n")).toEqual({ start: 1, end: 1, text: "\r" });
  });
});

describe("the echo of what was typed is not a change", () => {
  it("keeps the letters typed before the first echo came back", () => {
    const filter = createEchoFilter("a");
    filter.report("ab");
    filter.report("abc");
    expect(filter.isNews("ab")).toBe(false);
    expect(filter.isNews("abc")).toBe(false);
  });

  it("does not undo typing when the page draws again with the old value", () => {
    const filter = createEchoFilter("a");
    filter.report("ab");
    expect(filter.isNews("a")).toBe(false);
  });

  it("shows a text that came from elsewhere, also when it is one that was typed long ago", () => {
    const filter = createEchoFilter("a");
    filter.report("ab");
    expect(filter.isNews("ab")).toBe(false);
    expect(filter.isNews("a")).toBe(true);
    expect(filter.isNews("ab")).toBe(true);
  });
});
