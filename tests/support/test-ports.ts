import { lookup } from "node:dns/promises";
import type { Ports, Vault } from "#core/ports.ts";

/** A vault that forgets at the end of the test. */
export function memoryVault(): Vault {
  const kept = new Map<string, { origin: string; secret: string }>();
  return {
    kind: "session",
    get: async (entry, origin) => {
      const found = kept.get(entry);
      return found?.origin === origin ? found.secret : null;
    },
    set: async (entry, origin, secret) => void kept.set(entry, { origin, secret }),
    forget: async (entry) => void kept.delete(entry),
  };
}

/** Ports that replay: time stands still but for sleeps, which end at once; ids count; draws are seeded. */
export function createTestPorts(overrides: Partial<Ports> = {}): Ports {
  let count = 0;
  let seed = 42;
  let now = Date.parse("2026-11-24T12:00:00.000Z");
  return {
    clock: {
      now: () => now,
      monotonic: () => now,
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        now += ms;
        // Let the rest of the program run in between, as a real wait would.
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      },
    },
    ids: {
      next: (prefix) => {
        count += 1;
        return `${prefix}_test${String(count).padStart(6, "0")}`;
      },
    },
    random: {
      // Mulberry32, a public-domain generator.
      next: () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
      },
    },
    vault: memoryVault(),
    log: () => {},
    environment: () => undefined,
    isProcessAlive: () => true,
    pid: 4242,
    fetch: globalThis.fetch,
    lookup: (host) => lookup(host, { all: true }),
    ...overrides,
  };
}
