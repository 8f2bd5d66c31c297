import { expect, it } from "vitest";
import type { ImportItem } from "#shared/model/exchange.ts";
import { foundPrompt, foundSuite, promptIdOf, suiteIdOf } from "../import-scenes.ts";
import type { ImportedItem } from "./create-import.ts";
import { testsOf } from "./tests-of.ts";

const imported = (
  { itemId, source, kind, name }: ImportItem,
  action: "add" | "skip" = "add",
): ImportedItem => ({
  itemId,
  source,
  kind,
  name,
  action,
  promptId: kind === "prompt" && action === "add" ? promptIdOf(name) : null,
  suiteId: kind === "suite" && action === "add" ? suiteIdOf(name) : null,
  losses: [],
  warnings: [],
});

const short = foundPrompt("short");
const long = foundPrompt("long");

it("a prompt is tested on the suite that came for it, and not on that of its neighbour", () => {
  const suite = foundSuite("suite", { forItem: long.itemId });
  const items = [short, long, suite];
  const tests = testsOf(
    items.map((item) => imported(item)),
    items,
  );
  expect(tests.get(suite.itemId)).toEqual({ promptId: promptIdOf("long"), suiteId: suiteIdOf("suite") });
  expect(tests.get(long.itemId)).toEqual({ promptId: promptIdOf("long"), suiteId: suiteIdOf("suite") });
  expect(tests.get(short.itemId)).toEqual({ promptId: promptIdOf("short"), suiteId: null });
});

it("a suite for any prompt is offered with the prompts that came with it from its file", () => {
  const suite = foundSuite("suite", { source: short.source });
  const items = [short, long, suite];
  const tests = testsOf(
    items.map((item) => imported(item)),
    items,
  );
  expect(tests.get(suite.itemId)).toEqual({ promptId: promptIdOf("short"), suiteId: suiteIdOf("suite") });
  expect(tests.get(long.itemId)?.suiteId).toBeNull();
});

it("a suite whose prompt was skipped is not tested with a prompt that is not there", () => {
  const suite = foundSuite("suite", { forItem: short.itemId });
  const items = [short, suite];
  expect(testsOf([imported(short, "skip"), imported(suite)], items).size).toBe(0);
});

it("a prompt in a foreign syntax is offered for no test, which would refuse it", () => {
  const foreign = foundPrompt("foreign", { syntax: "nunjucks" });
  const suite = foundSuite("suite", { forItem: foreign.itemId });
  const items = [foreign, suite];
  const done = [imported(foreign), { ...imported(suite), promptId: promptIdOf("foreign") }];
  expect(testsOf(done, items).size).toBe(0);
});
