import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRealisticWorkspace } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench } from "../../../../tests/support/salvage-bench.ts";
import { salvageWorkspace } from "./salvage-workspace.ts";

const bench = createSalvageBench();
const file = bench.path("source.db");
const log = () => {};

beforeAll(async () => {
  (await makeRealisticWorkspace(file, { prompts: 10, runs: 2 })).close();
});
afterAll(() => bench.remove());

describe("the file that is written", () => {
  it.each(["", "-wal", "-shm", "-journal"])(
    "never takes the place of one that is there (%s)",
    async (part) => {
      const target = bench.path(`taken${part.length}.db`);
      writeFileSync(`${target}${part}`, "somebody's");
      await expect(salvageWorkspace(file, target, { log })).rejects.toMatchObject({
        code: "store.salvage-exists",
      });
      expect(readFileSync(`${target}${part}`, "utf8")).toBe("somebody's");
    },
  );

  it("is not there at all after a cancel, nor is anything else", async () => {
    const folder = bench.path("cancelled");
    mkdirSync(folder);
    const signal = AbortSignal.abort();
    await expect(salvageWorkspace(file, `${folder}/target.db`, { log, signal })).rejects.toMatchObject({
      code: "host.cancelled",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes away what a killed program left, and not what another one is writing", async () => {
    const folder = bench.path("left");
    // No process has this number: it is above the largest that Linux gives.
    for (const name of [".salvage-4999999-abc", `.salvage-${process.pid}-def`, "mine"]) {
      mkdirSync(`${folder}/${name}`, { recursive: true });
      writeFileSync(`${folder}/${name}/damaged.db`, "texts");
    }
    await salvageWorkspace(file, `${folder}/target.db`, { log });
    expect(readdirSync(folder).sort()).toEqual([`.salvage-${process.pid}-def`, "mine", "target.db"]);
  });

  it("is one file, in a folder that is made for it", async () => {
    const folder = bench.path("deep/er");
    await salvageWorkspace(file, `${folder}/target.db`, { log });
    expect(readdirSync(folder)).toEqual(["target.db"]);
  });

  it("is not written where the damaged one is a folder, or was never there", async () => {
    mkdirSync(bench.path("folder.db"));
    for (const name of ["folder.db", "nothing.db"]) {
      const report = await salvageWorkspace(bench.path(name), bench.path("target.db"), { log });
      expect(report.readable).toBe(false);
      expect(existsSync(bench.path("target.db"))).toBe(false);
    }
  });

  it("fails with words where its folder cannot be made", async () => {
    writeFileSync(bench.path("in-the-way"), "");
    await expect(salvageWorkspace(file, bench.path("in-the-way/target.db"), { log })).rejects.toMatchObject({
      code: "store.in-the-way",
    });
  });
});
