import { describe, expect, it } from "vitest";
import { isPlainKey, type Keystroke, matchesShortcut } from "./match-shortcut.ts";

const stroke = (key: string, held: Partial<Keystroke> = {}): Keystroke => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  getModifierState: () => false,
  ...held,
});

describe("a keystroke is the shortcut", () => {
  it.each([
    ["mod+K", stroke("k", { ctrlKey: true })],
    ["mod+shift+P", stroke("P", { ctrlKey: true, shiftKey: true })],
    ["mod+Enter", stroke("Enter", { ctrlKey: true })],
    ["mod+,", stroke(",", { ctrlKey: true, code: "Comma" })],
    ["mod+/", stroke("/", { ctrlKey: true, code: "Slash" })],
    ["mod+alt+ArrowRight", stroke("ArrowRight", { ctrlKey: true, altKey: true })],
    ["F2", stroke("F2")],
    ["mod++", stroke("+", { ctrlKey: true, shiftKey: true, code: "Equal" })],
  ])("%s", (shortcut, pressed) => {
    expect(matchesShortcut(pressed, shortcut, false)).toBe(true);
  });

  it("means Cmd on a Mac, and then Ctrl is another key", () => {
    expect(matchesShortcut(stroke("k", { metaKey: true }), "mod+K", true)).toBe(true);
    expect(matchesShortcut(stroke("k", { ctrlKey: true }), "mod+K", true)).toBe(false);
  });

  it("where Option writes another character, as ˜ for N", () => {
    const pressed = stroke("˜", { metaKey: true, altKey: true, code: "KeyN" });
    expect(matchesShortcut(pressed, "mod+alt+N", true)).toBe(true);
  });

  it("on a Cyrillic layout, where the K key writes л", () => {
    expect(matchesShortcut(stroke("л", { ctrlKey: true, code: "KeyK" }), "mod+K", false)).toBe(true);
  });

  it("where a sign needs Shift, as ? does", () => {
    expect(matchesShortcut(stroke("?", { shiftKey: true, code: "Slash" }), "?", false)).toBe(true);
  });
});

describe("a keystroke is not the shortcut", () => {
  it("with a further modifier, which is another shortcut", () => {
    expect(matchesShortcut(stroke("K", { ctrlKey: true, shiftKey: true }), "mod+K", false)).toBe(false);
    expect(matchesShortcut(stroke("k", { ctrlKey: true, altKey: true }), "mod+K", false)).toBe(false);
  });

  it("while an input method composes Chinese", () => {
    expect(matchesShortcut(stroke("Enter", { ctrlKey: true, isComposing: true }), "mod+Enter", false)).toBe(
      false,
    );
  });

  it("when AltGr writes a character, as ń on a Polish keyboard", () => {
    const altGr = stroke("ń", {
      ctrlKey: true,
      altKey: true,
      code: "KeyN",
      getModifierState: (modifier) => modifier === "AltGraph",
    });
    expect(matchesShortcut(altGr, "mod+alt+N", false)).toBe(false);
  });
});

it("a plain key is left to whoever types", () => {
  expect(isPlainKey("?")).toBe(true);
  expect(isPlainKey("shift+A")).toBe(true);
  expect(isPlainKey("mod+K")).toBe(false);
  expect(isPlainKey("alt+W")).toBe(false);
  expect(isPlainKey("F2")).toBe(false);
});
