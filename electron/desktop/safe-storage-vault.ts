import { join } from "node:path";
import type { SafeStorage } from "electron";
import { z } from "zod";
import type { Vault } from "#core/ports.ts";
import { createEncryptedFileVault } from "#core/vaults/encrypted-file-vault.ts";
import { openEntryFile } from "#core/vaults/entry-file.ts";
import { LatheError } from "#shared/contract/errors.ts";

type Storage = Pick<
  SafeStorage,
  "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync" | "getSelectedStorageBackend"
>;

/**
 * The strongest vault this desktop has. Without a keyring Electron on Linux would seal keys with a password that is
 * printed in its source (`basic_text`); Lathe's own encrypted file is better than that, and is named for what it is.
 * To be called when the app is ready: the backend is unknown before.
 */
export async function chooseDesktopVault(
  storage: Storage,
  options: { platform: NodeJS.Platform; workspaceFolder: string },
): Promise<Vault> {
  const isPretended =
    options.platform === "linux" && ["basic_text", "unknown"].includes(storage.getSelectedStorageBackend());
  return !isPretended && (await storage.isAsyncEncryptionAvailable())
    ? createSafeStorageVault(storage, options.workspaceFolder)
    : createEncryptedFileVault(options.workspaceFolder);
}

/** Sealed together with the secret, so that neither can be moved to another entry or origin. */
const sealedText = z.object({ entry: z.string(), origin: z.string(), secret: z.string() });

/** Keys sealed by the operating system for this person, in `keys/safe-storage.json` of the workspace folder. */
export function createSafeStorageVault(storage: Storage, workspaceFolder: string): Vault {
  const entries = openEntryFile(join(workspaceFolder, "keys", "safe-storage.json"));

  async function set(entry: string, origin: string, secret: string): Promise<void> {
    const sealed = await storage.encryptStringAsync(JSON.stringify({ entry, origin, secret }));
    await entries.write(entry, { origin, sealed: sealed.toString("base64") });
  }

  return {
    kind: "safe-storage",
    set,
    async get(entry, origin) {
      const found = await entries.read(entry);
      if (found === null || found.origin !== origin) return null;
      try {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(
          Buffer.from(found.sealed, "base64"),
        );
        const open = sealedText.parse(JSON.parse(result));
        if (open.entry !== entry || open.origin !== origin) throw new Error("sealed for another entry");
        if (shouldReEncrypt) await set(entry, origin, open.secret);
        return open.secret;
      } catch (cause) {
        throw unreadable(entry, cause);
      }
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
