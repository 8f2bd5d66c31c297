import { readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { LatheError } from "#shared/contract/errors.ts";
import { withFileLock } from "./file-lock.ts";
import { readPrivateFile, replacePrivateFile } from "./private-file.ts";

/** `sealed` is base64 of whatever the vault made of the secret; the origin stays readable so that a wrong one is told early. */
const sealedEntry = z.object({ origin: z.string(), sealed: z.string() });
export type SealedEntry = z.infer<typeof sealedEntry>;

const stored = z.object({ format: z.literal(1), entries: z.array(z.tuple([z.string(), sealedEntry])) });

/** Sealed entries by name, in one private file. Every call reads the file again: another process may have written. */
export interface EntryFile {
  read(entry: string): Promise<SealedEntry | null>;
  write(entry: string, sealed: SealedEntry): Promise<void>;
  remove(entry: string): Promise<void>;
}

export function openEntryFile(path: string): EntryFile {
  let last: Promise<unknown> = Promise.resolve();

  /** One change at a time, here and in every other process: two at once would lose the first one's entry. */
  const change = (edit: (entries: Map<string, SealedEntry>) => boolean): Promise<void> => {
    const next = last.then(async () => {
      while (!(await withFileLock(`${path}.lock`, (holds) => changeOnce(path, edit, holds))));
    });
    last = next.catch(() => {});
    return next;
  };

  return {
    read: async (entry) => (await readEntries(path)).get(entry) ?? null,
    write: (entry, sealed) => change((entries) => entries.set(entry, sealed).size > 0),
    remove: async (entry) => {
      // Most entries to be removed were never there, and a lock file would be the first file of a new folder.
      if (await hasEntry(path, entry)) await change((entries) => entries.delete(entry));
    },
  };
}

/** False: the lock went to another process meanwhile, and the file was left alone. */
async function changeOnce(
  path: string,
  edit: (entries: Map<string, SealedEntry>) => boolean,
  holds: () => Promise<boolean>,
): Promise<boolean> {
  const entries = await readOrSetAside(path);
  if (!edit(entries)) return true;
  const text = JSON.stringify({ format: 1, entries: [...entries] }, null, 1);
  if (!(await holds())) return false;
  await replacePrivateFile(path, Buffer.from(text));
  await removeLeftovers(path);
  return true;
}

/** Older than any write takes: a process that was killed in the middle of one left it. */
const leftoverAfterMs = 60_000;

async function removeLeftovers(path: string): Promise<void> {
  const names = await readdir(dirname(path));
  for (const name of names) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith(".tmp")) continue;
    const file = join(dirname(path), name);
    const madeAt = (await stat(file).catch(() => null))?.mtimeMs ?? Date.now();
    if (Date.now() - madeAt > leftoverAfterMs) await rm(file, { force: true });
  }
}

async function hasEntry(path: string, entry: string): Promise<boolean> {
  try {
    return (await readEntries(path)).has(entry);
  } catch (error) {
    if (error instanceof LatheError && error.code === "vault.damaged") return false;
    throw error;
  }
}

async function readEntries(path: string): Promise<Map<string, SealedEntry>> {
  const bytes = await readPrivateFile(path);
  if (bytes === null) return new Map();
  try {
    return new Map(stored.parse(JSON.parse(bytes.toString("utf8"))).entries);
  } catch (cause) {
    throw new LatheError(
      {
        code: "vault.damaged",
        message:
          "The file with the stored keys is damaged and cannot be read. Enter your keys again in Settings.",
        details: { path },
      },
      { cause },
    );
  }
}

/** A damaged file must not stop a key from being entered again; it is kept beside the new one. */
async function readOrSetAside(path: string): Promise<Map<string, SealedEntry>> {
  try {
    return await readEntries(path);
  } catch (error) {
    if (!(error instanceof LatheError) || error.code !== "vault.damaged") throw error;
    await rename(path, `${path}.damaged-${Date.now()}`);
    return new Map();
  }
}
