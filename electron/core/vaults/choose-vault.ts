import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { LatheError } from "#shared/contract/errors.ts";
import type { Log, Vault } from "../ports.ts";
import { createEncryptedFileVault } from "./encrypted-file-vault.ts";
import { createKeyringVault, withinTime } from "./keyring-vault.ts";
import { createSessionVault } from "./session-vault.ts";
import { openSystemKeyring, type SystemKeyring } from "./system-keyring.ts";

export interface VaultChoice {
  workspaceFolder: string;
  /** `keyring`, `file` or `session` forces that one; absent or empty: the strongest there is. */
  wish: string | undefined;
  log: Log;
  openKeyring?: () => Promise<SystemKeyring>;
  /** How long the keyring may take to say that it is there. */
  probeMs?: number;
}

const probeMs = 2_000;

/**
 * The vault outside Electron: the system's keyring, else an encrypted file in the workspace folder, else the memory of
 * this session. Nothing is asked before the first use. Throws `vault.unknown-kind` for a wish that is none of the three.
 */
export function chooseVault(choice: VaultChoice): Vault {
  const file = createEncryptedFileVault(choice.workspaceFolder);
  switch (choice.wish ?? "") {
    case "file":
      return file;
    case "session":
      return createSessionVault();
    case "keyring":
      return settleLater(() => strictKeyring(choice, file), "keyring");
    case "":
      return settleLater(() => strongest(choice, file), file.kind);
    default:
      throw new LatheError({
        code: "vault.unknown-kind",
        message: `LATHE_VAULT is “${choice.wish}”, which is no vault. Set it to keyring, file or session, or remove it.`,
      });
  }
}

async function strongest(choice: VaultChoice, file: Vault): Promise<Vault> {
  try {
    return keyringBeforeFile(await probeKeyring(choice), file);
  } catch (error) {
    choice.log("info", `There is no keyring of the system to use: ${error}`);
  }
  if (await isWritable(choice.workspaceFolder)) return file;
  choice.log("warn", "No file can be written for keys; they are kept until Lathe is closed.");
  return createSessionVault();
}

async function strictKeyring(choice: VaultChoice, file: Vault): Promise<Vault> {
  const refuse = (cause: unknown) => async (): Promise<never> => {
    throw new LatheError(
      {
        code: "vault.no-keyring",
        message:
          "There is no keyring of the system that answers here. Remove LATHE_VAULT=keyring, or set it to file or session.",
      },
      { cause },
    );
  };
  try {
    return keyringBeforeFile(await probeKeyring(choice), file);
  } catch (cause) {
    const fail = refuse(cause);
    return { kind: "keyring", get: fail, set: fail, forget: fail };
  }
}

async function probeKeyring({ openKeyring = openSystemKeyring, ...choice }: VaultChoice): Promise<Vault> {
  const keyring = await openKeyring();
  await withinTime(keyring.probe(), choice.probeMs ?? probeMs);
  return createKeyringVault(keyring);
}

/**
 * What is in the file was put there when there was no keyring, or one was not wanted: it is the newer one. It moves into
 * the keyring with the next `set`.
 */
function keyringBeforeFile(keyring: Vault, file: Vault): Vault {
  return {
    kind: "keyring",
    async get(entry, origin) {
      try {
        const inFile = await file.get(entry, origin);
        if (inFile !== null) return inFile;
      } catch (error) {
        // A damaged file says nothing about what the keyring holds.
        const inKeyring = isDamage(error) ? await keyring.get(entry, origin) : null;
        if (inKeyring === null) throw error;
        return inKeyring;
      }
      return keyring.get(entry, origin);
    },
    async set(entry, origin, secret) {
      await keyring.set(entry, origin, secret);
      await file.forget(entry);
    },
    async forget(entry) {
      await file.forget(entry);
      await keyring.forget(entry);
    },
  };
}

const isDamage = (error: unknown): boolean => error instanceof LatheError && error.code === "vault.damaged";

/** A vault that is chosen at its first use; `likely` is what it says it is until then. */
function settleLater(choose: () => Promise<Vault>, likely: Vault["kind"]): Vault {
  let chosen: Promise<Vault> | undefined;
  let kind = likely;
  const vault = async (): Promise<Vault> => {
    chosen ??= choose();
    const found = await chosen;
    kind = found.kind;
    return found;
  };
  return {
    get kind() {
      return kind;
    },
    async settle() {
      await vault();
    },
    get: async (entry, origin) => (await vault()).get(entry, origin),
    set: async (entry, origin, secret) => (await vault()).set(entry, origin, secret),
    forget: async (entry) => (await vault()).forget(entry),
  };
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
