import { randomBytes, webcrypto } from "node:crypto";
import { ADDRCONFIG } from "node:dns";
import { lookup } from "node:dns/promises";
import type { Log, Ports, Vault } from "./ports.ts";
import { isProcessAlive, ownerNumber } from "./process-owner.ts";

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
    pid: ownerNumber(process.pid),
    // Looked up at each call: a test or a proxy that replaces it later is not bypassed.
    fetch: (input, init) => globalThis.fetch(input, init),
    lookup: (host) => lookup(host, { all: true, hints: ADDRCONFIG }),
  };
}

const letter = (byte: number): string => base32.charAt(byte & 31);

/** LangChain sends whole prompts to a third party when these are set, and a person's shell may have them from other work. */
export function silenceTracing(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) if (/^(LANGSMITH|LANGCHAIN)_/i.test(name)) delete env[name];
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
