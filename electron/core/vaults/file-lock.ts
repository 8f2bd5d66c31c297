import { randomUUID } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { LatheError } from "#shared/contract/errors.ts";
import { isRunning } from "../process-owner.ts";
import { createPrivateFile, readPrivateFile } from "./private-file.ts";

/** What a change of a small file may take at most; a lock that is older belongs to a process that is gone. */
const staleAfterMs = 10_000;
const giveUpAfterMs = 15_000;
const lookEveryMs = 15;

/**
 * Does `work` while no other process does: the file `path` stands for the right to. The lock of a process that died is
 * removed. `holds` tells whether the lock is still one's own, to be asked right before the change. Fails with
 * `vault.busy`.
 */
export async function withFileLock<T>(
  path: string,
  work: (holds: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const token = `${process.pid} ${randomUUID()}`;
  const until = performance.now() + giveUpAfterMs;
  for (;;) {
    const holder = (await readPrivateFile(path))?.toString() ?? null;
    if (holder === null && (await createPrivateFile(path, Buffer.from(token)))) break;
    if (holder !== null && (await isLeftBehind(path, holder))) await rm(path, { force: true });
    else if (performance.now() > until) throw busy(path);
    else await wait(lookEveryMs * (0.5 + Math.random()));
  }
  const holds = async () => (await readPrivateFile(path))?.toString() === token;
  try {
    return await work(holds);
  } finally {
    if (await holds()) await rm(path, { force: true });
  }
}

async function isLeftBehind(path: string, holder: string): Promise<boolean> {
  const madeAt = (await stat(path).catch(() => null))?.mtimeMs;
  if (madeAt === undefined) return false;
  return Date.now() - madeAt > staleAfterMs || !isRunning(Number(holder.split(" ")[0]));
}

const busy = (path: string): LatheError =>
  new LatheError({
    code: "vault.busy",
    message:
      "Another Lathe is changing the stored keys and does not finish. Try again, or close the other one.",
    retryable: true,
    details: { path },
  });
