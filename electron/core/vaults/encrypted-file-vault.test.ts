import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Vault } from "../ports.ts";
import { createEncryptedFileVault } from "./encrypted-file-vault.ts";

const openai = "https://api.openai.com";
const secret = "sk-CANARY-0123456789abcdef";
let workspace = "";
let vault: Vault;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "lathe-vault-"));
  vault = createEncryptedFileVault(workspace);
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const path = (name: string) => join(workspace, "keys", name);
const editFile = (edit: (entries: [string, { origin: string; sealed: string }][]) => unknown) => {
  const stored = JSON.parse(readFileSync(path("vault.json"), "utf8"));
  edit(stored.entries);
  writeFileSync(path("vault.json"), JSON.stringify(stored));
};

test("a key comes back after a restart, whatever characters it has", async () => {
  await vault.set("prv_one", openai, secret);
  await vault.set("prv_two", "http://127.0.0.1:11434", "密钥 🔑\n");
  const restarted = createEncryptedFileVault(workspace);
  expect(await restarted.get("prv_one", openai)).toBe(secret);
  expect(await restarted.get("prv_two", "http://127.0.0.1:11434")).toBe("密钥 🔑\n");
});

test("A-63 a key is not given to another origin, so that a changed address does not receive it", async () => {
  await vault.set("prv_one", openai, secret);
  expect(await vault.get("prv_one", "https://api.openai.com.evil.example")).toBeNull();
  expect(await vault.get("prv_other", openai)).toBeNull();
});

test.skipIf(process.platform === "win32")(
  "A-61 other users of the machine cannot read the files",
  async () => {
    await vault.set("prv_one", openai, secret);
    expect(statSync(path("")).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(path(""))) expect(statSync(path(name)).mode & 0o777, name).toBe(0o600);
    chmodSync(path("vault.key"), 0o644);
    await vault.get("prv_one", openai);
    expect(statSync(path("vault.key")).mode & 0o777).toBe(0o600);
  },
);

