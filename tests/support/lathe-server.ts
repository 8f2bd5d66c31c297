import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..", "..");
const isWindows = process.platform === "win32";
const pinned = join(root, "node_modules", ".bin", isWindows ? "node.exe" : "node");
const major = Number(process.versions.node.split(".")[0]);
export const node: string = major >= 24 ? process.execPath : pinned;
export const latheProgram: string = join(root, "out", "host", "lathe.js");

export interface LatheServer {
  /** The address that signs one browser in. */
  url: string;
  home: string;
  pid: number;
  /** What it has printed so far, to stdout and to stderr. */
  output(): string;
  /** Ends it as Ctrl-C does; the workspace stays until `discard`. */
  stop(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  discard(): Promise<void>;
}

/** Starts the built workbench on a workspace of its own, or on the one of an earlier server. */
export async function startLathe(
  options: { home?: string; env?: Record<string, string> } = {},
): Promise<LatheServer> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), "lathe-e2e-"));
  const child = spawn(node, [latheProgram, "web", "--json", "--no-open", "--home", home], {
    stdio: ["ignore", "pipe", "pipe"],
    // Never the keyring of whoever runs the tests.
    env: { ...process.env, LATHE_VAULT: "file", ...options.env },
  });
  let complaints = "";
  let printed = "";
  child.stderr.on("data", (piece) => {
    complaints += piece;
  });
  child.stdout.on("data", (piece) => {
    printed += piece;
  });
  const exited = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    exited.then(() => Promise.reject(new Error(`Lathe did not start:\n${complaints}`))),
  ]);
  const end = async (signal: NodeJS.Signals) => {
    if (isRunning(child)) child.kill(signal);
    await exited;
  };
  return {
    url: JSON.parse(line as string).url,
    home,
    pid: child.pid ?? 0,
    output: () => printed + complaints,
    stop: () => end("SIGINT"),
    kill: () => end("SIGKILL"),
    async discard() {
      await end("SIGINT");
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;
