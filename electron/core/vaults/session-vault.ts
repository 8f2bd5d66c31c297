import type { Vault } from "../ports.ts";

/** Keeps keys in memory only; they are gone when the program ends. */
export function createSessionVault(): Vault {
  const kept = new Map<string, { origin: string; secret: string }>();
  return {
    kind: "session",
    async get(entry, origin) {
      const found = kept.get(entry);
      return found?.origin === origin ? found.secret : null;
    },
    async set(entry, origin, secret) {
      kept.set(entry, { origin, secret });
    },
    async forget(entry) {
      kept.delete(entry);
    },
  };
}
