import { randomUUID } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { LatheError } from "#shared/contract/errors.ts";

/** Files that only their owner reads: mode 0600 in a folder of mode 0700. Windows keeps a person's data folder private itself. */

/**
 * The file's bytes, or null where there is none. A mode that lets others in is put right. Fails with `vault.unreadable`
 * where the file is somebody else's.
 */
export async function readPrivateFile(path: string): Promise<Buffer | null> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== "win32" && (mode & 0o077) !== 0) await chmod(path, 0o600);
    return await readFile(path);
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw isCode(error, "EACCES") || isCode(error, "EPERM") ? notOurs(path, error) : error;
  }
}

/** Replaces the file in one step: a crash leaves the old one or the new one, never half of either. */
export async function replacePrivateFile(path: string, bytes: Uint8Array): Promise<void> {
  const written = await writeBeside(path, bytes);
  try {
    await rename(written, path);
  } catch (error) {
    await rm(written, { force: true });
    throw error;
  }
}

/** Creates the file unless another process was first; false then. Nobody ever sees a half-written one. */
export async function createPrivateFile(path: string, bytes: Uint8Array): Promise<boolean> {
  const written = await writeBeside(path, bytes);
  try {
    await link(written, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(written, { force: true });
  }
}

async function writeBeside(path: string, bytes: Uint8Array): Promise<string> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // An older folder keeps its mode through mkdir.
  if (process.platform !== "win32") await chmod(folder, 0o700);
  const beside = `${path}.${randomUUID()}.tmp`;
  const file = await open(beside, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return beside;
}

const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

const notOurs = (path: string, cause: unknown): LatheError =>
  new LatheError(
    {
      code: "vault.unreadable",
      message: `The stored keys cannot be read: ${path} belongs to another user of this computer. Start Lathe as that user, or move the file away and enter your keys again in Settings.`,
      details: { path },
    },
    { cause },
  );
