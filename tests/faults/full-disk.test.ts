import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { toFile } from "#core/system-log.ts";
import { createEncryptedFileVault } from "#core/vaults/encrypted-file-vault.ts";
import type { LatheError } from "#shared/contract/errors.ts";
import type { RunId } from "#shared/model/ids.ts";
import { startAtUsualPort } from "../../electron/loopback/usual-port.ts";
import { writePage } from "../contract/loopback-host.ts";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { canMount } from "../support/needs-tool.ts";
import { contentOf, type OpenWorkbench, openWorkbench } from "../support/open-workbench.ts";
import { runCli } from "../support/run-cli.ts";
import { mountSmallDisk } from "./small-disk.ts";

describe.skipIf(!canMount())("a full disk", () => {
  it("R-10 is told, loses nothing that was acknowledged, can be read from, and is forgotten when there is room", async () => {
    const disk = mountSmallDisk();
    const { lathe, close } = await openWorkbench(disk.folder);
    const pen = await createPen(lathe);
    await pen.write();
    disk.fill();
    const refusal = await pen.writeUntilRefused();
    expect(refusal).toMatchObject({ code: "store.disk-full", message: expect.stringContaining("full") });
    expect(await pen.lost()).toEqual([]);
    // Full means full: it goes on saying so, and goes on being readable.
    expect(await pen.writeUntilRefused()).toMatchObject({ code: "store.disk-full" });
    await expect(lathe.call("prompts.create", { name: "another" })).rejects.toMatchObject({
      code: "store.disk-full",
    });
    expect((await lathe.call("prompts.list", {})).prompts.map(({ name }) => name)).toEqual(["written"]);

    disk.makeRoom();
    await pen.write();
    expect(await pen.lost()).toEqual([]);
    await close();
    expect(await runCli(["verify", "--json"], { home: disk.folder })).toMatchObject({ json: { ok: true } });
  });

  it("R-10 that the log has filled, because it cannot be put away, is the same", async () => {
    const disk = mountSmallDisk();
    const { lathe, close } = await openWorkbench(disk.folder);
    const pen = await createPen(lathe);
    await pen.write();
    disk.fill(disk.freeBytes() - 2_000_000);
    // A reader that does not move on: what it still sees must not be overwritten, so the log only grows.
    const reader = new BetterSqlite3(join(disk.folder, "workspace.db"));
    reader.exec("BEGIN; SELECT count(*) FROM drafts");
    expect(await pen.writeUntilRefused()).toMatchObject({ code: "store.disk-full" });
    expect(disk.freeBytes()).toBeLessThan(200_000);
    expect(await pen.lost()).toEqual([]);

    reader.close();
    disk.makeRoom();
    await pen.write();
    expect(await pen.lost()).toEqual([]);
    await close();
  });

  it("R-10 under a run keeps the answer that was paid for, says that it is not stored, and stores it when there is room", async () => {
    const disk = mountSmallDisk();
    const text = "paid for ".repeat(20_000);
    const fake = await startFakeOpenAi({
      reply: () => {
        disk.fill();
        return { text, pieces: [text] };
      },
    });
    const { lathe, close } = await openWorkbench(disk.folder);
    await lathe.call("providers.add", { name: "fake", baseUrl: fake.baseUrl, key: { kind: "none" } });
    const content = contentOf("Hello");
    const { promptId } = await lathe.call("prompts.create", { name: "p", content });
    const source = { kind: "content" as const, content };
    const { runId } = await lathe.call("runs.start", { promptId, source, values: {}, model: "fake/large" });
    const events = lathe.stream("host.watch", { after: null });
    await events.next();

    const run = await endOf(lathe, runId);
    expect(run).toMatchObject({ state: "failed", attempt: { text, error: { code: "store.disk-full" } } });
    expect(await refusalOf(lathe.call("runs.start", { promptId, source, values: {} }))).toMatchObject({
      code: "store.disk-full",
    });
    disk.makeRoom();
    for await (const chunk of events) {
      if (chunk.kind === "event" && chunk.event.type === "run.ended" && chunk.event.state === "done") break;
    }
    expect(await lathe.call("runs.read", { runId })).toMatchObject({
      state: "done",
      attempt: { text, error: null },
    });
    expect(fake.requests).toHaveLength(1);
    await close();
    await fake.close();
  });

  it("R-11 leaves the keys as they were, tells it, and leaves nothing beside them", async () => {
    const disk = mountSmallDisk();
    const vault = createEncryptedFileVault(disk.folder);
    const { lathe, close } = await openWorkbench(disk.folder, { vault });
    const add = (name: string, key: string) =>
      lathe.call("providers.add", { name, baseUrl: "http://127.0.0.1:9/v1", key: { kind: "vault", key } });
    await add("first", "sk-first-0123456789");
    const files = () =>
      readdirSync(join(disk.folder, "keys")).map((name) => [
        name,
        readFileSync(join(disk.folder, "keys", name), "utf8"),
      ]);
    const before = files();
    disk.fill();
    expect(await refusalOf(add("second", "sk-second-0123456789"))).toMatchObject({ code: "store.disk-full" });
    expect(files()).toEqual(before);
    disk.makeRoom();
    await add("second", "sk-second-0123456789");
    await close();
  });

  it("R-11 under a backup leaves no half one, keeps the older ones, and tells it", async () => {
    const disk = mountSmallDisk();
    const { lathe, close } = await openWorkbench(disk.folder);
    const pen = await createPen(lathe);
    for (let count = 0; count < 3; count += 1) await pen.write();
    const { backupId } = await lathe.call("workspace.back-up", {});
    for (const room of [0, 4_096, 200_000]) {
      disk.makeRoom();
      disk.fill(room);
      expect(await refusalOf(lathe.call("workspace.back-up", {})), `${room} bytes free`).toMatchObject({
        code: "store.disk-full",
      });
      expect(readdirSync(join(disk.folder, "backups"))).toEqual([backupId]);
    }
    disk.makeRoom();
    await lathe.call("workspace.back-up", {});
    const report = await lathe.call("workspace.check-backup", { source: { backupId } });
    expect(report).toMatchObject({ ok: true, problems: [] });
    await close();
  });

  it("R-11 under the log file ends no work, and leaves what was logged", () => {
    const disk = mountSmallDisk();
    const file = join(disk.folder, "logs", "lathe.log");
    const log = toFile(file);
    const complained = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    onTestFinished(() => complained.mockRestore());
    log("first line\n");
    disk.fill();
    log(`${"x".repeat(8_192)}\n`);
    expect(complained).toHaveBeenCalledOnce();
    disk.makeRoom();
    log("last line\n");
    const text = readFileSync(file, "utf8");
    expect(text.startsWith("first line\n")).toBe(true);
    expect(text.endsWith("last line\n")).toBe(true);
  });

  it("R-11 leaves the port's file as it was, and nothing beside it", async () => {
    const disk = mountSmallDisk();
    const workbench = await openWorkbench(disk.folder);
    const page = writePage();
    const serve = async () => {
      const served = await startAtUsualPort(disk.folder, {
        workbench,
        rendererFolder: page.folder,
        log: () => {},
      });
      await served.close();
      return served.origin;
    };
    disk.fill();
    await serve();
    expect(readdirSync(disk.folder)).not.toContainEqual(expect.stringContaining("web-port"));
    disk.makeRoom();
    const origin = await serve();
    disk.fill();
    expect(await serve()).toBe(origin);
    expect(origin).toContain(readFileSync(join(disk.folder, "web-port"), "utf8"));
    await workbench.close();
    page.remove();
  });
});

