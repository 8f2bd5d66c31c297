import { existsSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type ExchangeBench, openExchangeBench } from "../support/exchange-bench.ts";
import { watchSystem } from "../support/watched-system.ts";
import { type Attack, address, attacks, stolen, trace } from "./import-corpus.ts";

let bench: ExchangeBench;
let system: ReturnType<typeof watchSystem>;
const prototypeKeys = Object.getOwnPropertyNames(Object.prototype).join();

async function importAll({ files }: Attack) {
  const preview = await bench.lathe.call("exchange.preview", { files });
  const choices = preview.items.map(({ itemId }) => ({ itemId, action: "add" as const }));
  const imported = await bench.lathe.call("exchange.import", { files, choices });
  return { preview, imported };
}

beforeAll(async () => {
  // Everything is loaded before anything is watched.
  bench = openExchangeBench();
  await importAll({ number: "", what: "", files: [{ path: "a.txt", text: "Hi {x}" }] });
});
beforeEach(() => {
  bench = openExchangeBench();
  system = watchSystem();
});
afterEach(() => system.stop());

const numbered = (from: string, to: string): Attack[] =>
  attacks.filter(({ number }) => number >= from && number <= to);

/** Files that a configuration names are parts of what is made of it. */
const isTakenIn = (path: string): boolean => path === "p.js" || path === "p.py";

async function endsHarmlessly(attack: Attack): Promise<void> {
  const { preview, imported } = await importAll(attack);
  // Each file ends as an item, a part of another file, or a reason in words.
  const told = new Set([
    ...preview.items.map(({ source }) => source),
    ...preview.unread.map(({ path }) => path),
  ]);
  const silent = attack.files.filter(({ path }) => !told.has(path) && !isTakenIn(path));
  expect(silent.map(({ path }) => path)).toEqual([]);
  for (const { note } of preview.unread) {
    expect(note.text).not.toBe("");
    expect(note.code, note.text).not.toBe("reader-failed");
  }
  expect(imported.items).toHaveLength(preview.items.length);
  for (const { path } of preview.unread)
    expect(preview.items.map(({ source }) => source)).not.toContain(path);
  expect(system.reached).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(prototypeKeys);
  const tables = ["contents", "case_contents", "suites", "prompts", "versions"];
  const stored = JSON.stringify(tables.map((table) => bench.db.all("all", `SELECT * FROM ${table}`)));
  expect(stored).not.toContain(stolen);
  expect(stored).not.toContain(address);
  expect(stored).not.toContain("root:x:");
}

it.each(numbered("R-32", "R-32"))("R-32 an import with $what ends in an item or a reason", endsHarmlessly);
it.each(numbered("A-24", "A-24"))("A-24 an import with $what ends in an item or a reason", endsHarmlessly);
it.each(numbered("A-25", "A-25"))("A-25 an import with $what ends in an item or a reason", endsHarmlessly);
it.each(numbered("A-31", "A-31"))(
  "A-31 an import with $what opens nothing and writes nothing",
  endsHarmlessly,
);
it.each(numbered("A-32", "A-32"))("A-32 an import with $what ends soon, and without a crash", endsHarmlessly);
it.each(numbered("A-33", "A-33"))("A-33 an import with $what runs none of it", async (attack) => {
  await endsHarmlessly(attack);
  system.stop();
  expect(existsSync(trace)).toBe(false);
});
it.each(numbered("A-34", "A-34"))(
  "A-34 an import with $what stores none of them, and says so",
  async (attack) => {
    await endsHarmlessly(attack);
    const { items } = await bench.lathe.call("exchange.preview", { files: attack.files });
    for (const { source, losses, warnings } of items)
      expect(
        [...losses, ...warnings].map(({ code }) => code),
        source,
      ).toContain("credential-dropped");
  },
);
it.each(numbered("A-35", "A-35"))("A-35 an import with $what asks nobody", endsHarmlessly);
it.each(numbered("A-46", "A-46"))("A-46 an import with $what takes text and settings only", endsHarmlessly);
it.each(numbered("A-48", "A-48"))("A-48 an import with $what keeps them as text", async (attack) => {
  await endsHarmlessly(attack);
  const { items } = await bench.lathe.call("exchange.preview", { files: attack.files });
  for (const { content } of items)
    for (const { name } of content?.variables ?? [])
      expect(name).not.toMatch(/^(?:constructor|__proto__|range)$/);
});

it("A-33 a suite that was imported with code keeps it as text that no check runs", async () => {
  const [attack] = numbered("A-33", "A-33");
  if (attack === undefined) throw new Error("no attack");
  const { items } = await bench.lathe.call("exchange.preview", { files: attack.files });
  for (const { suite } of items)
    for (const { checks } of suite?.first ?? [])
      for (const { type, value } of checks)
        if (JSON.stringify(value).includes("require(") || JSON.stringify(value).includes("import os"))
          expect(["unsupported", "javascript"]).toContain(type);
});
