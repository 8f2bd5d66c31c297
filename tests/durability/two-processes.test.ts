import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import BetterSqlite3 from "better-sqlite3";
import { expect, it } from "vitest";
import { copyForReading } from "#core/store/copy-for-reading.ts";
import type { LatheError } from "#shared/contract/errors.ts";
import { startLoopback } from "../../electron/loopback/server.ts";
import { writePage } from "../contract/loopback-host.ts";
import { openPage } from "../support/loopback-page.ts";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";
import { isAcknowledgement, readSaved, saveToEnd } from "./run-saver.ts";

/** Longer with `LATHE_STORM_SECONDS=600`. */
const seconds = Number(process.env.LATHE_STORM_SECONDS ?? 3);
const timeout = (seconds + 60) * 1000;

it("R-19 a page and terminals that save one prompt at once lose no text of each other", {
  timeout,
}, async () => {
  const folder = temporaryFolder();
  const workbench = await openWorkbench(folder);
  const page = writePage();
  const loopback = await startLoopback({ workbench, rendererFolder: page.folder, log: () => {} });
  const lathe = await openPage(loopback.url);
  const { promptId } = await lathe.call("prompts.create", { name: "shared" });
  const acknowledged: string[] = [];
  const endsAt = performance.now() + seconds * 1000;
  let conflicts = 0;

  /** As a page that is typed into: what another wrote meanwhile is looked at, and saved over by choice. */
  async function typeIntoPage(): Promise<void> {
    let { revision } = (await lathe.call("prompts.open", { promptId })).draft;
    for (let count = 0; performance.now() < endsAt || count < 20; count += 1) {
      const content = contentOf(`page ${count} ${"字".repeat(500)}`);
      const save = () => lathe.call("prompts.save-draft", { promptId, baseRevision: revision, content });
      const saved = await save().catch(async (error: LatheError) => {
        expect(error.code).toBe("prompts.draft-conflict");
        conflicts += 1;
        revision = Number(error.details?.revision);
        const journalId = Number(error.details?.journalId);
        const kept = await lathe.call("prompts.journal-entry", { promptId, journalId });
        expect(kept.content).toEqual(content);
        return null;
      });
      if (saved === null) continue;
      revision = saved.revision;
      acknowledged.push(saved.contentHash);
      // Other work of the same page, so that a terminal gets its turn now and then.
      for (let other = 0; other < 10; other += 1) await lathe.call("prompts.list", {});
    }
  }
  async function saveFromTerminal(name: string): Promise<void> {
    for (let count = 0; performance.now() < endsAt || count < 2; count += 1) {
      const saved = await runCli(["save", "shared", "--file", "-", "--json"], {
        home: folder,
        input: `${name} ${count}`,
      });
      if (saved.code === 0) acknowledged.push(saved.json.contentHash);
      else expect(saved.json.error.code).toBe("prompts.draft-conflict");
    }
  }

  await Promise.all([typeIntoPage(), saveFromTerminal("one"), saveFromTerminal("two")]);
  const kept = new Set<string>();
  for (let before: number | null = null; ; ) {
    const rows: { entries: { contentHash: string }[]; next: number | null } = await lathe.call(
      "prompts.journal",
      {
        promptId,
        before,
        limit: 500,
      },
    );
    for (const { contentHash } of rows.entries) kept.add(contentHash);
    if (rows.next === null) break;
    before = rows.next;
  }
  expect(acknowledged.filter((hash) => !kept.has(hash))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(10);
  await loopback.close();
  await workbench.close();
  page.remove();
  expect(readSaved(join(folder, "workspace.db")).problems).toEqual([]);
  if (seconds > 3)
    console.log(`${acknowledged.length} saves by three at once, ${conflicts} conflicts, none lost`);
});

it("R-20 two programs that put the log away after every save damage nothing and lose nothing", {
  timeout,
}, async () => {
  const folder = temporaryFolder();
  // Made by one: who makes it first is another test.
  await (await openWorkbench(folder)).close();
  const said = await Promise.all(
    ["one", "two"].map((prompt) =>
      saveToEnd([], { folder, life: prompt, prompt, seconds, checkpoint: true }),
    ),
  );
  const refused = said.flat().filter((line) => line.startsWith("refused"));
  const acknowledged = said.flat().filter(isAcknowledgement);
  const { lines, problems } = readSaved(join(folder, "workspace.db"));
  expect(problems).toEqual([]);
  expect(refused).toEqual([]);
  expect(acknowledged.filter((line) => !lines.has(line))).toEqual([]);
  for (const lives of said) expect(lives.filter(isAcknowledgement).length).toBeGreaterThanOrEqual(10);
  if (seconds > 3) console.log(`${acknowledged.length} saves and checkpoints by two programs, none lost`);
});

it("R-13 a copy to be read, made beside a program that saves and puts its log away, is whole and of one moment", {
  timeout,
}, async () => {
  const folder = temporaryFolder();
  await (await openWorkbench(folder)).close();
  let isSaving = true;
  const saving = saveToEnd([], { folder, life: "beside", seconds, checkpoint: true }).finally(() => {
    isSaving = false;
  });
  let copies = 0;
  while (isSaving || copies < 5) {
    const copy = copyForReading(join(folder, "workspace.db"));
    const db = new BetterSqlite3(copy.file);
    const found = [db.pragma("quick_check"), db.pragma("foreign_key_check")];
    db.close();
    copy.remove();
    expect(found).toEqual([[{ quick_check: "ok" }], []]);
    copies += 1;
    await nextTurn();
  }
  await saving;
});
