import { join } from "node:path";
import type { SafeStorage } from "electron";
import { z } from "zod";
import type { Log, Vault } from "#core/ports.ts";
import { chooseVault } from "#core/vaults/choose-vault.ts";
import { openEntryFile } from "#core/vaults/entry-file.ts";
import { createSessionVault } from "#core/vaults/session-vault.ts";
import { LatheError } from "#shared/contract/errors.ts";

type Storage = Pick<
  SafeStorage,
  "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync" | "getSelectedStorageBackend"
>;

/**
 * The system's keyring where there is one. Without it Electron on Linux would seal keys with a password that is printed
 * in its source (`basic_text`): such a key would only look safe, so it is kept for the session, Settings says so, and the
 * person is asked for it each time. `wish`, where it is not empty, chooses as it does outside the desktop. To be called
 * when the app is ready: the backend is unknown before.
 */
export async function chooseDesktopVault(
  storage: Storage,
  options: { platform: NodeJS.Platform; workspaceFolder: string; wish: string | undefined; log: Log },
): Promise<Vault> {
  const { platform, workspaceFolder, wish, log } = options;
  if (wish) return chooseVault({ workspaceFolder, wish, log });
  const backend = platform === "linux" ? storage.getSelectedStorageBackend() : null;
  const isPretended = backend === "basic_text" || backend === "unknown";
  if (!isPretended && (await isAvailable(storage, log))) {
    return createSafeStorageVault(storage, workspaceFolder, log);
  }
  log("warn", "There is no keyring of the system to seal keys with; they are kept until Lathe is closed.");
  return createSessionVault();
}

async function isAvailable(storage: Storage, log: Log): Promise<boolean> {
  try {
    return await storage.isAsyncEncryptionAvailable();
  } catch (error) {
    log("warn", `The system's keyring does not answer: ${error}`);
    return false;
  }
}

/** Sealed together with the secret, so that neither can be moved to another entry or origin. */
const sealedText = z.object({ entry: z.string(), origin: z.string(), secret: z.string() });

/** Keys sealed by the operating system for this person, in `keys/safe-storage.json` of the workspace folder. */
export function createSafeStorageVault(storage: Storage, workspaceFolder: string, log: Log): Vault {
  const entries = openEntryFile(join(workspaceFolder, "keys", "safe-storage.json"));

  async function set(entry: string, origin: string, secret: string): Promise<void> {
    const sealed = await storage.encryptStringAsync(JSON.stringify({ entry, origin, secret }));
    await entries.write(entry, { origin, sealed: sealed.toString("base64") });
  }

  async function unseal(sealed: string, entry: string, origin: string) {
    try {
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(sealed, "base64"));
      const open = sealedText.parse(JSON.parse(result));
      if (open.entry !== entry || open.origin !== origin) throw new Error("sealed for another entry");
      return { secret: open.secret, shouldReEncrypt };
    } catch (cause) {
      throw unreadable(entry, cause);
    }
  }

  /** The keyring has a newer key. A disk that is full now is no reason to withhold a secret that could be read. */
  async function sealAgain(entry: string, origin: string, secret: string): Promise<void> {
    try {
      await set(entry, origin, secret);
    } catch (error) {
      log("warn", `A key could not be sealed anew; it will be tried at its next use: ${error}`);
    }
  }

  return {
    kind: "safe-storage",
    set,
    async get(entry, origin) {
      const found = await entries.read(entry);
      if (found === null || found.origin !== origin) return null;
      const { secret, shouldReEncrypt } = await unseal(found.sealed, entry, origin);
      if (shouldReEncrypt) await sealAgain(entry, origin, secret);
      return secret;
    },
    forget: (entry) => entries.remove(entry),
  };
}

const unreadable = (entry: string, cause: unknown): LatheError =>
  new LatheError(
    {
      code: "vault.unreadable",
      message:
        "The system's keyring could not open the stored key. Unlock it, or enter the key again in Settings.",
      details: { entry },
    },
    { cause },
  );
