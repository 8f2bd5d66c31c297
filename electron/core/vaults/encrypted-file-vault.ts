import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { join } from "node:path";
import { LatheError } from "#shared/contract/errors.ts";
import type { Vault } from "../ports.ts";
import { openEntryFile } from "./entry-file.ts";
import { createPrivateFile, readPrivateFile } from "./private-file.ts";

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/**
 * Keys in `keys/vault.json` of the workspace folder, each sealed with AES-256-GCM under the random key in
 * `keys/vault.key`. Both lie on the same disk: this keeps keys out of copies, searches and screens, not from somebody
 * who can read the person's files. Throws `vault.unreadable` where an entry is there but its seal does not open.
 */
export function createEncryptedFileVault(workspaceFolder: string): Vault {
  const folder = join(workspaceFolder, "keys");
  const keyPath = join(folder, "vault.key");
  const entries = openEntryFile(join(folder, "vault.json"));

  return {
    kind: "encrypted-file",

    async get(entry, origin) {
      const found = await entries.read(entry);
      if (found === null || found.origin !== origin) return null;
      const key = await readKey(keyPath);
      if (key === null) throw unreadable(entry, `its key file ${keyPath} is missing or damaged`);
      try {
        return open(key, entry, origin, Buffer.from(found.sealed, "base64"));
      } catch {
        throw unreadable(entry, "it was changed from outside, or sealed with another key file");
      }
    },

    async set(entry, origin, secret) {
      const key = await readOrCreateKey(keyPath);
      await entries.write(entry, { origin, sealed: seal(key, entry, origin, secret).toString("base64") });
    },

    forget: (entry) => entries.remove(entry),
  };
}

/** Authenticated with every entry, so that a sealed secret cannot be moved to another entry or another origin. */
const binding = (entry: string, origin: string): Buffer => Buffer.from(JSON.stringify([entry, origin]));

/** iv ‖ tag ‖ ciphertext. */
function seal(key: Buffer, entry: string, origin: string, secret: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(binding(entry, origin));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function open(key: Buffer, entry: string, origin: string, sealed: Buffer): string {
  const iv = sealed.subarray(0, ivBytes);
  const tag = sealed.subarray(ivBytes, ivBytes + tagBytes);
  // Without the fixed length a shortened tag would be accepted, which is easy to guess.
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes })
    .setAAD(binding(entry, origin))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
    "utf8",
  );
}

async function readKey(path: string): Promise<Buffer | null> {
  const key = await readPrivateFile(path);
  return key?.length === keyBytes ? key : null;
}

async function readOrCreateKey(path: string): Promise<Buffer> {
  const present = await readKey(path);
  if (present !== null) return present;
  await createPrivateFile(path, randomBytes(keyBytes));
  const key = await readKey(path);
  if (key !== null) return key;
  throw new LatheError({
    code: "vault.key-file-damaged",
    message: `The file ${path} should hold ${keyBytes} bytes but does not. Move it away and enter your keys again in Settings.`,
    details: { path },
  });
}

const unreadable = (entry: string, why: string): LatheError =>
  new LatheError({
    code: "vault.unreadable",
    message: `The stored key cannot be read: ${why}. Enter the key again in Settings.`,
    details: { entry },
  });
