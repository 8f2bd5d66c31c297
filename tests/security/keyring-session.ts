/**
 * A program for `dbus-run-session`: uses the vault as a host does, against the real gnome-keyring of that session, and
 * prints one line of JSON with what it saw. `KEYRING_SCENE` says what happens to the keyring.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { chooseVault } from "#core/vaults/choose-vault.ts";
import { createEncryptedFileVault } from "#core/vaults/encrypted-file-vault.ts";
import { createKeyringVault } from "#core/vaults/keyring-vault.ts";
import { openSystemKeyring } from "#core/vaults/system-keyring.ts";

const workspaceFolder = process.env.LATHE_HOME ?? "";
const scene = process.env.KEYRING_SCENE;
const origin = "https://api.openai.com";
const lines: string[] = [];
const log = (level: string, message: string) => void lines.push(`${level} ${message}`);

/** What a start of Lathe makes of the surroundings. */
const startVault = (wish?: string) => chooseVault({ workspaceFolder, wish, log });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );

/** Starts the daemon with its password; it answers when the program that started it has ended. */
function unlockKeyring(): void {
  const started = spawnSync("gnome-keyring-daemon", ["--unlock", "--components=secrets"], {
    input: "login password",
  });
  if (started.status !== 0) throw new Error(`the keyring did not start: ${started.stderr}`);
}

/** Ends it; the bus starts another, which nobody has unlocked, as soon as somebody asks. */
async function endKeyring(): Promise<void> {
  const bus = "org.freedesktop.DBus";
  const { stdout } = spawnSync(
    "dbus-send",
    [
      ...["--session", "--print-reply", `--dest=${bus}`, "/org/freedesktop/DBus"],
      ...[`${bus}.GetConnectionUnixProcessID`, "string:org.freedesktop.secrets"],
    ],
    { encoding: "utf8" },
  );
  const pid = Number(/uint32 (\d+)/.exec(stdout)?.[1]);
  process.kill(pid, "SIGKILL");
  while (existsSync(`/proc/${pid}/exe`)) await nextTurn();
}

async function kept(): Promise<Record<string, unknown>> {
  const file = createEncryptedFileVault(workspaceFolder);
  await file.set("prv_old", origin, "key from before");
  unlockKeyring();
  const vault = startVault();
  await vault.settle?.();
  await vault.set("prv_one", origin, "sk-密钥-🔑");
  const again = startVault();
  const seen: Record<string, unknown> = {
    kind: vault.kind,
    again: await again.get("prv_one", origin),
    elsewhere: await again.get("prv_one", "https://evil.example"),
    oldStillRead: await again.get("prv_old", origin),
    oldInFile: await file.get("prv_old", origin),
  };
  await again.set("prv_old", origin, "key from before");
  seen.oldMoved = [await file.get("prv_old", origin), await again.get("prv_old", origin)];
  await again.forget("prv_one");
  await again.forget("prv_one");
  seen.forgotten = await startVault().get("prv_one", origin);
  return seen;
}

async function locked(): Promise<Record<string, unknown>> {
  unlockKeyring();
  await startVault("keyring").set("prv_one", origin, "key");
  await endKeyring();
  const vault = startVault();
  await vault.settle?.();
  return {
    kind: vault.kind,
    complaintsAtStart: [...lines],
    keylessProviderRemoved: await codeOf(vault.forget("prv_never")),
    read: await codeOf(createKeyringVault(await openSystemKeyring(), 1_000).get("prv_one", origin)),
    file: await codeOf(startVault("file").set("prv_one", origin, "key")),
  };
}

async function absent(): Promise<Record<string, unknown>> {
  const vault = startVault();
  await vault.settle?.();
  await vault.set("prv_one", origin, "key");
  return {
    kind: vault.kind,
    read: await startVault("file").get("prv_one", origin),
    forced: await codeOf(startVault("keyring").get("prv_one", origin)),
  };
}

const scenes: Record<string, () => Promise<Record<string, unknown>>> = { kept, locked, absent };
const play = scenes[scene ?? ""];
if (play === undefined) throw new Error(`there is no scene ${scene}`);
process.stdout.write(`${JSON.stringify(await play())}\n`);
