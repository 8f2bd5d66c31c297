import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Log } from "#core/ports.ts";
import { createRedactor } from "#core/redactor.ts";
import { createLog, toStderr } from "#core/system-log.ts";
import { createSystemPorts } from "#core/system-ports.ts";
import { chooseVault } from "#core/vaults/choose-vault.ts";
import { openWorkspace, type Workspace } from "#core/workspace/workspace.ts";
import { defaultWorkspaceFolder } from "#core/workspace-folder.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import packageJson from "../../package.json" with { type: "json" };
import { badInput, exitCodes } from "./exit-codes.ts";
import { note } from "./terminal.ts";

export const appVersion: string = packageJson.version;

/** What every command can be given. */
export interface CommonOptions {
  home?: string;
  json?: boolean;
}

/** One command at work: the workspace in this process, a typed client to it, and the signal of Ctrl-C. */
export interface Session {
  workspace: Workspace;
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

/** The workbench has redacted what it says; what the host around it says may hold the shape of a key as well. */
const stderrLog = createLog(toStderr, createRedactor().redact);

/** Faults only: what a command has to tell it tells itself. */
export const faultLog: Log = (level, message) => {
  if (level === "error") stderrLog(level, message);
};

/**
 * Opens the workspace for one command and closes it whatever happens; Ctrl-C aborts the command's signal. A workspace
 * that cannot be opened ends the command with its fault, unless the command is `mending`.
 */
export async function withSession<T>(
  options: CommonOptions,
  work: (session: Session) => Promise<T>,
  more: { host?: "cli" | "loopback"; sample?: boolean; mending?: boolean } = {},
): Promise<T> {
  const folder = workspaceFolder(options);
  makeFolder(folder);
  const signal = interruptions();
  let workspace: Workspace | undefined;
  try {
    workspace = await openWorkspace({
      folder,
      host: more.host ?? "cli",
      appVersion,
      capabilities: { nativeDialogs: false, nativeMenu: false },
      ports: createSystemPorts({
        vault: chooseVault({ workspaceFolder: folder, wish: process.env.LATHE_VAULT, log: faultLog }),
        log: faultLog,
      }),
      sample: more.sample ?? false,
    });
    const { access, fault } = workspace.state();
    if (access === "closed" && fault !== null && more.mending !== true)
      throw LatheError.from(withWayOut(fault));
    if (access === "read-only" && fault !== null) note(`Opened for reading only: ${fault.message}`);
    return await work({
      workspace,
      lathe: createClient<AbortSignal>(workspace.open),
      signal,
      json: options.json ?? false,
      folder,
    });
  } finally {
    await workspace?.close();
  }
}

/** A person at a terminal is told what to type next. */
function withWayOut(fault: ErrorData): ErrorData {
  const isLost = /^store\.(damaged|lost|not-a-workspace)$/.test(fault.code);
  if (!isLost) return fault;
  return {
    ...fault,
    message: `${fault.message} “lathe backup --list” shows the backups, “lathe restore FILE” puts one back, “lathe restore --salvage” reads what can be read.`,
  };
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
