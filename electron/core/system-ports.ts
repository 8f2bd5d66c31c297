import { randomBytes, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";
import type { Log, Ports, Vault } from "./ports.ts";

const base32 = "abcdefghijklmnopqrstuvwxyz234567";
const idLength = 20;

/** The real world: clock, randomness, network and environment of this process. */
export function createSystemPorts(options: { vault: Vault; log: Log }): Ports {
  silenceTracing(process.env);
  return {
    clock: { now: Date.now, monotonic: () => performance.now(), sleep },
    // 100 random bits: ids never meet, in one workspace or across two that are merged.
    ids: { next: (prefix) => `${prefix}_${Array.from(randomBytes(idLength), letter).join("")}` },
    random: { next: () => (webcrypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32 },
    vault: options.vault,
    log: options.log,
    environment: (name) => process.env[name],
    isProcessAlive,
    pid: process.pid,
    // Looked up at each call: a test or a proxy that replaces it later is not bypassed.
    fetch: (input, init) => globalThis.fetch(input, init),
  };
}

const letter = (byte: number): string => base32.charAt(byte & 31);

/** LangChain sends whole prompts to a third party when these are set, and a person's shell may have them from other work. */
export function silenceTracing(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) if (/^(LANGSMITH|LANGCHAIN)_/i.test(name)) delete env[name];
}

/** Between the clocks that are compared: one tells of processes and of the machine, the other of the run. */
const slackMs = 5_000;

export function isProcessAlive(pid: number, since: number): boolean {
  // 0 and negative numbers would ask about whole process groups.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const bootedAt = Date.now() - uptime() * 1000;
  if (bootedAt > since + slackMs) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It lives, but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const startedAfterBoot = linuxStart(pid);
  return startedAfterBoot === null || bootedAt + startedAfterBoot <= since + slackMs;
}

/** Milliseconds from the machine's start to the process's; null where the system does not say. */
function linuxStart(pid: number): number | null {
  if (process.platform !== "linux") return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in brackets may hold blanks and brackets; `starttime` is field 22, in hundredths of a second.
    const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
    return Number.isFinite(ticks) ? ticks * 10 : null;
  } catch {
    return null;
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const wakeUp = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", wakeUp);
      resolve();
    }, ms);
    signal.addEventListener("abort", wakeUp, { once: true });
  });
}
