import { z } from "zod";
import { LatheError } from "#shared/contract/errors.ts";
import type { Vault } from "../ports.ts";
import type { SystemKeyring } from "./system-keyring.ts";

/** Kept together, so that a key is given to its own origin only. */
const keptText = z.object({ origin: z.string(), secret: z.string() });

/** The system may ask the person to unlock the keyring; somebody who is not there must not hold a call up for ever. */
const patienceMs = 60_000;

/** Keys in the system's keyring. Fails with `vault.keyring-refused` where it is locked or does not let Lathe in. */
export function createKeyringVault(keyring: SystemKeyring, limitMs: number = patienceMs): Vault {
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await withinTime(work(), limitMs);
    } catch (cause) {
      throw refused(cause);
    }
  };
  return {
    kind: "keyring",
    async get(entry, origin) {
      const text = await ask(() => keyring.read(entry));
      if (text === null) return null;
      const kept = parseKept(text);
      return kept?.origin === origin ? kept.secret : null;
    },
    set: (entry, origin, secret) => ask(() => keyring.write(entry, JSON.stringify({ origin, secret }))),
    forget: (entry) => ask(() => keyring.remove(entry)),
  };
}

/** Null where another program, or a person, has put something else in its place. */
function parseKept(text: string): z.infer<typeof keptText> | null {
  try {
    return keptText.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Rejects after `ms`. The work itself cannot be stopped: its end is then nobody's. */
export async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it did not answer in time")), ms);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function refused(cause: unknown): LatheError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new LatheError(
    {
      code: "vault.keyring-refused",
      message: `The system's keyring did not open: ${why}. Unlock it and try again, or start Lathe with LATHE_VAULT=file to keep keys in an encrypted file.`,
      retryable: true,
      details: { why },
    },
    { cause },
  );
}
