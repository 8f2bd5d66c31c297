import { copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/run-cli.ts";
import { isAcknowledgement, readSaved, saveUntilKilled } from "./run-saver.ts";

/** More with `LATHE_KILLS=300`. */
const kills = Number(process.env.LATHE_KILLS ?? 5);
const timeout = 3_600_000;
const upTo = (count: number): number => Math.floor(Math.random() * count);

it("R-01 keeps every draft, version and backup that it acknowledged, whenever it is killed", {
  timeout,
}, async () => {
  const workspace = watchWorkspace();
  for (let kill = 0; kill < kills; kill += 1) {
    const lines = 1 + upTo(15);
    const said = await saveUntilKilled(
      { folder: workspace.folder, life: `life ${kill}`, backUpEvery: 8 },
      { isTime: (all) => all.length >= lines, ms: Math.random() * 25 },
    );
    expect(said.filter((line) => line.startsWith("refused"))).toEqual([]);
    workspace.check(said);
  }
  expect(workspace.acknowledged.length).toBeGreaterThan(kills);
  if (kills > 10) console.log(`${kills} kills while saving: ${workspace.summary()}`);
});

it("R-05 killed while it backs up, leaves no half file under a backup's name, and the workspace as it was", {
  timeout,
}, async () => {
  const workspace = watchWorkspace();
  for (let kill = 0; kill < kills; kill += 1) {
    const nth = 1 + upTo(3);
    const said = await saveUntilKilled(
      { folder: workspace.folder, life: `life ${kill}`, backUpEvery: 1 },
      {
        isTime: (all) => all.filter((line) => line === "backing-up").length === nth,
        ms: Math.random() * 20,
      },
    );
    workspace.check(said);
  }
  if (kills > 10) console.log(`${kills} kills while backing up: ${workspace.summary()}`);
});

/** A workspace, what was ever acknowledged of it, and the check that all of that is there. */
function watchWorkspace() {
  const folder = temporaryFolder();
  const acknowledged: string[] = [];
  const looked = new Set<string>();
  const saves = () => acknowledged.filter((line) => !line.startsWith("backup "));

  /** Looks at those that are new, and takes all but the newest away: hundreds of them would fill a disk. */
  function checkBackups(said: string[]): void {
    const names = backupsIn(folder);
    const told = said.filter((line) => line.startsWith("backup "));
    expect(told.filter((line) => !names.includes(line.slice("backup ".length)))).toEqual([]);
    for (const name of names.filter((candidate) => !looked.has(candidate))) {
      const { lines, problems } = readBackup(join(folder, "backups", name));
      expect(problems, name).toEqual([]);
      const at = acknowledged.indexOf(`backup ${name}`);
      const before = acknowledged.slice(0, Math.max(at, 0)).filter((line) => !line.startsWith("backup "));
      expect(
        before.filter((line) => !lines.has(line)),
        name,
      ).toEqual([]);
      looked.add(name);
    }
    for (const name of names.slice(0, -1)) rmSync(join(folder, "backups", name));
    // What a kill left behind is taken away by the next backup.
    const unfinished = existsSync(join(folder, "backups"))
      ? readdirSync(join(folder, "backups")).filter((name) => !/^\d+-/.test(name))
      : [];
    expect(unfinished.length).toBeLessThan(3);
  }

  return {
    folder,
    acknowledged,
    check(said: string[]): void {
      acknowledged.push(...said.filter(isAcknowledgement));
      const { lines, revision, problems } = readSaved(join(folder, "workspace.db"));
      expect(problems).toEqual([]);
      expect(saves().filter((line) => !lines.has(line))).toEqual([]);
      const newest =
        saves()
          .findLast((line) => line.startsWith("draft "))
          ?.split(" ")[1] ?? 0;
      expect(revision).toBeGreaterThanOrEqual(Number(newest));
      checkBackups(said);
    },
    summary: () => `${acknowledged.length} acknowledgements, none lost; ${looked.size} backups, all whole`,
  };
}

/** By their numbers, the newest last. */
const backupsIn = (folder: string): string[] =>
  existsSync(join(folder, "backups"))
    ? readdirSync(join(folder, "backups"))
        .filter((name) => /^\d+-.*Z\.db$/.test(name))
        .sort()
    : [];

/** In a folder of its own: a backup is no workspace, and must not become one by being looked at. */
function readBackup(file: string): ReturnType<typeof readSaved> {
  const folder = temporaryFolder();
  copyFileSync(file, join(folder, "workspace.db"));
  const read = readSaved(join(folder, "workspace.db"));
  rmSync(folder, { recursive: true });
  return read;
}
