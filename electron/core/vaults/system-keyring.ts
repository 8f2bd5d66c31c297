/**
 * The operating system's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. Throws
 * whatever the system says: locked, denied, gone.
 */
export interface SystemKeyring {
  /** Asks for an entry that does not exist: tells whether the keyring answers, and opens no prompt. */
  probe(): Promise<void>;
  read(entry: string): Promise<string | null>;
  write(entry: string, secret: string): Promise<void>;
  remove(entry: string): Promise<void>;
}

/** The name under which the entries stand in the system's own list of passwords. */
const service = "Lathe";

/** Loads the binding, which is not there on every platform. Throws where it cannot be loaded. */
export async function openSystemKeyring(): Promise<SystemKeyring> {
  const { AsyncEntry } = await import("@napi-rs/keyring");
  // The kernel's own keyring, the binding's second choice on Linux, forgets at the end of the login.
  const entryNamed = (name: string) => new AsyncEntry(service, name, { linux: { store: "secret-service" } });
  return {
    async probe() {
      await entryNamed("is-anybody-there").getPassword();
    },
    read: (name) => entryNamed(name).getPassword(),
    write: (name, secret) => entryNamed(name).setPassword(secret),
    async remove(name) {
      await entryNamed(name).deleteCredential();
    },
  };
}
