import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chooseVault, type VaultChoice } from "./choose-vault.ts";
import { createEncryptedFileVault } from "./encrypted-file-vault.ts";
import type { SystemKeyring } from "./system-keyring.ts";

const openai = "https://api.openai.com";
let workspaceFolder = "";
const lines: string[] = [];
beforeEach(() => {
  workspaceFolder = mkdtempSync(join(tmpdir(), "lathe-vault-"));
  lines.length = 0;
});
afterEach(() => rmSync(workspaceFolder, { recursive: true, force: true }));

interface FakeKeyring extends SystemKeyring {
  entries: Map<string, string>;
  asked: number;
}

function fakeKeyring(faults: Partial<SystemKeyring> = {}): FakeKeyring {
  const entries = new Map<string, string>();
  const keyring: FakeKeyring = {
    entries,
    asked: 0,
    async probe() {
      keyring.asked += 1;
    },
    read: async (entry) => entries.get(entry) ?? null,
    write: async (entry, secret) => void entries.set(entry, secret),
    remove: async (entry) => void entries.delete(entry),
    ...faults,
  };
  return keyring;
}

const choose = (keyring: SystemKeyring | null, more: Partial<VaultChoice> = {}) =>
  chooseVault({
    workspaceFolder,
    wish: undefined,
    log: (level, message) => void lines.push(`${level} ${message}`),
    openKeyring: async () => {
      if (keyring === null) throw new Error("no binding for this platform");
      return keyring;
    },
    ...more,
  });
const never = () => new Promise<never>(() => {});

describe("the vault outside Electron", () => {
  test("asks the keyring nothing before a key or its kind is needed: a mere start opens no prompt", async () => {
    const keyring = fakeKeyring();
    const vault = choose(keyring);
    expect(keyring.asked).toBe(0);
    await vault.settle?.();
    await vault.get("prv_one", openai);
    expect(keyring.asked).toBe(1);
    expect(vault.kind).toBe("keyring");
  });

  test.each([
    ["cannot be loaded", null, {}],
    ["is not there", fakeKeyring({ probe: () => Promise.reject(new Error("no bus")) }), {}],
    ["does not answer", fakeKeyring({ probe: never }), { probeMs: 20 }],
  ])("is the encrypted file where the keyring %s", async (_why, keyring, more) => {
    const vault = choose(keyring, more);
    await vault.settle?.();
    expect(vault.kind).toBe("encrypted-file");
    await vault.set("prv_one", openai, "key");
    expect(await createEncryptedFileVault(workspaceFolder).get("prv_one", openai)).toBe("key");
  });

  test.skipIf(process.platform === "win32")(
    "is the session where no file can be written either",
    async () => {
      const vault = choose(null, { workspaceFolder: join(workspaceFolder, "not", "there") });
      await vault.settle?.();
      expect(vault.kind).toBe("session");
      expect(lines.at(-1)).toContain("kept until Lathe is closed");
    },
  );

  test("can be forced, and a wish that is none is told instead of guessed", async () => {
    const keyring = fakeKeyring();
    expect(choose(keyring, { wish: "file" }).kind).toBe("encrypted-file");
    expect(choose(keyring, { wish: "session" }).kind).toBe("session");
    expect(choose(keyring, { wish: "keyring" }).kind).toBe("keyring");
    await expect(choose(null, { wish: "keyring" }).set("prv_one", openai, "key")).rejects.toMatchObject({
      code: "vault.no-keyring",
    });
    expect(() => choose(keyring, { wish: "kernel" })).toThrow("LATHE_VAULT");
  });

  test("A-63 a key in the keyring is given to its own origin only, also when another program changed it", async () => {
    const keyring = fakeKeyring();
    await choose(keyring).set("prv_one", openai, "key");
    expect(await choose(keyring).get("prv_one", openai)).toBe("key");
    expect(await choose(keyring).get("prv_one", "https://evil.example")).toBeNull();
    for (const text of ["key", "{}", '{"origin":1,"secret":"x"}']) {
      keyring.entries.set("prv_one", text);
      expect(await choose(keyring).get("prv_one", openai)).toBeNull();
    }
  });

  test("a keyring that denies a key says why and how to go on, and puts it nowhere else", async () => {
    const keyring = fakeKeyring({ write: () => Promise.reject(new Error("unlock prompt was dismissed")) });
    await expect(choose(keyring).set("prv_one", openai, "key")).rejects.toMatchObject({
      code: "vault.keyring-refused",
      message: expect.stringMatching(/unlock prompt was dismissed.*LATHE_VAULT=file/s),
      details: { why: "unlock prompt was dismissed" },
    });
    expect(await createEncryptedFileVault(workspaceFolder).get("prv_one", openai)).toBeNull();
  });

  test("a key of the file is read beside the keyring, wins over an older one there, and moves with the next one", async () => {
    const keyring = fakeKeyring();
    const file = createEncryptedFileVault(workspaceFolder);
    await choose(keyring).set("prv_one", openai, "old");
    await file.set("prv_one", openai, "newer");
    expect(await choose(keyring).get("prv_one", openai)).toBe("newer");
    await choose(keyring).set("prv_one", openai, "newest");
    expect(await file.get("prv_one", openai)).toBeNull();
    expect(await choose(keyring).get("prv_one", openai)).toBe("newest");
    await choose(keyring).forget("prv_one");
    expect(keyring.entries.size).toBe(0);
  });

  test("a damaged file does not hide what the keyring holds, and is still told about where it does not", async () => {
    const keyring = fakeKeyring();
    await choose(keyring).set("prv_one", openai, "key");
    await createEncryptedFileVault(workspaceFolder).set("prv_two", openai, "other");
    writeFileSync(join(workspaceFolder, "keys", "vault.json"), "{ half");
    chmodSync(join(workspaceFolder, "keys", "vault.json"), 0o600);
    expect(await choose(keyring).get("prv_one", openai)).toBe("key");
    await expect(choose(keyring).get("prv_two", openai)).rejects.toMatchObject({ code: "vault.damaged" });
  });
});
