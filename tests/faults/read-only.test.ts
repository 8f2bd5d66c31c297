import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canMount } from "../support/needs-tool.ts";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";
import type { Look } from "./look-as-nobody.ts";
import { mountSmallDisk } from "./small-disk.ts";

/** The user that owns nothing: root, which these tests run as, may write everywhere. */
const nobody = 65_534;
const saved = '[{"role":"human","template":"what was saved"}]';

describe.skipIf(!canMount())("a workspace that cannot be written", () => {
  it("R-13 because its disk is read-only is opened to be read, says so, and is left as it was", async () => {
    const { folder, disk } = await writtenWorkspace();
    disk.setReadOnly(true);
    const before = filesIn(folder);
    expect(look(folder)).toMatchObject(readOnly("store.read-only"));
    expect(filesIn(folder)).toEqual(before);
    disk.setReadOnly(false);
    expect(look(folder)).toMatchObject({ state: { access: "full", fault: null }, refused: [null, null] });
  });

  it("R-13 because its folder is somebody else's has other words than one whose file is", async () => {
    const { folder } = await writtenWorkspace();
    chownSync(join(folder, "workspace.db"), nobody, nobody);
    expect(look(folder, nobody)).toMatchObject(readOnly("store.read-only-folder"));
    expect(existsSync(join(folder, "workspace.db-wal"))).toBe(false);

    chownSync(join(folder, "workspace.db"), 0, 0);
    chmodSync(folder, 0o777);
    expect(look(folder, nobody)).toMatchObject(readOnly("store.read-only"));
  });

  it("R-13 nor read is closed, with words of its own, and mends as soon as it can be read", async () => {
    const { folder } = await writtenWorkspace();
    chmodSync(join(folder, "workspace.db"), 0o600);
    expect(look(folder, nobody)).toMatchObject({
      state: { access: "closed", fault: { code: "store.cannot-open" } },
    });
    chmodSync(join(folder, "workspace.db"), 0o644);
    expect(look(folder, nobody).drafts).toEqual([saved]);
  });

  it("R-13 because another program keeps its log there is read with what the log holds", async () => {
    const { folder, disk } = await writtenWorkspace();
    const { lathe, close } = await openWorkbench(folder);
    await lathe.call("prompts.create", { name: "newest", content: contentOf("only in the log yet") });
    expect(existsSync(join(folder, "workspace.db-wal"))).toBe(true);
    expect(look(folder, nobody).drafts).toEqual([saved, expect.stringContaining("only in the log yet")]);
    await close();
    disk.setReadOnly(true);
    expect(look(folder, nobody).drafts).toHaveLength(2);
  });

  it("R-10 because its disk was full already when Lathe started is opened to be read", async () => {
    const { folder, disk } = await writtenWorkspace();
    disk.fill();
    expect(look(folder)).toMatchObject(readOnly("store.disk-full"));
    disk.makeRoom();
    expect(look(folder)).toMatchObject({ state: { access: "full", fault: null }, refused: [null, null] });
  });
});

const readOnly = (code: string): object => ({
  state: { access: "read-only", fault: { code } },
  drafts: [saved],
  refused: [code, code],
});

/** On a disk of its own, in a folder that everybody can look into. */
async function writtenWorkspace() {
  const disk = mountSmallDisk();
  const folder = join(disk.folder, "workspace");
  mkdirSync(folder, { mode: 0o755 });
  const { lathe, close } = await openWorkbench(folder);
  await lathe.call("prompts.create", { name: "kept", content: contentOf("what was saved") });
  await close();
  return { folder, disk };
}

const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "base64")]),
  );

function look(folder: string, userId = 0): Look {
  const program = join(import.meta.dirname, "look-as-nobody.ts");
  return JSON.parse(
    execFileSync(process.execPath, [program, folder, String(userId)], { encoding: "utf8", stdio: "pipe" }),
  );
}
