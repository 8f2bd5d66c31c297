import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hasTool } from "../support/needs-tool.ts";

const program = join(import.meta.dirname, "keyring-session.ts");
let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "lathe-keyring-"));
  for (const name of ["run", "data", "work"]) mkdirSync(join(home, name), { mode: 0o700 });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Plays a scene on a session bus of its own, or without any, and answers what it saw. */
async function play(scene: string, options: { bus: boolean }): Promise<Record<string, unknown>> {
  const { DBUS_SESSION_BUS_ADDRESS: _theirs, DISPLAY: _a, WAYLAND_DISPLAY: _b, ...env } = process.env;
  const [command = "", ...args] = [
    ...(options.bus ? ["dbus-run-session", "--"] : []),
    process.execPath,
    program,
  ];
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: {
      ...env,
      HOME: home,
      XDG_RUNTIME_DIR: join(home, "run"),
      XDG_DATA_HOME: join(home, "data"),
      LATHE_HOME: join(home, "work"),
      KEYRING_SCENE: scene,
    },
  });
  let said = "";
  child.stderr.on("data", (piece) => {
    said += piece;
  });
  const ended = once(child, "exit").then(() =>
    Promise.reject(new Error(`It ended without a line:\n${said}`)),
  );
  ended.catch(() => {});
  try {
    const [line] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
    return JSON.parse(line as string);
  } finally {
    // The whole session: a keyring with an open prompt would outlive its bus.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }
}

describe.skipIf(!hasTool("dbus-run-session") || !hasTool("gnome-keyring-daemon"))(
  "the system's keyring",
  () => {
    test("A-61 A-63 keeps a key over a restart, for its origin only, and takes over those of the file", async () => {
      expect(await play("kept", { bus: true })).toEqual({
        kind: "keyring",
        again: "sk-密钥-🔑",
        elsewhere: null,
        oldStillRead: "key from before",
        oldInFile: "key from before",
        oldMoved: [null, "key from before"],
        forgotten: null,
      });
    });

    test("A-61 that is locked holds up neither the start nor a call for ever, and says how to go on", async () => {
      // A prompt that nobody answers.
      const services = join(home, "data", "dbus-1", "services");
      mkdirSync(services, { recursive: true });
      writeFileSync(
        join(services, "prompter.service"),
        "[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sleep 60\n",
      );
      expect(await play("locked", { bus: true })).toEqual({
        kind: "keyring",
        complaintsAtStart: [],
        keylessProviderRemoved: "done",
        read: "vault.keyring-refused",
        file: "done",
      });
    });
  },
);

test("A-61 without a keyring the encrypted file takes its place, and a keyring that was demanded is missed", async () => {
  expect(await play("absent", { bus: false })).toEqual({
    kind: "encrypted-file",
    read: "key",
    forced: "vault.no-keyring",
  });
});
