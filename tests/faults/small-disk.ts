import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A file system of a few megabytes that is gone when the test is over. Only root can make one. */
export interface SmallDisk {
  folder: string;
  /** Takes the space that is left, all of it or all but `leaveBytes` (in pages of 4096). */
  fill(leaveBytes?: number): void;
  /** Gives back what `fill` took. */
  makeRoom(): void;
  freeBytes(): number;
  setReadOnly(isReadOnly: boolean): void;
}

export function mountSmallDisk(sizeBytes: number = 3 * 1024 * 1024): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), "lathe-disk-"));
  const mount = (...options: string[]) => execFileSync("mount", [...options, folder], { stdio: "pipe" });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeBytes}`, "tmpfs", folder], { stdio: "pipe" });
  onTestFinished(() => {
    // Lazily: what a failed test left open must not keep the next one from its disk.
    execFileSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true });
  });
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill(leaveBytes = 0) {
      const file = openSync(ballast, "a");
      try {
        while (freeBytes() > leaveBytes && append(file));
      } finally {
        closeSync(file);
      }
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    freeBytes,
    setReadOnly: (isReadOnly) => void mount("-o", `remount,${isReadOnly ? "ro" : "rw"}`),
  };
}

const page = Buffer.alloc(4_096, "x");

/** A page more; false where there is no room. */
function append(file: number): boolean {
  try {
    return writeSync(file, page) > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    return false;
  }
}
