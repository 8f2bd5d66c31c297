import { expect, it } from "vitest";
import { foundPrompt, foundSuite, promptIdOf } from "../import-scenes.ts";
import { chooseAll, isOrphaned, problemOf, suggestedChoices, wireChoices } from "./choices.ts";
import { importRows } from "./import-rows.ts";

const taken = { promptId: promptIdOf("old"), suiteId: null, latestVersion: "1.0.0", isSame: false };
const fresh = foundPrompt("Fresh");
const same = foundPrompt("Same", {
  taken: { ...taken, isSame: true },
  suggested: "skip",
  freeName: "Same (2)",
});
const named = foundPrompt("Named", { taken, freeName: "Named (2)" });
const items = [fresh, same, named];

it("what nobody chose is added under a free name or left alone, and never becomes a version", () => {
  expect(wireChoices(items, suggestedChoices(items))).toEqual([
    { itemId: fresh.itemId, action: "add", name: "Fresh" },
    { itemId: same.itemId, action: "skip" },
    { itemId: named.itemId, action: "add", name: "Named (2)" },
  ]);
});

it("choosing all keeps what was made a version of something, and choosing none keeps nothing", () => {
  const chosen = new Map(suggestedChoices(items));
  const first = chosen.get(named.itemId);
  if (first !== undefined) chosen.set(named.itemId, { ...first, action: "version" });
  const all = wireChoices(items, chooseAll(items, chosen, "add"));
  expect(all.map(({ action }) => action)).toEqual(["add", "add", "version"]);
  expect(all[2]).toMatchObject({ promptId: promptIdOf("old") });
  const none = wireChoices(items, chooseAll(items, chosen, "skip"));
  expect(none.every(({ action }) => action === "skip")).toBe(true);
  const back = wireChoices(items, chooseAll(items, chosen, "suggested"));
  expect(back.map(({ action }) => action)).toEqual(["add", "skip", "add"]);
});

it("a choice that cannot be carried out is caught before it is sent", () => {
  const choice = { action: "add" as const, name: "  ", prompt: null };
  expect(problemOf(choice)).toBe("name-needed");
  expect(problemOf({ ...choice, name: "x".repeat(121) })).toBe("name-too-long");
  expect(problemOf({ ...choice, action: "version" })).toBe("prompt-needed");
  expect(problemOf({ ...choice, action: "skip" })).toBeNull();
});

it("a suite says that it comes alone only where its prompt is left out and none of that name is there", () => {
  const suite = foundSuite("Tests", { forItem: fresh.itemId });
  const all = [fresh, suite];
  expect(isOrphaned(suite, all, suggestedChoices(all))).toBe(false);
  expect(isOrphaned(suite, all, chooseAll(all, suggestedChoices(all), "skip"))).toBe(true);
  const ofSame = { ...suite, forItem: same.itemId };
  expect(isOrphaned(ofSame, [same, ofSame], suggestedChoices([same, ofSame]))).toBe(false);
});

it("items of one file stand together under its name, also where files took turns", () => {
  const rows = importRows([
    foundPrompt("a", { source: "one.yaml", itemId: "1" }),
    foundPrompt("b", { source: "two.yaml", itemId: "2" }),
    foundPrompt("c", { source: "one.yaml", itemId: "3" }),
  ]);
  expect(rows.map((row) => (row.kind === "file" ? `${row.path} ${row.items}` : row.item.name))).toEqual([
    "one.yaml 2",
    "a",
    "c",
    "two.yaml 1",
    "b",
  ]);
});
