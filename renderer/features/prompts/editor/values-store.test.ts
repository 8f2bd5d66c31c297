import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import { emptyContent, type VariableValues } from "#shared/model/content.ts";
import { createStorage, somePrompt as prompt } from "../draft-scenes.ts";
import { createValues } from "./create-values.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function createPage(storage = createStorage(), stored: VariableValues = {}) {
  const saves: { values: unknown; answer: () => void; fail: (error?: Error) => void }[] = [];
  const told: unknown[] = [];
  const values = createValues({
    storedOf: () => stored,
    save: (saving) =>
      new Promise((resolve, reject) => {
        saves.push({ values: saving, answer: resolve, fail: (error = new Error("gone")) => reject(error) });
      }),
    storage,
    tell: (error) => told.push(error),
  });
  return { saves, values, storage, told };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("a value that is typed in a hurry is saved once, with its last letters", async () => {
  const { values, saves } = createPage();
  for (const name of ["A", "Ad", "Ada"]) values.set(prompt, "name", name);
  await pass(400);
  expect(saves.map((save) => save.values)).toEqual([{ [prompt]: { name: "Ada" } }]);
});

test("typing one value keeps the others that are stored", async () => {
  const { values } = createPage(createStorage(), { city: "Paris" });
  values.set(prompt, "name", "Ada");
  expect(values.valuesOf(prompt)).toEqual({ city: "Paris", name: "Ada" });
  values.set(prompt, "city", undefined);
  expect(values.valuesOf(prompt)).toEqual({ name: "Ada" });
});

test("a value typed just before the page was closed is found again and saved", async () => {
  const { values, storage } = createPage();
  values.set(prompt, "name", "Ada");
  const reloaded = createPage(storage);
  reloaded.values.recover(prompt);
  expect(reloaded.values.valuesOf(prompt)).toEqual({ name: "Ada" });
  await pass(400);
  reloaded.saves[0]?.answer();
  await pass(0);
  expect(storage.length).toBe(0);
});

test("letters typed during a save stay in the net until they are saved too", async () => {
  const { values, saves, storage } = createPage();
  values.set(prompt, "name", "Ada");
  await pass(400);
  values.set(prompt, "name", "Ada L");
  saves[0]?.answer();
  await pass(0);
  expect(storage.length).toBe(1);
  await pass(400);
  saves[1]?.answer();
  await pass(0);
  expect(storage.length).toBe(0);
});

test("a save that failed is tried again with the newest values", async () => {
  const { values, saves } = createPage();
  values.set(prompt, "name", "Ada");
  await pass(400);
  saves[0]?.fail();
  await pass(0);
  await pass(5_000);
  expect(saves[1]?.values).toEqual({ [prompt]: { name: "Ada" } });
});

test("examples fill what is empty and overwrite nothing that was typed", () => {
  const { values } = createPage();
  values.set(prompt, "a", "mine");
  values.fillWithExamples(prompt, {
    ...emptyContent(),
    messages: [{ role: "human", template: "{a} {b} {c}" }],
    variables: [
      { name: "a", type: "text", example: "example a" },
      { name: "b", type: "number", example: 3 },
      { name: "c", type: "text" },
    ],
  });
  expect(values.valuesOf(prompt)).toEqual({ a: "mine", b: 3 });
});

test("a renamed variable keeps its value", () => {
  const { values } = createPage();
  values.set(prompt, "a", "mine");
  values.rename(prompt, "a", "b");
  expect(values.valuesOf(prompt)).toEqual({ b: "mine" });
});

test("damaged values in the browser's storage are dropped", () => {
  const storage = createStorage();
  storage.setItem(`lathe.values.${prompt}`, "{");
  const { values } = createPage(storage);
  values.recover(prompt);
  expect(values.valuesOf(prompt)).toEqual({});
  expect(storage.length).toBe(0);
});

test("R-29 a value that is too long for the store is told once and stays on the page and in the browser", async () => {
  const { values, saves, storage, told } = createPage();
  values.set(prompt, "name", "x".repeat(1_000));
  await pass(400);
  saves[0]?.fail(new LatheError({ code: "host.too-large", message: "This is more than 10 MB." }));
  await pass(60_000);
  expect(told).toMatchObject([{ code: "host.too-large", message: "This is more than 10 MB." }]);
  expect(saves).toHaveLength(1);
  expect(values.valuesOf(prompt)).toEqual({ name: "x".repeat(1_000) });
  expect(storage.length).toBe(1);
  values.set(prompt, "name", "short");
  await pass(400);
  saves[1]?.answer();
  await pass(0);
  expect(storage.length).toBe(0);
});
