import { copyFileSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/run-cli.ts";
import { isAcknowledgement, readSaved, saveUntilKilled } from "./run-saver.ts";

/** More with `LATHE_KILLS=300`. */
const kills = Number(process.env.LATHE_KILLS ?? 10);
const timeout = 3_600_000;

it("R-01 keeps every draft, version and backup that it acknowledged, whenever it is killed", {
  timeout,
}, async () => {
  const folder = temporaryFolder();
  const acknowledged: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const said = await saveUntilKilled(
      { folder, life: `life ${kill}`, backUpEvery: 8 },
      { after: "ready", ms: Math.random() * 60 },
    );
    acknowledged.push(...said.filter(isAcknowledgement));
    expect(said.filter((line) => line.startsWith("refused"))).toEqual([]);

    const { lines, revision, problems } = readSaved(join(folder, "workspace.db"));
    const backups = new Set(backupsIn(folder).map((name) => `backup ${name}`));
    expect(problems).toEqual([]);
    expect(acknowledged.filter((line) => !lines.has(line) && !backups.has(line))).toEqual([]);
    const newest = acknowledged.findLast((line) => line.startsWith("draft "))?.split(" ")[1] ?? 0;
    expect(revision).toBeGreaterThanOrEqual(Number(newest));
  }
  expect(acknowledged.length).toBeGreaterThan(kills);
  if (kills > 10) console.log(`${kills} kills, ${acknowledged.length} acknowledgements, none lost`);
});

it("R-05 killed while it backs up, leaves no half file under a backup's name, and the workspace as it was", {
  timeout,
}, async () => {
  const folder = temporaryFolder();
  const acknowledged: string[] = [];
  const looked = new Set<string>();
  for (let kill = 0; kill < kills; kill += 1) {
    const said = await saveUntilKilled(
      { folder, life: `life ${kill}`, backUpEvery: 1 },
      { after: "backing-up", ms: Math.random() * 12 },
    );
    acknowledged.push(...said.filter(isAcknowledgement));
    const { lines, problems } = readSaved(join(folder, "workspace.db"));
    expect(problems).toEqual([]);
    expect(acknowledged.filter((line) => !line.startsWith("backup") && !lines.has(line))).toEqual([]);
    for (const name of backupsIn(folder).filter((candidate) => !looked.has(candidate))) {
      const backup = readBackup(join(folder, "backups", name));
      expect(backup.problems, name).toEqual([]);
      const before = acknowledged.slice(0, Math.max(acknowledged.indexOf(`backup ${name}`), 0));
      expect(before.filter((line) => !line.startsWith("backup") && !backup.lines.has(line))).toEqual([]);
      looked.add(name);
    }
  }
  const all = new Set(backupsIn(folder).map((name) => `backup ${name}`));
  const backups = acknowledged.filter((line) => line.startsWith("backup "));
  expect(backups.filter((line) => !all.has(line))).toEqual([]);
  // What a kill left behind is taken away by the next backup, so that a disk does not fill with it.
  expect(readdirSync(join(folder, "backups")).filter((name) => !name.endsWith("Z.db")).length).toBeLessThan(
    3,
  );
  if (kills > 10) console.log(`${kills} kills while backing up, ${looked.size} whole backups, none half`);
});

const backupsIn = (folder: string): string[] =>
  existsSync(join(folder, "backups"))
    ? readdirSync(join(folder, "backups")).filter((name) => name.endsWith("Z.db"))
    : [];

/** In a folder of its own: a backup is no workspace, and must not become one by being looked at. */
function readBackup(file: string): ReturnType<typeof readSaved> {
  const folder = temporaryFolder();
  copyFileSync(file, join(folder, "workspace.db"));
  return readSaved(join(folder, "workspace.db"));
}
