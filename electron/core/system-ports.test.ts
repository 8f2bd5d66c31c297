import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, uptime } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { promptId } from "#shared/model/ids.ts";
import { isProcessAlive, ownerNumber } from "./process-owner.ts";
import { createLog, toFile } from "./system-log.ts";
import { createSystemPorts, silenceTracing } from "./system-ports.ts";
import { createSessionVault } from "./vaults/session-vault.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lathe-ports-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ports = createSystemPorts({ vault: createSessionVault(), log: () => {} });

test("ids have the form that the contract accepts and do not repeat", () => {
  const ids = Array.from({ length: 1_000 }, () => ports.ids.next("prm"));
  for (const id of ids) expect(promptId.safeParse(id).success, id).toBe(true);
  expect(ids[0]).toMatch(/^prm_[a-z2-7]{20}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

test("draws stay below 1, so that an index made from one stays in its array", () => {
  for (let draw = 0; draw < 1_000; draw += 1) {
    const drawn = ports.random.next();
    expect(drawn >= 0 && drawn < 1).toBe(true);
  }
});

test("a wait ends with the caller's own reason, so that a timeout and a cancel can be told apart", async () => {
  const gone = new AbortController();
  const waiting = ports.clock.sleep(1_000_000, gone.signal);
  const reason = new Error("the caller left");
  gone.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(ports.clock.sleep(0, gone.signal)).rejects.toBe(reason);
  await ports.clock.sleep(0, new AbortController().signal);
});

test("a process that never was is dead, this one lives, and 0 is no process", () => {
  expect(isProcessAlive(process.pid, Date.now())).toBe(true);
  expect(isProcessAlive(0, Date.now())).toBe(false);
  expect(isProcessAlive(-1, Date.now())).toBe(false);
  expect(isProcessAlive(2 ** 30, Date.now())).toBe(false);
});

test("a number that was given again does not keep the run of a dead process alive for ever", () => {
  const beforeThisProcess = Date.now() - performance.now() - 60_000;
  const beforeThisBoot = Date.now() - uptime() * 1000 - 60_000;
  if (process.platform === "linux") expect(isProcessAlive(process.pid, beforeThisProcess)).toBe(false);
  expect(isProcessAlive(process.pid, beforeThisBoot)).toBe(false);
});

test.runIf(process.platform === "linux")(
  "R-22 the owner of a run is known by its start, not by the clock",
  () => {
    const [longAgo, farAhead] = [0, Date.now() * 2];
    for (const since of [longAgo, farAhead])
      expect(isProcessAlive(ownerNumber(process.pid), since)).toBe(true);
    // A process of the same pid that started at another time, and one that is gone.
    expect(isProcessAlive(ownerNumber(process.pid) + 2 ** 22, Date.now())).toBe(false);
    expect(isProcessAlive(ownerNumber(process.pid) - process.pid + 4_194_303, Date.now())).toBe(false);
    expect(Number.isSafeInteger(ports.pid)).toBe(true);
  },
);

test("tracing variables of the user's shell do not send prompts to a third party", () => {
  const env = { LANGSMITH_TRACING: "true", LANGCHAIN_API_KEY: "x", langchain_verbose: "1", PATH: "/bin" };
  silenceTracing(env);
  expect(env).toEqual({ PATH: "/bin" });
});

test("a log line is one line without escape sequences, redacted, in a file only its owner reads", () => {
  const path = join(folder, "logs", "lathe.log");
  const log = createLog(toFile(path), (text) => text.replaceAll("sk-secret", "[redacted]"));
  log("error", "the model said \u001b]0;owned\u0007\nsk-secret");
  const text = readFileSync(path, "utf8");
  expect(text.trimEnd().split("\n")).toHaveLength(1);
  expect(text).toContain(" error the model said ");
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("sk-secret");
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a log that has grown too large is set aside instead of filling the disk", () => {
  const path = join(folder, "lathe.log");
  writeFileSync(path, "x".repeat(100));
  createLog(toFile(path, 50))("info", "fresh");
  expect(readFileSync(`${path}.1`, "utf8")).toHaveLength(100);
  expect(readFileSync(path, "utf8")).toContain("fresh");
});