test("A-58 no file holds the key in plain, in base64 or in hex, and no temporary file stays", async () => {
  await vault.set("prv_one", openai, secret);
  expect(readdirSync(path("")).sort()).toEqual(["vault.json", "vault.key"]);
  const written = readdirSync(path("")).map((name) => readFileSync(path(name), "latin1"));
  for (const form of [secret, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex")]) {
    for (const text of written) expect(text).not.toContain(form);
  }
});

test("a changed file is told apart from an absent key", async () => {
  await vault.set("prv_one", openai, secret);
  editFile((entries) => {
    const entry = entries[0]?.[1];
    if (entry === undefined) throw new Error("no entry");
    const bytes = Buffer.from(entry.sealed, "base64");
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    entry.sealed = bytes.toString("base64");
  });
  await expect(vault.get("prv_one", openai)).rejects.toMatchObject({ code: "vault.unreadable" });
});

test("A-63 a sealed key that is moved to another origin, another entry or cut short does not open", async () => {
  await vault.set("prv_one", openai, secret);
  editFile((entries) => {
    const sealed = entries[0]?.[1].sealed ?? "";
    entries.push(["prv_two", { origin: openai, sealed }]);
    entries.push(["prv_short", { origin: openai, sealed: sealed.slice(0, 20) }]);
    entries[0] = ["prv_one", { origin: "https://evil.example", sealed }];
  });
  await expect(vault.get("prv_one", "https://evil.example")).rejects.toMatchObject({
    code: "vault.unreadable",
  });
  await expect(vault.get("prv_two", openai)).rejects.toMatchObject({ code: "vault.unreadable" });
  await expect(vault.get("prv_short", openai)).rejects.toMatchObject({ code: "vault.unreadable" });
});

test("without its key file the vault says so, and takes a new key", async () => {
  await vault.set("prv_one", openai, secret);
  rmSync(path("vault.key"));
  await expect(vault.get("prv_one", openai)).rejects.toMatchObject({ code: "vault.unreadable" });
  await vault.set("prv_one", openai, "sk-new-key");
  expect(await vault.get("prv_one", openai)).toBe("sk-new-key");
});

test("a damaged file is reported, set aside by the next key, and not erased", async () => {
  await vault.set("prv_one", openai, secret);
  writeFileSync(path("vault.json"), "{ half");
  await expect(vault.get("prv_one", openai)).rejects.toMatchObject({ code: "vault.damaged" });
  await vault.set("prv_two", openai, "sk-second");
  expect(await vault.get("prv_two", openai)).toBe("sk-second");
  expect(readdirSync(path("")).filter((name) => name.includes("damaged"))).toHaveLength(1);
});

test("keys stored at the same moment, also by two programs on a new workspace, are all kept readable", async () => {
  const other = createEncryptedFileVault(workspace);
  await Promise.all([
    vault.set("a", openai, "key a"),
    vault.set("b", openai, "key b"),
    vault.set("c", openai, "key c"),
  ]);
  expect(await Promise.all(["a", "b", "c"].map((entry) => other.get(entry, openai)))).toEqual([
    "key a",
    "key b",
    "key c",
  ]);
  rmSync(path(""), { recursive: true });
  await Promise.all([vault.set("d", openai, "key d"), other.set("d", openai, "key e")]);
  expect(["key d", "key e"]).toContain(await vault.get("d", openai));
});

test("a forgotten key is gone from the file, and forgetting twice is no error", async () => {
  await vault.set("prv_one", openai, secret);
  await vault.forget("prv_one");
  await vault.forget("prv_one");
  expect(await vault.get("prv_one", openai)).toBeNull();
  expect(readFileSync(path("vault.json"), "utf8")).not.toContain("prv_one");
});

test("A-24 an entry named __proto__ is an entry like any other", async () => {
  await vault.set("__proto__", openai, secret);
  expect(await vault.get("__proto__", openai)).toBe(secret);
  expect(await vault.get("constructor", openai)).toBeNull();
  expect(({} as Record<string, unknown>).origin).toBeUndefined();
});

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)("A-61 another user who reaches the folder gets nothing, and is told why", async () => {
  await vault.set("prv_one", openai, secret);
  chmodSync(workspace, 0o755);
  const stranger = (file: string) =>
    spawnSync("cat", [path(file)], { uid: 65_534, gid: 65_534, encoding: "utf8" });
  expect(stranger("vault.json")).toMatchObject({ stdout: "" });
  expect(stranger("vault.key")).toMatchObject({ stdout: "" });
  const module = join(import.meta.dirname, "encrypted-file-vault.ts");
  const code = `
    const { createEncryptedFileVault } = await import(${JSON.stringify(module)});
    process.setgid(65534); process.setuid(65534);
    await createEncryptedFileVault(${JSON.stringify(workspace)}).get("prv_one", ${JSON.stringify(openai)}).then(
      (key) => console.log(key), (error) => console.log(error.code, error.message));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^vault\.unreadable .* belongs to another user/);
});

test("A-61 two programs that store keys at the same moment lose none of them", async () => {
  const module = join(import.meta.dirname, "encrypted-file-vault.ts");
  const count = 20;
  const writers = ["one", "two"].map((name) => {
    const code = `
      const { createEncryptedFileVault } = await import(${JSON.stringify(module)});
      const vault = createEncryptedFileVault(${JSON.stringify(workspace)});
      process.stdout.write("ready");
      process.stdin.once("data", async () => {
        for (let at = 0; at < ${count}; at += 1) await vault.set("${name}" + at, ${JSON.stringify(openai)}, "key " + at);
        process.exit();
      });`;
    return spawn(process.execPath, ["--input-type=module", "--eval", code], { stdio: "pipe" });
  });
  await Promise.all(writers.map((writer) => once(writer.stdout, "data")));
  const ends = writers.map((writer) => once(writer, "exit"));
  for (const writer of writers) writer.stdin.write("go");
  expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0]);
  for (const name of ["one", "two"]) {
    for (let at = 0; at < count; at += 1)
      expect(await vault.get(`${name}${at}`, openai), `${name}${at}`).toBe(`key ${at}`);
  }
  expect(readdirSync(path("")).sort()).toEqual(["vault.json", "vault.key"]);
});

test("a program that died in the middle of a change does not lock the others out, and its rest is cleared away", async () => {
  await vault.set("prv_one", openai, secret);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(path("vault.json.lock"), `${pid} left behind`);
  writeFileSync(path("vault.json.1234.tmp"), "half of a fi");
  utimesSync(path("vault.json.1234.tmp"), 0, 0);
  await vault.set("prv_two", openai, "sk-second");
  expect(await vault.get("prv_one", openai)).toBe(secret);
  expect(readdirSync(path("")).sort()).toEqual(["vault.json", "vault.key"]);
});
