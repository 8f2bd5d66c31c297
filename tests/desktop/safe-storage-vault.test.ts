import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chooseDesktopVault, createSafeStorageVault } from "../../electron/desktop/safe-storage-vault.ts";

type Backend = ReturnType<SafeStorage["getSelectedStorageBackend"]>;

/** A keyring that turns bits around under a key number, and can be locked or have its key changed. */
function fakeKeyring(options: { backend?: Backend; isAvailable?: boolean | Error } = {}) {
  const keyring = { current: 1, isLocked: false };
  const turn = (bytes: Buffer, key: number) => Buffer.from(bytes.map((byte) => byte ^ (0x5a + key)));
  return {
    keyring,
    getSelectedStorageBackend: () => options.backend ?? "gnome_libsecret",
    isAsyncEncryptionAvailable: async () => {
      if (options.isAvailable instanceof Error) throw options.isAvailable;
      return options.isAvailable ?? true;
    },
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
let complaints: string[] = [];
const log = (_level: string, message: string) => void complaints.push(message);
beforeEach(() => {
  complaints = [];
  workspaceFolder = mkdtempSync(join(tmpdir(), "lathe-safe-"));
});
afterEach(() => rmSync(workspaceFolder, { recursive: true, force: true }));
const file = () => join(workspaceFolder, "keys", "safe-storage.json");

describe("the desktop's vault", () => {
  const choose = (
    options: Parameters<typeof fakeKeyring>[0],
    platform: NodeJS.Platform = "linux",
    wish?: string,
  ) => chooseDesktopVault(fakeKeyring(options), { platform, workspaceFolder, wish, log });

  test("is the system's keyring where there is one", async () => {
    expect((await choose({})).kind).toBe("safe-storage");
    expect((await choose({ backend: "basic_text" }, "darwin")).kind).toBe("safe-storage");
  });

  test("A-61 does not call a password printed in Electron's source a safe: keys are asked for each time", async () => {
    for (const without of [
      { backend: "basic_text" },
      { backend: "unknown" },
      { isAvailable: false },
      { isAvailable: new Error("no bus") },
    ] as const) {
      complaints = [];
      const vault = await choose(without);
      expect(vault.kind).toBe("session");
      expect(complaints.at(-1)).toContain("until Lathe is closed");
      await vault.set("prv_one", origin, secret);
      expect(readdirSync(workspaceFolder)).toEqual([]);
    }
  });

  test("is the one that the person wished for, as outside the desktop", async () => {
    expect((await choose({}, "linux", "session")).kind).toBe("session");
    expect((await choose({ backend: "basic_text" }, "linux", "file")).kind).toBe("encrypted-file");
    await expect(choose({}, "linux", "safe")).rejects.toMatchObject({ code: "vault.unknown-kind" });
  });
});

test("A-61 a key comes back to its own origin only, and is not in the file in plain", async () => {
  const vault = createSafeStorageVault(fakeKeyring(), workspaceFolder, log);
  await vault.set("prv_one", origin, secret);
  expect(await vault.get("prv_one", origin)).toBe(secret);
  expect(await vault.get("prv_one", "https://evil.example")).toBeNull();
  expect(await vault.get("prv_two", origin)).toBeNull();
  expect(readFileSync(file(), "utf8")).not.toContain(secret);
  if (process.platform !== "win32") {
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(join(workspaceFolder, "keys")).mode & 0o777).toBe(0o700);
  }
  await vault.forget("prv_one");
  expect(await vault.get("prv_one", origin)).toBeNull();
});

test("an entry that was edited to another origin does not open there", async () => {
  const vault = createSafeStorageVault(fakeKeyring(), workspaceFolder, log);
  await vault.set("prv_one", origin, secret);
  writeFileSync(file(), readFileSync(file(), "utf8").replace(origin, "https://evil.example"));
  await expect(vault.get("prv_one", "https://evil.example")).rejects.toMatchObject({
    code: "vault.unreadable",
  });
});

test("a locked keyring is told as what it is, not as a missing key", async () => {
  const storage = fakeKeyring();
  const vault = createSafeStorageVault(storage, workspaceFolder, log);
  await vault.set("prv_one", origin, secret);
  storage.keyring.isLocked = true;
  await expect(vault.get("prv_one", origin)).rejects.toMatchObject({ code: "vault.unreadable" });
});

test("A-61 a key sealed before the keyring's own key changed is sealed again", async () => {
  const storage = fakeKeyring();
  const vault = createSafeStorageVault(storage, workspaceFolder, log);
  await vault.set("prv_one", origin, secret);
  storage.keyring.current = 2;
  const before = readFileSync(file(), "utf8");
  expect(await vault.get("prv_one", origin)).toBe(secret);
  expect(readFileSync(file(), "utf8")).not.toBe(before);
  expect(await vault.get("prv_one", origin)).toBe(secret);
});

test("A-61 a key that cannot be sealed anew just now is not withheld", async () => {
  const storage = fakeKeyring();
  const vault = createSafeStorageVault(storage, workspaceFolder, log);
  await vault.set("prv_one", origin, secret);
  storage.keyring.current = 2;
  const sealing = storage.encryptStringAsync;
  storage.encryptStringAsync = async () => {
    throw new Error("ENOSPC");
  };
  expect(await vault.get("prv_one", origin)).toBe(secret);
  expect(complaints.join()).toContain("ENOSPC");
  expect(complaints.join()).not.toContain(secret);
  storage.encryptStringAsync = sealing;
  expect(await vault.get("prv_one", origin)).toBe(secret);
});

test.skipIf(process.platform === "win32")(
  "A-61 a file that others could read is closed to them again",
  async () => {
    const vault = createSafeStorageVault(fakeKeyring(), workspaceFolder, log);
    await vault.set("prv_one", origin, secret);
    chmodSync(file(), 0o644);
    await vault.get("prv_one", origin);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  },
);
