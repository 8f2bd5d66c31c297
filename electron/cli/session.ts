import { homedir } from "node:os";
import { resolve } from "node:path";
import { createLog, toStderr } from "#core/system-log.ts";
import { createSystemPorts } from "#core/system-ports.ts";
import { createEncryptedFileVault } from "#core/vaults/encrypted-file-vault.ts";
import { createWorkbench, type Workbench } from "#core/workbench.ts";
import { defaultWorkspaceFolder } from "#core/workspace-folder.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import packageJson from "../../package.json" with { type: "json" };

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

export const workspaceFolder = (options: CommonOptions): string =>
  options.home === undefined
    ? defaultWorkspaceFolder(process.platform, process.env, homedir())
    : resolve(options.home);

/** Opens the workspace for one command and closes it whatever happens; Ctrl-C aborts the command's signal. */
export async function withSession<T>(
  options: CommonOptions,
  work: (session: Session) => Promise<T>,
  more: { host?: "cli" | "loopback"; sample?: boolean } = {},
): Promise<T> {
  const folder = workspaceFolder(options);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  let workbench: Workbench | undefined;
  try {
    workbench = await createWorkbench({
      folder,
      host: more.host ?? "cli",
      appVersion,
      capabilities: { nativeDialogs: false, nativeMenu: false },
      ports: createSystemPorts({ vault: createEncryptedFileVault(folder), log: createLog(toStderr) }),
      sample: more.sample ?? false,
    });
    return await work({
      workbench,
      lathe: createClient<AbortSignal>(workbench.open),
      signal: interrupted.signal,
      json: options.json ?? false,
      folder,
    });
  } finally {
    await workbench?.close();
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}
