import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Log } from "#core/ports.ts";
import { createLog, toStderr } from "#core/system-log.ts";
import { createSystemPorts } from "#core/system-ports.ts";
import { createEncryptedFileVault } from "#core/vaults/encrypted-file-vault.ts";
import { createWorkbench, type Workbench } from "#core/workbench.ts";
import { defaultWorkspaceFolder } from "#core/workspace-folder.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import packageJson from "../../package.json" with { type: "json" };
import { badInput, exitCodes } from "./exit-codes.ts";

export const appVersion: string = packageJson.version;

/** What every command can be given. */
export interface CommonOptions {
  home?: string;
  json?: boolean;
}

/** One command at work: the workbench in this process, a typed client to it, and the signal of Ctrl-C. */
export interface Session {
  workbench: Workbench;
  lathe: Client<AbortSignal>;
  signal: AbortSignal;
  json: boolean;
  folder: string;
}

export function workspaceFolder({ home }: CommonOptions): string {
  if (home === undefined) return defaultWorkspaceFolder(process.platform, process.env, homedir());
  // `--home "$UNSET"` means no folder at all, and not the one that the shell happens to stand in.
  if (home.trim() === "") throw badInput("--home needs the name of a folder.");
  return resolve(home);
}

/** Faults only: what a command has to tell it tells itself. */
export const faultLog: Log = (level, message) => {
  if (level === "error") createLog(toStderr)(level, message);
};

/** Opens the workspace for one command and closes it whatever happens; Ctrl-C aborts the command's signal. */
export async function withSession<T>(
  options: CommonOptions,
  work: (session: Session) => Promise<T>,
  more: { host?: "cli" | "loopback"; sample?: boolean } = {},
): Promise<T> {
  const folder = workspaceFolder(options);
  makeFolder(folder);
  const signal = interruptions();
  let workbench: Workbench | undefined;
  try {
    workbench = await createWorkbench({
      folder,
      host: more.host ?? "cli",
      appVersion,
      capabilities: { nativeDialogs: false, nativeMenu: false },
      ports: createSystemPorts({ vault: createEncryptedFileVault(folder), log: faultLog }),
      sample: more.sample ?? false,
    });
    return await work({
      workbench,
      lathe: createClient<AbortSignal>(workbench.open),
      signal,
      json: options.json ?? false,
      folder,
    });
  } finally {
    await workbench?.close();
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw badInput(
      `The workspace folder ${folder} cannot be made (${code}). Choose another with --home or LATHE_HOME.`,
    );
  }
}

/** A scripted Ctrl-C may arrive twice, from the terminal and from npm; somebody who presses it again means it. */
const impatienceMs = 1000;

/** Aborts at the first Ctrl-C. The handlers stay to the end: without one, a second signal would cut the closing short. */
function interruptions(): AbortSignal {
  const controller = new AbortController();
  let firstAt = Number.POSITIVE_INFINITY;
  const interrupt = () => {
    if (performance.now() - firstAt > impatienceMs) process.exit(exitCodes.cancelled);
    firstAt = Math.min(firstAt, performance.now());
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, interrupt);
  return controller.signal;
}
