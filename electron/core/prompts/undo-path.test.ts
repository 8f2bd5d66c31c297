import { expect, it } from "vitest";
import fc from "../../../tests/support/property.ts";
import { type UndoPath, undoPath } from "./undo-path.ts";

/** The journal of a draft that was in these states one after the other; ids count from 1. */
const pathOf = (...states: string[]): UndoPath =>
  undoPath(
    states.map((state, index) => ({
      journalId: index + 1,
      kind: index === 0 ? "create" : (state.split(":")[1] ?? "edit"),
      contentHash: state.split(":")[0] ?? "",
    })),
  );

it("undo, saved, reloaded and pressed again goes further back, instead of to and fro between two states", () => {
  expect(pathOf("a", "b", "c")).toEqual({ past: [1, 2], future: [] });
  expect(pathOf("a", "b", "c", "b")).toEqual({ past: [1], future: [3] });
  expect(pathOf("a", "b", "c", "b", "a")).toEqual({ past: [], future: [3, 2] });
  expect(pathOf("a", "b", "c", "b", "a", "b")).toEqual({ past: [1], future: [3] });
  expect(pathOf("a", "b", "c", "b", "a", "b", "c")).toEqual({ past: [1, 2], future: [] });
});

it("several steps that were saved as one are one walk, back and forward", () => {
  expect(pathOf("a", "b", "c", "d", "a")).toEqual({ past: [], future: [4, 3, 2] });
  expect(pathOf("a", "b", "c", "d", "a", "d")).toEqual({ past: [1, 2, 3], future: [] });
});

it("an edit after undo leaves nothing ahead, and undo leads to the state it was made on", () => {
  expect(pathOf("a", "b", "c", "b", "x")).toEqual({ past: [1, 2], future: [] });
});

it("a version that was taken back is an edit: undo leads to what it replaced", () => {
  expect(pathOf("a", "b", "c", "a:revert")).toEqual({ past: [1, 2, 3], future: [] });
});

it("a saved version and a state saved twice are no step of their own", () => {
  expect(pathOf("a", "b", "b:version", "b")).toEqual({ past: [1], future: [] });
  expect(undoPath([])).toEqual({ past: [], future: [] });
});

it("whatever was done, pressing undo and reloading after each press comes to an end at the first state", () => {
  const anyStates = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(anyStates, (states) => {
      const journal: string[] = [...states];
      for (let presses = 0; ; presses += 1) {
        expect(presses).toBeLessThan(30);
        const back = pathOf(...journal).past.at(-1);
        if (back === undefined) break;
        journal.push(journal[back - 1] ?? "");
      }
      expect(journal.at(-1)).toBe(states[0]);
    }),
  );
});
