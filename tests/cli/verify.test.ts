import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

it("A-75 verify --deep names what was changed by hand and exits with 1; without --deep only the file is looked at", async () => {
  const home = temporaryFolder();
  await runCli(["init", "--sample"], { home });
  const raw = new BetterSqlite3(join(home, "workspace.db"));
  raw.exec("UPDATE prompts SET description = 'not what was saved' WHERE rowid = 1");
  const name = raw.prepare("SELECT name FROM prompts WHERE rowid = 1").pluck().get();
  raw.close();

  expect(await runCli(["verify", "--json"], { home })).toMatchObject({
    code: 0,
    json: { ok: true, deep: false, problems: [] },
  });
  const problem = expect.stringMatching(/^was changed outside Lathe or damaged \(prompts \["prm_/);
  expect(await runCli(["verify", "--deep", "--json"], { home })).toMatchObject({
    code: 1,
    json: { ok: false, deep: true, problems: [{ object: `prompt “${name}”`, problem }] },
  });
  const said = await runCli(["verify", "--deep"], { home });
  expect(said).toMatchObject({ code: 1, stdout: expect.stringMatching(/^1 problem: /) });
  expect(said.stderr).toContain(`prompt “${name}”: was changed outside Lathe`);
});

it("R-16 verify says no to a workspace whose file is gone while its log is there, and makes no new one", async () => {
  const home = temporaryFolder();
  await runCli(["init", "--sample"], { home });
  rmSync(join(home, "workspace.db"));
  writeFileSync(join(home, "workspace.db-wal"), "the log of what is gone");
  expect(await runCli(["verify", "--json"], { home })).toMatchObject({
    code: 1,
    json: { ok: false, problems: [{ object: "workspace.db" }] },
  });
});
