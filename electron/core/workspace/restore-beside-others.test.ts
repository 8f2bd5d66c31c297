import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Client, createClient } from "#shared/contract/client.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { putBack, setAside } from "../store/restore.ts";
import { openWorkspace } from "./workspace.ts";

let folder = "";
let closings: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lathe-restore-"));
  closings = [];
});
afterEach(async () => {
  for (const close of closings.toReversed()) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(at = folder) {
  const workspace = await openWorkspace({
    folder: at,
    host: "test",
    appVersion: "0.0.0",
    capabilities: { nativeDialogs: false, nativeMenu: false },
    ports: createTestPorts(),
    sample: false,
    checkOutputs: true,
  });
  closings.push(() => workspace.close());
  return { workspace, lathe: createClient<AbortSignal>(workspace.open) };
}

const names = async (lathe: Client<AbortSignal>) =>
  (await lathe.call("prompts.list", {})).prompts.map((prompt) => prompt.name);

const backups = () => readdirSync(join(folder, "backups"));

/** A restore under way, which another program, in the middle of a write, does not let write. */
async function restoreBesideWriter() {
  const { lathe } = await start();
  await lathe.call("prompts.create", { name: "kept" });
  const { backupId } = await lathe.call("workspace.back-up", {});
  await lathe.call("prompts.create", { name: "written later" });
  const other = new BetterSqlite3(join(folder, "workspace.db"));
  closings.push(() => other.close());
  other.exec("BEGIN IMMEDIATE; UPDATE prompts SET description = 'of the other' WHERE name = 'kept'");
  const restored = lathe.call("workspace.restore", { source: { backupId } });
  restored.catch(() => {});
  while (!backups().some((name) => name.includes("-restore-"))) await nextTurn();
  // Past the first try to write, which comes a few turns after the backup for the way back.
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
  return { lathe, other, restored };
}

describe("a restore beside another program that writes", () => {
  test("R-49 would report what was restored, and have written nothing", async () => {
    const { lathe, other, restored } = await restoreBesideWriter();
    other.exec("ROLLBACK");
    expect((await restored).undo).not.toBeNull();
    expect(await names(lathe)).toEqual(["kept"]);
    expect(await lathe.call("workspace.verify", { deep: true })).toMatchObject({ ok: true });
  });

  test("R-49 would lose what that one saves after the backup for the way back was made", async () => {
    const { lathe, other, restored } = await restoreBesideWriter();
    other.exec("COMMIT");
    await expect(restored).rejects.toMatchObject({ code: "store.busy" });
    expect(await names(lathe)).toEqual(["kept", "written later"]);
    const { prompts } = await lathe.call("prompts.list", {});
    expect(prompts.find(({ name }) => name === "kept")).toMatchObject({ description: "of the other" });
    expect(readdirSync(folder).filter((name) => name.startsWith("unfinished"))).toEqual([]);
  });
});

test("R-49 a restored workspace file would lack what only its log holds", async () => {
  const elsewhere = join(folder, "elsewhere");
  const copies = join(folder, "copies");
  mkdirSync(copies);
  const other = await start(elsewhere);
  await other.lathe.call("prompts.create", { name: "in the log" });
  for (const part of ["", "-wal"])
    copyFileSync(join(elsewhere, `workspace.db${part}`), join(copies, `workspace.db${part}`));
  const { lathe } = await start(join(folder, "here"));
  await lathe.call("prompts.create", { name: "here" });
  const path = join(copies, "workspace.db");
  await lathe.call("workspace.restore", { source: { path } });
  expect(await names(lathe)).toEqual(["in the log"]);
  expect(readdirSync(copies).sort()).toEqual(["workspace.db", "workspace.db-wal"]);
});

test("R-05 what a killed program of the same process number left would stop a backup, or get into a restored file", async () => {
  const { lathe } = await start();
  await lathe.call("prompts.create", { name: "kept" });
  const { backupId } = await lathe.call("workspace.back-up", {});
  for (let count = 0; count < 50; count += 1) {
    for (const at of [folder, join(folder, "backups")])
      writeFileSync(join(at, `unfinished-${process.pid}-${count}.db`), "half of one");
  }
  await lathe.call("workspace.back-up", {});
  await lathe.call("workspace.restore", { source: { backupId } });
  expect(await names(lathe)).toEqual(["kept"]);
});

test("an empty file as a backup would be told as a workspace that was taken away", async () => {
  const { lathe } = await start();
  await lathe.call("prompts.create", { name: "kept" });
  await lathe.call("workspace.back-up", {});
  const path = join(folder, "empty.db");
  writeFileSync(path, "");
  await expect(lathe.call("workspace.restore", { source: { path } })).rejects.toMatchObject({
    code: "store.backup-damaged",
    message: expect.stringContaining(path),
  });
});

describe("a damaged file that is set aside", () => {
  const write = () => {
    for (const part of ["", "-wal", "-shm"]) writeFileSync(join(folder, `workspace.db${part}`), `of ${part}`);
  };
  const file = () => join(folder, "workspace.db");

  test("R-16 would be followed by a new, empty workspace, where the program is killed just then", async () => {
    write();
    setAside(file(), 0);
    const { workspace } = await start();
    expect(workspace.state()).toMatchObject({ access: "closed", fault: { code: "store.lost" } });
    expect(existsSync(file())).toBe(false);
  });

  test("R-16 would be away, and nothing in its place, where the sound one cannot be put there", () => {
    write();
    const keptAs = setAside(file(), 0);
    expect(readdirSync(folder)).toEqual(["damaged"]);
    putBack(keptAs, file());
    expect(readdirSync(folder).filter((name) => name.startsWith("workspace"))).toHaveLength(3);
    expect(readdirSync(keptAs)).toEqual([]);
  });
});
