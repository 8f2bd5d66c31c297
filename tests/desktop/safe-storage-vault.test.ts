import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chooseDesktopVault, createSafeStorageVault } from "../../electron/desktop/safe-storage-vault.ts";

type Backend = ReturnType<SafeStorage["getSelectedStorageBackend"]>;

/** A keyring that turns bits around under a key number, and can be locked or have its key changed. */
function fakeKeyring(options: { backend?: Backend; isAvailable?: boolean } = {}) {
  const keyring = { current: 1, isLocked: false };
  const turn = (bytes: Buffer, key: number) => Buffer.from(bytes.map((byte) => byte ^ (0x5a + key)));
  return {
    keyring,
    getSelectedStorageBackend: () => options.backend ?? "gnome_libsecret",
    isAsyncEncryptionAvailable: async () => options.isAvailable ?? true,
    encryptStringAsync: async (text: string) =>
      Buffer.concat([Buffer.from([keyring.current]), turn(Buffer.from(text), keyring.current)]),
    decryptStringAsync: async (sealed: Buffer) => {
      if (keyring.isLocked) throw new Error("locked");
      const key = sealed[0] ?? 0;
      return {
        result: turn(sealed.subarray(1), key).toString("utf8"),
        shouldReEncrypt: key !== keyring.current,
      };
    },
  };
}

const origin = "https://api.openai.com";
const secret = "sk-CANARY-0123456789abcdef";
let workspaceFolder = "";
beforeEach(() => {
  workspaceFolder = mkdtempSync(join(tmpdir(), "lathe-safe-"));
});
afterEach(() => rmSync(workspaceFolder, { recursive: true, force: true }));
const file = () => join(workspaceFolder, "keys", "safe-storage.json");

describe("the desktop's vault", () => {
  const choose = (options: Parameters<typeof fakeKeyring>[0], platform: NodeJS.Platform = "linux") =>
    chooseDesktopVault(fakeKeyring(options), { platform, workspaceFolder });

  test("is the system's keyring where there is one", async () => {
    expect((await choose({})).kind).toBe("safe-storage");
    expect((await choose({ backend: "basic_text" }, "darwin")).kind).toBe("safe-storage");
  });

  test("does not call a password printed in Electron's source a safe", async () => {
    expect((await choose({ backend: "basic_text" })).kind).toBe("encrypted-file");
    expect((await choose({ backend: "unknown" })).kind).toBe("encrypted-file");
    expect((await choose({ isAvailable: false })).kind).toBe("encrypted-file");
  });
});

test("a key comes back to its own origin only, and is not in the file in plain", async () => {
  const vault = createSafeStorageVault(fakeKeyring(), workspaceFolder);
  await vault.set("prv_one", origin, secret);
  expect(await vault.get("prv_one", origin)).toBe(secret);
  expect(await vault.get("prv_one", "https://evil.example")).toBeNull();
  expect(await vault.get("prv_two", origin)).toBeNull();
  expect(readFileSync(file(), "utf8")).not.toContain(secret);
  if (process.platform !== "win32") expect(statSync(file()).mode & 0o777).toBe(0o600);
  await vault.forget("prv_one");
  expect(await vault.get("prv_one", origin)).toBeNull();
});

test("an entry that was edited to another origin does not open there", async () => {
  const vault = createSafeStorageVault(fakeKeyring(), workspaceFolder);
  await vault.set("prv_one", origin, secret);
  writeFileSync(file(), readFileSync(file(), "utf8").replace(origin, "https://evil.example"));
  await expect(vault.get("prv_one", "https://evil.example")).rejects.toMatchObject({
    code: "vault.unreadable",
  });
});

test("a locked keyring is told as what it is, not as a missing key", async () => {
  const storage = fakeKeyring();
  const vault = createSafeStorageVault(storage, workspaceFolder);
  await vault.set("prv_one", origin, secret);
  storage.keyring.isLocked = true;
  await expect(vault.get("prv_one", origin)).rejects.toMatchObject({ code: "vault.unreadable" });
});

test("a key sealed before the keyring's own key changed is sealed again", async () => {
  const storage = fakeKeyring();
  const vault = createSafeStorageVault(storage, workspaceFolder);
  await vault.set("prv_one", origin, secret);
  storage.keyring.current = 2;
  const before = readFileSync(file(), "utf8");
  expect(await vault.get("prv_one", origin)).toBe(secret);
  expect(readFileSync(file(), "utf8")).not.toBe(before);
  expect(await vault.get("prv_one", origin)).toBe(secret);
});
