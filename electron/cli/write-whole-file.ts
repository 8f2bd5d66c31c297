import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { LatheError } from "#shared/contract/errors.ts";

/** Where a file stands until it is whole; beside it, so that a renaming never crosses a disk. */
export const unfinishedOf = (file: string): string =>
  join(dirname(file), `.${basename(file)}.${process.pid}.part`);

/**
 * The file takes its name when it is whole and on the disk: one that was there before is replaced by the new one, or stays
 * as it is.
 */
export async function writeWholeFile(file: string, pieces: AsyncIterable<{ text: string }>): Promise<void> {
  const unfinished = unfinishedOf(file);
  let handle: FileHandle | undefined;
  try {
    handle = await open(unfinished, "w").catch(cannotWrite(file));
    // Not `write`: of what a nearly full disk does not take it drops the rest, and says only how much it took.
    for await (const { text } of pieces) await handle.appendFile(text).catch(cannotWrite(file));
    await handle.sync().catch(cannotWrite(file));
    await handle.close();
    await rename(unfinished, file).catch(cannotWrite(file));
  } catch (error) {
    await handle?.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

const reasons: Record<string, string> = {
  ENOENT: "its folder is not there",
  EACCES: "its folder may not be written",
  EPERM: "its folder may not be written",
  EROFS: "its folder may not be written",
  EISDIR: "a folder has that name",
  ENOSPC: "the disk is full",
};

export const cannotWrite = (file: string) => (error: NodeJS.ErrnoException) => {
  throw new LatheError({
    code: "files.not-written",
    message: `${file} could not be written: ${reasons[error.code ?? ""] ?? error.message}.`,
    details: { file, system: error.code ?? "" },
  });
};