/** Writes drafts and versions of one prompt, and knows which were acknowledged. */
async function createPen(lathe: OpenWorkbench["lathe"]) {
  const { promptId } = await lathe.call("prompts.create", { name: "written" });
  const acknowledged: string[] = [];
  let { revision } = (await lathe.call("prompts.open", { promptId })).draft;
  let count = 0;
  const write = async () => {
    count += 1;
    const content = contentOf(`${count} ${"字".repeat(10_000)}`);
    const draft = await lathe.call("prompts.save-draft", { promptId, baseRevision: revision, content });
    revision = draft.revision;
    acknowledged.push(draft.contentHash);
    const { version } = await lathe.call("prompts.save-version", { promptId, revision, message: "" });
    acknowledged.push(version.contentHash);
  };
  return {
    write,
    /** A disk may hold a little more than it says; a hundred saves are more than the whole of it. */
    async writeUntilRefused(): Promise<LatheError> {
      for (let attempt = 0; attempt < 100; attempt += 1) {
        const refusal = await refusalOf(write());
        if (refusal !== null) return refusal;
      }
      throw new Error("the disk was never full");
    },
    async lost(): Promise<string[]> {
      const { entries } = await lathe.call("prompts.journal", { promptId, limit: 500 });
      for (const { journalId } of entries) await lathe.call("prompts.journal-entry", { promptId, journalId });
      const kept = new Set(entries.map((entry) => entry.contentHash));
      return acknowledged.filter((hash) => !kept.has(hash));
    },
  };
}

const refusalOf = (call: Promise<unknown>): Promise<LatheError | null> =>
  call.then(
    () => null,
    (error: LatheError) => error,
  );

async function endOf(lathe: OpenWorkbench["lathe"], runId: RunId) {
  const frames = lathe.stream("runs.follow", { runId });
  for (;;) {
    const step = await frames.next();
    if (step.done) return step.value;
  }
}
