import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEncryptedFileVault } from "#core/vaults/encrypted-file-vault.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../support/fake-openai.ts";
import { type OpenWorkbench, openWorkbench } from "../support/open-workbench.ts";

const key = "sk-CANARY-4f1b0a9c7d";
let folder = "";
let workbench: OpenWorkbench;
let theirs: FakeOpenAi;
let other: FakeOpenAi;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lathe-keys-"));
  workbench = await openWorkbench(folder, { vault: createEncryptedFileVault(folder) });
  theirs = await startFakeOpenAi({ key });
  other = await startFakeOpenAi();
});
afterEach(async () => {
  await workbench.close();
  await theirs.close();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

const add = (text: string) =>
  workbench.lathe.call("providers.add", {
    name: "local",
    baseUrl: theirs.baseUrl,
    key: { kind: "vault", key: text },
  });

describe("a stored key", () => {
  it("A-63 is not sent to the address that its provider was changed to: it is asked for again", async () => {
    const { lathe } = workbench;
    const { providerId } = await add(key);
    expect(await lathe.call("providers.test", { providerId })).toMatchObject({ ok: true });

    const moved = await lathe.call("providers.update", { providerId, baseUrl: other.baseUrl });
    expect(moved.key).toEqual({ kind: "none" });
    await lathe.call("providers.test", { providerId });
    // Nor does it come back with the old address.
    const back = await lathe.call("providers.update", { providerId, baseUrl: theirs.baseUrl });
    expect(back.key).toEqual({ kind: "none" });
    expect(await lathe.call("providers.test", { providerId })).toMatchObject({
      ok: false,
      error: { code: "providers.key-rejected" },
    });
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it("A-63 stays where only the path of the address changes", async () => {
    const { providerId } = await add(key);
    const baseUrl = theirs.baseUrl.replace(/\/v1$/, "/v2");
    expect((await workbench.lathe.call("providers.update", { providerId, baseUrl })).key.kind).toBe("vault");
  });

  it("A-62 is never told again by any operation, but for the last four characters of a long one", async () => {
    const { lathe } = workbench;
    const told = [
      await add(key),
      await lathe.call("providers.list", {}),
      await lathe.call("host.describe", {}),
    ];
    expect(JSON.stringify(told)).not.toContain(key.slice(0, -4));
    expect(JSON.stringify(told)).toContain('"hint":"9c7d"');
  });

  it.each(["x", "abc"])(
    "A-59 such as %s is refused: it could not be told from the text of a log",
    async (text) => {
      await expect(add(text)).rejects.toMatchObject({
        code: "providers.key-too-short",
        details: { atLeast: 4 },
      });
      expect(await workbench.lathe.call("providers.list", {})).toHaveLength(1);
    },
  );
});
