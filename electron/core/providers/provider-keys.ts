import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { KeySource } from "#shared/contract/providers.ts";
import type { ProviderId } from "#shared/model/ids.ts";
import type { Ports } from "../ports.ts";
import { leastLearned, type Redactor } from "../redactor.ts";
import { originOf } from "./provider-address.ts";
import type { StoredKey, StoredProvider } from "./provider-store.ts";

export interface KeyAccess {
  ports: Pick<Ports, "vault" | "environment">;
  redactor: Redactor;
}

/** The last characters of a key that is long enough to stay secret without them. */
const hintOf = (key: string): string => (key.length < 12 ? "" : key.slice(-4));

/** Puts a new key where it belongs and answers what may be known of it. The vault binds it to the base URL's origin. */
export async function storeKey(
  { ports, redactor }: KeyAccess,
  id: ProviderId,
  baseUrl: string,
  source: KeySource,
): Promise<StoredKey> {
  if (source.kind !== "vault") return source;
  const key = cleanKey(source.key, "The key");
  redactor.learn(key);
  await ports.vault.set(id, originOf(baseUrl), key);
  return { kind: "vault", hint: hintOf(key) };
}

/**
 * The key to send now, or null where the provider needs none. Fails with `providers.key-missing`, and with
 * `host.cancelled` as soon as the signal aborts.
 */
export async function readKey(
  { ports, redactor }: KeyAccess,
  provider: StoredProvider,
  signal: AbortSignal,
): Promise<string | null> {
  if (provider.key.kind === "none") return null;
  const key = await unlessCancelled(readFrom(ports, provider), signal);
  redactor.learn(key);
  return key;
}

/** A keyring may wait a minute for the person to unlock it; whoever cancels, or quits, does not. */
function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(cancelled());
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}

async function readFrom(
  ports: KeyAccess["ports"],
  { providerId, name, baseUrl, key }: StoredProvider,
): Promise<string> {
  if (key.kind === "environment") {
    const value = ports.environment(key.variable)?.trim() ?? "";
    if (value !== "") return cleanKey(value, `The environment variable ${key.variable}`);
    throw keyMissing(
      name,
      `The key of ${name} is read from the environment variable ${key.variable}, which is not set. Set it where you start Lathe, or enter the key in Settings.`,
    );
  }
  const stored = await ports.vault.get(providerId, originOf(baseUrl));
  if (stored !== null) return cleanKey(stored, `The stored key of ${name}`);
  throw keyMissing(
    name,
    `The key of ${name} is no longer stored: keys of a session end with it, and a key belongs to one address. Enter it again in Settings.`,
  );
}

const keyMissing = (provider: string, message: string): LatheError =>
  new LatheError({ code: "providers.key-missing", message, details: { provider } });

/**
 * A key travels in a header, which can hold neither blanks in it nor letters outside ASCII. One that cannot be told from
 * ordinary text could not be taken out of logs and errors, and none is let in that is not.
 */
function cleanKey(key: string, what: string): string {
  const clean = key.trim();
  if (!/^[\x21-\x7e]+$/.test(clean)) {
    throw new LatheError({
      code: "providers.key-invalid",
      message: `${what} is empty or has a blank or an unusual character in it, which no key has. Copy it once more.`,
    });
  }
  if (clean.length >= leastLearned) return clean;
  throw new LatheError({
    code: "providers.key-too-short",
    message: `${what} has fewer than ${leastLearned} characters: it cannot be told from ordinary text, so it could not be kept out of logs and errors. A local server that wants any key takes a longer one as well, such as “local”.`,
    details: { atLeast: leastLearned },
  });
}
