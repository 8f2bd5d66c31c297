import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";

/** Linux gives no process a higher number. */
const pidRoom = 2 ** 22;

/**
 * The number under which this process owns its runs: its pid, on Linux with a mark of its start above it. The mark says
 * without a clock, which may be set, that a later process of the same pid is another one.
 */
export const ownerNumber = (pid: number): number => {
  const mark = startMark(pid);
  return mark === null ? pid : mark * pidRoom + pid;
};

/** Between the clocks that are compared: one tells of processes and of the machine, the other of the run. */
const slackMs = 5_000;

/** Whether the process that had this number, or this bare pid at `since` (ms since the epoch), lives. */
export function isProcessAlive(owner: number, since: number): boolean {
  if (owner >= pidRoom && Number.isSafeInteger(owner)) return ownerNumber(owner % pidRoom) === owner;
  // 0 and negative numbers would ask about whole process groups.
  if (!Number.isInteger(owner) || owner <= 0) return false;
  const bootedAt = Date.now() - uptime() * 1000;
  if (bootedAt > since + slackMs) return false;
  if (!isRunning(owner)) return false;
  const ticks = linuxStart(owner);
  return ticks === null || bootedAt + ticks * 10 <= since + slackMs;
}

/** Whether any process has this number now. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** 31 bits of the machine's start and the process's. null: there is no such process, or the system does not say. */
function startMark(pid: number): number | null {
  const [bootId, ticks] = [readSystem("/proc/sys/kernel/random/boot_id"), linuxStart(pid)];
  if (bootId === null || ticks === null) return null;
  const digest = createHash("sha256").update(`${bootId.trim()} ${ticks}`).digest();
  // Never 0, which would leave a bare pid.
  return digest.readUInt32BE(0) >>> 1 || 1;
}

/** From the machine's start to the process's, in hundredths of a second. */
function linuxStart(pid: number): number | null {
  const stat = readSystem(`/proc/${pid}/stat`);
  // The name in brackets may hold blanks and brackets; `starttime` is field 22.
  const ticks = Number(stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  return Number.isFinite(ticks) ? ticks : null;
}

function readSystem(path: string): string | null {
  if (process.platform !== "linux") return null;
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}
