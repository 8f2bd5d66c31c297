import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Client, createClient } from "#shared/contract/client.ts";
import { type PromptContent, promptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import { newestSchema } from "../store/migrate.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

let folder = "";
let file = "";
const open = new Set<Workspace>();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lathe-workspace-"));
  file = join(folder, "workspace.db");
  clockTurnedBy = 0;
  const { clock, ...rest } = createTestPorts();
  world = { ...rest, clock: { ...clock, now: () => clock.now() + clockTurnedBy } };
});
afterEach(async () => {
  for (const workspace of open) await workspace.close();
  open.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** One world for all starts of a test, whose clock a test may turn. */
let world: ReturnType<typeof createTestPorts>;
let clockTurnedBy = 0;
const turnClock = (hours: number) => {
  clockTurnedBy += hours * 60 * 60 * 1000;
};

async function start() {
  const ports = world;
  const workspace = await openWorkspace({
    folder,
    host: "test",
    appVersion: "0.0.0",
    capabilities: { nativeDialogs: false, nativeMenu: false },
    ports,
    sample: false,
    checkOutputs: true,
  });
  open.add(workspace);
  const lathe = createClient<AbortSignal>(workspace.open);
  return {
    workspace,
    lathe,
    async stop() {
      open.delete(workspace);
      await workspace.close();
    },
  };
}

const text = (template: string): PromptContent =>
  promptContent.parse({ messages: [{ role: "human", template }] });

async function write(lathe: Client<AbortSignal>, name: string, template: string): Promise<PromptId> {
  const { promptId } = await lathe.call("prompts.create", { name, content: text(template) });
  await lathe.call("prompts.save-version", { promptId, revision: 1, message: "first" });
  return promptId;
}

const names = async (lathe: Client<AbortSignal>) =>
  (await lathe.call("prompts.list", {})).prompts.map((prompt) => prompt.name);

/** Two prompts, a backup with both, and the program ended. */
async function writeAndBackUp(): Promise<string> {
  const { lathe, stop } = await start();
  await write(lathe, "kept", "one");
  await write(lathe, "also kept", "two");
  const { backupId } = await lathe.call("workspace.back-up", {});
  await stop();
  return backupId;
}

describe("backups", () => {
  test("R-48 a backup that lacks what was saved the moment before it would be worth nothing", async () => {
    const backupId = await writeAndBackUp();
    const { lathe } = await start();
    const { backups } = await lathe.call("workspace.backups", {});
    expect(backups.find((backup) => backup.backupId === backupId)).toMatchObject({
      kind: "manual",
      counts: { prompts: 2, versions: 2, runs: 0 },
    });
    const report = await lathe.call("workspace.check-backup", { source: { backupId } });
    expect(report).toMatchObject({ ok: true, deep: true, checked: { contents: 2, versions: 2 } });
  });

  test("R-48 a day without a backup, or two backups on one day, would come of a wrong reckoning of days", async () => {
    const daily = async (lathe: Client<AbortSignal>) =>
      (await lathe.call("workspace.backups", {})).backups.filter(({ kind }) => kind === "daily").length;
    const first = await start();
    await write(first.lathe, "kept", "one");
    await first.stop();
    const second = await start();
    expect(await daily(second.lathe)).toBe(1);
    await second.stop();
    const third = await start();
    expect(await daily(third.lathe)).toBe(1);
    turnClock(25);
    await third.stop();
    const fourth = await start();
    expect(await daily(fourth.lathe)).toBe(2);
  });

  test("R-22 a clock that was ten years ahead for an hour would end the daily backups for ten years", async () => {
    turnClock(10 * 365 * 24);
    const ahead = await start();
    await write(ahead.lathe, "kept", "one");
    await ahead.stop();
    turnClock(-10 * 365 * 24);
    await (await start()).stop();
    const { lathe } = await start();
    const { backups } = await lathe.call("workspace.backups", {});
    expect(backups.map(({ kind }) => kind)).toEqual(["daily", "daily"]);
    expect(Date.parse(backups[0]?.createdAt ?? "")).toBeLessThan(Date.parse(backups[1]?.createdAt ?? ""));
  });

  test("an old daily backup that is never taken away fills the disk; one of the user's own is not ours to take", async () => {
    const first = await start();
    await write(first.lathe, "kept", "one");
    for (let count = 0; count < 9; count += 1) await first.lathe.call("workspace.back-up", {});
    await first.stop();
    for (let day = 1; day <= 9; day += 1) {
      turnClock(25);
      await (await start()).stop();
    }
    const { lathe } = await start();
    const { backups } = await lathe.call("workspace.backups", {});
    expect(backups.filter(({ kind }) => kind === "daily")).toHaveLength(7);
    expect(backups.filter(({ kind }) => kind === "manual")).toHaveLength(9);
  });

  test("R-05 a copy that a killed program left half would be offered as a backup", async () => {
    await writeAndBackUp();
    writeFileSync(join(folder, "backups", "unfinished-999999999-1.db"), "half");
    const { lathe } = await start();
    expect((await lathe.call("workspace.backups", {})).backups.map(({ kind }) => kind)).toEqual([
      "daily",
      "manual",
    ]);
    await lathe.call("workspace.back-up", {});
    expect(readdirSync(join(folder, "backups")).filter((name) => name.startsWith("unfinished"))).toEqual([]);
  });

  test("a backup's name that leads out of its folder would open any file", async () => {
    const { lathe } = await start();
    for (const backupId of [
      "../workspace.db",
      "000001-manual-20260101T000000Z.db/../../workspace.db",
      "nul\0",
    ])
      await expect(lathe.call("workspace.restore", { source: { backupId } })).rejects.toMatchObject({
        code: "store.no-such-backup",
      });
  });
});

describe("restore", () => {
  test("R-49 going back to a backup, and forth again, loses neither side", async () => {
    const backupId = await writeAndBackUp();
    const { lathe } = await start();
    await write(lathe, "written later", "three");
    const { undo, counts } = await lathe.call("workspace.restore", { source: { backupId } });
    expect(counts.prompts).toBe(2);
    expect(await names(lathe)).toEqual(["also kept", "kept"]);
    await lathe.call("workspace.restore", { source: { backupId: undo?.backupId ?? "" } });
    expect(await names(lathe)).toEqual(["also kept", "kept", "written later"]);
    expect(await lathe.call("workspace.verify", { deep: true })).toMatchObject({ ok: true });
    await write(lathe, "still writable", "four");
    expect(await lathe.call("workspace.verify", { deep: true })).toMatchObject({ ok: true });
  });

  test("R-49 another window on the same file would go on with what is no longer there", async () => {
    const backupId = await writeAndBackUp();
    const [one, other] = [await start(), await start()];
    await write(one.lathe, "written later", "three");
    expect(await names(other.lathe)).toHaveLength(3);
    await one.lathe.call("workspace.restore", { source: { backupId } });
    expect(await names(other.lathe)).toEqual(["also kept", "kept"]);
    await write(other.lathe, "from the other", "four");
    expect(await names(one.lathe)).toEqual(["also kept", "from the other", "kept"]);
  });

  test("R-49 a text in hand would overwrite the restored one, where both have the same revision", async () => {
    const backupId = await writeAndBackUp();
    const { lathe } = await start();
    const { promptId } = await lathe.call("prompts.find", { name: "kept" });
    const { draft } = await lathe.call("prompts.open", { promptId });
    await lathe.call("workspace.restore", { source: { backupId } });
    const stale = { promptId, baseRevision: draft.revision, content: text("typed before the restore") };
    await expect(lathe.call("prompts.save-draft", stale)).rejects.toMatchObject({
      code: "prompts.draft-conflict",
    });
    expect((await lathe.call("prompts.open", { promptId })).draft.content).toMatchObject(text("one"));
    expect(await lathe.call("workspace.verify", { deep: true })).toMatchObject({ ok: true });
  });

  test("R-49 a snippet in hand would overwrite the restored one, and what prompts hold of it", async () => {
    const { lathe } = await start();
    const { snippetId, revision } = await lathe.call("snippets.create", { name: "style", text: "one" });
    const { backupId } = await lathe.call("workspace.back-up", {});
    await lathe.call("workspace.restore", { source: { backupId } });
    const stale = { snippetId, baseRevision: revision, text: "typed before the restore" };
    await expect(lathe.call("snippets.update", stale)).rejects.toMatchObject({ code: "snippets.conflict" });
    expect(await lathe.call("snippets.read", { snippetId })).toMatchObject({ text: "one" });
  });

  test("a damaged backup that is restored unseen would replace good work by bad", async () => {
    const backupId = await writeAndBackUp();
    const backup = join(folder, "backups", backupId);
    const bytes = readFileSync(backup);
    bytes.write("TWO", bytes.indexOf('"template":"two"') + 12, "latin1");
    writeFileSync(backup, bytes);
    const { lathe } = await start();
    await expect(lathe.call("workspace.restore", { source: { backupId } })).rejects.toMatchObject({
      code: "store.backup-damaged",
    });
    expect(await names(lathe)).toEqual(["also kept", "kept"]);
    expect(readdirSync(folder).filter((name) => name.startsWith("unfinished"))).toEqual([]);
  });

  test("something else under a backup's path would become the workspace", async () => {
    await writeAndBackUp();
    const { lathe } = await start();
    const foreign = join(folder, "notes.txt");
    writeFileSync(foreign, "not a database");
    for (const path of [foreign, folder, join(folder, "none.db"), "relative.db"]) {
      await expect(lathe.call("workspace.restore", { source: { path } })).rejects.toMatchObject({
        code: expect.stringMatching(/^store\.(backup-damaged|no-such-backup)$/),
      });
    }
    expect(await names(lathe)).toHaveLength(2);
  });

  test("two restores at once would mix two states", async () => {
    const backupId = await writeAndBackUp();
    const { lathe } = await start();
    const both = await Promise.allSettled([
      lathe.call("workspace.restore", { source: { backupId } }),
      lathe.call("workspace.restore", { source: { backupId } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await lathe.call("workspace.verify", { deep: true })).toMatchObject({ ok: true });
  });
});

describe("a file that cannot be opened", () => {
  const damages: [name: string, code: string, damage: () => void][] = [
    ["R-14 a zeroed header", "store.damaged", () => overwrite(0, Buffer.alloc(100))],
    ["R-14 garbage in the first pages", "store.damaged", () => overwrite(0, Buffer.alloc(9_000, "x"))],
    ["R-14 a text file", "store.damaged", () => writeFileSync(file, "hello")],
    [
      "R-15 a file cut to its half",
      "store.damaged",
      () => truncateSync(file, Math.floor(statSync(file).size / 2)),
    ],
    ["R-16 a file cut to nothing", "store.lost", () => truncateSync(file, 0)],
    ["R-16 a file that is gone", "store.lost", () => rmSync(file)],
  ];
  const overwrite = (at: number, bytes: Buffer) => {
    const content = readFileSync(file);
    bytes.copy(content, at);
    writeFileSync(file, content);
  };

  test.each(damages)(
    "%s is never shown as a new workspace, and a backup brings the work back",
    async (_name, code, damage) => {
      const backupId = await writeAndBackUp();
      damage();
      const bytes = existsSync(file) ? readFileSync(file) : null;
      const { lathe, workspace } = await start();
      expect(workspace.state()).toMatchObject({ access: "closed", fault: { code } });
      await expect(names(lathe)).rejects.toMatchObject({ code });
      expect((await lathe.call("host.describe", {})).workspace).toMatchObject({ access: "closed" });
      const { backups } = await lathe.call("workspace.recovery", {});
      expect(backups.find((backup) => backup.backupId === backupId)).toMatchObject({
        sound: true,
        counts: { prompts: 2, versions: 2 },
      });
      expect(existsSync(file) ? readFileSync(file) : null).toEqual(bytes);

      const restored = await lathe.call("workspace.restore", { source: { backupId } });
      expect(await names(lathe)).toEqual(["also kept", "kept"]);
      expect(workspace.state()).toMatchObject({ access: "full", fault: null });
      if (bytes !== null) expect(readFileSync(join(restored.keptAs ?? "", "workspace.db"))).toEqual(bytes);
      expect(await lathe.call("workspace.verify", { deep: true })).toMatchObject({ ok: true });
    },
  );

  test("R-16 a log whose file is gone would be thrown away by SQLite as a stranger's", async () => {
    const { lathe } = await start();
    await write(lathe, "kept", "one");
    copyFileSync(`${file}-wal`, join(folder, "log"));
    for (const workspace of open) await workspace.close();
    open.clear();
    rmSync(file);
    rmSync(join(folder, "backups"), { recursive: true });
    copyFileSync(join(folder, "log"), `${file}-wal`);
    expect((await start()).workspace.state()).toMatchObject({
      access: "closed",
      fault: { code: "store.lost" },
    });
    expect(existsSync(`${file}-wal`)).toBe(true);
  });

  test("a database of another program would be taken for ours, or changed by looking at it", async () => {
    const { default: BetterSqlite3 } = await import("better-sqlite3");
    const foreign = new BetterSqlite3(file);
    foreign.exec("CREATE TABLE addresses (name TEXT)");
    foreign.close();
    const bytes = readFileSync(file);
    const { workspace } = await start();
    expect(workspace.state()).toMatchObject({ access: "closed", fault: { code: "store.foreign-file" } });
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(folder)).toEqual(["workspace.db"]);
  });

  test("R-25 an older Lathe would change a newer one's workspace; it reads it and leaves every byte", async () => {
    await writeAndBackUp();
    const { default: BetterSqlite3 } = await import("better-sqlite3");
    const newer = new BetterSqlite3(file);
    newer.pragma(`user_version = ${newestSchema() + 1}`);
    newer.exec("CREATE TABLE invented_later (id TEXT)");
    newer.pragma("wal_checkpoint(TRUNCATE)");
    newer.close();
    const bytes = readFileSync(file);
    const { lathe, workspace, stop } = await start();
    expect(workspace.state()).toMatchObject({ access: "read-only", fault: { code: "store.newer-file" } });
    expect(await names(lathe)).toEqual(["also kept", "kept"]);
    await expect(lathe.call("prompts.create", { name: "new" })).rejects.toMatchObject({
      code: "store.newer-file",
    });
    await stop();
    expect(readFileSync(file)).toEqual(bytes);
  });

  test("a page that listens to a workspace that was closed would hear nothing of the one that is opened after it", async () => {
    await writeAndBackUp();
    truncateSync(file, 0);
    const { lathe, workspace } = await start();
    const { backups } = await lathe.call("workspace.backups", {});
    await lathe.call("workspace.restore", { source: { backupId: backups[0]?.backupId ?? "" } });
    const listening = lathe.stream("host.watch", { after: null });
    await listening.next();
    const next = listening.next();
    await workspace.close();
    open.delete(workspace);
    await expect(next).rejects.toMatchObject({ code: "host.cancelled" });
  });

  test("a fault that is gone again would hold the workspace closed until the next start", async () => {
    await writeAndBackUp();
    copyFileSync(file, join(folder, "aside"));
    rmSync(file);
    const { lathe, workspace } = await start();
    expect(workspace.state().access).toBe("closed");
    copyFileSync(join(folder, "aside"), file);
    expect(await lathe.call("workspace.reopen", {})).toMatchObject({ access: "full", fault: null });
    expect(await names(lathe)).toEqual(["also kept", "kept"]);
  });
});
