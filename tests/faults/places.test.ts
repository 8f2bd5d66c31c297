import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LatheError } from "#shared/contract/errors.ts";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { contentOf, type OpenWorkbench, openWorkbench } from "../support/open-workbench.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

describe("a workspace folder", () => {
  it.each([
    ["with blanks and quotes", `my "work" 'space' & more`],
    ["of another script", "提示词 工作区 — été 🙂 e\u0301"],
    ["with a per cent sign and a question mark", "50%20off?mode=ro#1"],
    ["200 characters long", "x".repeat(200)],
  ])("R-58 %s works: made, saved to, read, backed up, checked", async (_what, name) => {
    const home = join(temporaryFolder(), name);
    const saved = await runCli(["save", "Greeting", "--file", "-", "--json"], {
      home,
      input: "Hello {name}",
    });
    expect(saved).toMatchObject({ code: 0, json: { version: "1.0.0" } });
    const { lathe, close } = await openWorkbench(home);
    const { backupId } = await lathe.call("workspace.back-up", {});
    const checked = await lathe.call("workspace.check-backup", { source: { backupId } });
    expect(checked).toMatchObject({ ok: true });
    await close();
    const shown = await runCli(["show", "Greeting", "--json"], { home });
    expect(shown.json).toMatchObject({ contentHash: saved.json.contentHash });
    expect(await runCli(["verify", "--json"], { home })).toMatchObject({ code: 0, json: { ok: true } });
    expect(readdirSync(home)).toContain("workspace.db");
  });

  it("R-58 that was moved is the same workspace at its new place", async () => {
    const [before, after] = [temporaryFolder(), join(temporaryFolder(), "moved")];
    const saved = await runCli(["save", "Greeting", "--file", "-", "--json"], {
      home: before,
      input: "Hello",
    });
    renameSync(before, after);
    const shown = await runCli(["show", "Greeting", "--json"], { home: after });
    expect(shown.json).toMatchObject({ version: "1.0.0", contentHash: saved.json.contentHash });
    mkdirSync(before);
  });

  it("R-59 that is a link to another place is that place's, also to two programs that come by both names", async () => {
    const place = temporaryFolder();
    const link = join(temporaryFolder(), "link");
    symlinkSync(place, link);
    const one = await openWorkbench(place);
    const other = await openWorkbench(link);
    const { promptId } = await one.lathe.call("prompts.create", { name: "shared" });
    await write(one, promptId, 1, "by its name");
    await write(other, promptId, 2, "by its link");
    const journal = await one.lathe.call("prompts.journal", { promptId });
    expect(journal.entries).toHaveLength(3);
    await one.close();
    await other.close();
  });

  it("R-59 that is a link to nothing, or to a file, is told and not made", async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, "gone"), join(folder, "to-nothing"));
    symlinkSync("/dev/null", join(folder, "to-a-file"));
    for (const name of ["to-nothing", "to-a-file"]) {
      const { code, stderr } = await runCli(["prompts"], { home: join(folder, name) });
      expect(code, name).toBe(2);
      expect(stderr.trim().split("\n"), name).toHaveLength(1);
      expect(stderr, name).toContain(name);
    }
  });

  it("R-59 that has something else in its file's place is told so, and has it left there", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "workspace.db"));
    writeFileSync(join(home, "backups"), "notes");
    for (const command of [["prompts"], ["verify"], ["backup", "--list"]]) {
      const { code, stderr } = await runCli(command, { home });
      expect(code, command.join(" ")).not.toBe(0);
      expect(stderr.trim()).toBe(
        "Something else stands where a file or folder of the workspace belongs. Move it away and try again.",
      );
    }
    expect(readdirSync(home).sort()).toEqual(["backups", "workspace.db"]);
  });

  it("R-59 that is taken away under a running program acknowledges nothing more, says so, and goes on when it is back", async () => {
    const folder = join(temporaryFolder(), "workspace");
    const away = join(temporaryFolder(), "elsewhere");
    const workbench = await openWorkbench(folder);
    const { promptId } = await workbench.lathe.call("prompts.create", { name: "p" });
    await write(workbench, promptId, 1, "before");
    renameSync(folder, away);
    expect(await codeOf(write(workbench, promptId, 2, "while it was away"))).toBe("store.lost");
    expect(await codeOf(workbench.lathe.call("prompts.update", { promptId, folder: "f" }))).toBe(
      "store.lost",
    );
    expect(await codeOf(workbench.lathe.call("prompts.remove", { promptId }))).toBe("store.lost");
    renameSync(away, folder);
    const { draft } = await workbench.lathe.call("prompts.open", { promptId });
    await write(workbench, promptId, draft.revision, "after");
    await workbench.close();
    expect(await runCli(["verify", "--json"], { home: folder })).toMatchObject({ json: { ok: true } });
  });

  it("R-59 that is deleted under a running program and its run ends neither, and is told by both", async () => {
    const folder = temporaryFolder();
    const fake = await startFakeOpenAi({
      reply: () => {
        rmSync(folder, { recursive: true });
        return { text: "paid for" };
      },
    });
    const { lathe, close } = await openWorkbench(folder);
    await lathe.call("providers.add", { name: "fake", baseUrl: fake.baseUrl, key: { kind: "none" } });
    const content = contentOf("Hello");
    const { promptId } = await lathe.call("prompts.create", { name: "p", content });
    const source = { kind: "content" as const, content };
    const { runId } = await lathe.call("runs.start", { promptId, source, values: {}, model: "fake/large" });
    const frames = lathe.stream("runs.follow", { runId });
    let step = await frames.next();
    while (!step.done) step = await frames.next();
    expect(step.value).toMatchObject({
      state: "failed",
      attempt: { text: "paid for", error: { code: "store.lost" } },
    });
    expect(await codeOf(lathe.call("prompts.create", { name: "q" }))).toBe("store.lost");
    await close();
    await fake.close();
    mkdirSync(folder, { recursive: true });
  });
});

const write = (
  { lathe }: OpenWorkbench,
  promptId: Parameters<typeof lathe.call<"prompts.open">>[1]["promptId"],
  baseRevision: number,
  text: string,
) => lathe.call("prompts.save-draft", { promptId, baseRevision, content: contentOf(text) });

const codeOf = (call: Promise<unknown>): Promise<string | null> =>
  call.then(
    () => null,
    (error: LatheError) => error.code,
  );
