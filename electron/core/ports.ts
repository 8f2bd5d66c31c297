import type { Capabilities } from "#shared/contract/host.ts";

/** Wall time for display, monotonic time for durations; tests set both. */
export interface Clock {
  /** Milliseconds since the epoch. Never used for ordering. */
  now(): number;
  /** Milliseconds that only rise; the difference of two is a duration. */
  monotonic(): number;
  /** Resolves after `ms`, rejects with the signal's reason as soon as it aborts: a wait never outlives its caller. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new id such as `prm_…` for prefix `prm`; never repeats within a workspace. */
  next(prefix: string): string;
}

export interface Random {
  /** 0 ≤ x < 1; jitter and draws come from here so that runs replay. */
  next(): number;
}

/** Keeps provider keys. A key is bound to an origin: asking for it under another one answers null. */
export interface Vault {
  readonly kind: Capabilities["vault"];
  /** Resolves when `kind` is certain: whether the system has a keyring is known only after asking it. */
  settle?(): Promise<void>;
  get(entry: string, origin: string): Promise<string | null>;
  set(entry: string, origin: string, secret: string): Promise<void>;
  forget(entry: string): Promise<void>;
}

export type LogLevel = "info" | "warn" | "error";
/** One line, already without secrets: the workbench wraps whatever it is given in the redactor. */
export type Log = (level: LogLevel, message: string) => void;

/** What the core needs from the program around it. */
export interface Ports {
  clock: Clock;
  ids: Ids;
  random: Random;
  vault: Vault;
  log: Log;
  /** Reads an environment variable, for keys that the user keeps there. */
  environment(name: string): string | undefined;
  /**
   * Whether the process that had this number at `since` (ms since the epoch) lives, to tell a crashed run from one that
   * another window is running. Numbers are given again, after a restart of the machine the same ones.
   */
  isProcessAlive(pid: number, since: number): boolean;
  /** Of this process, in the form that `isProcessAlive` understands. */
  pid: number;
  /** The one way out to the network; tests put a fake or a blocked one here. */
  fetch: typeof globalThis.fetch;
  /** All addresses of a host's name, asked at the moment of connecting to it. */
  lookup(host: string): Promise<{ address: string; family: number }[]>;
}
