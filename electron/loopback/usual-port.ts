import { readFileSync } from "node:fs";
import { join } from "node:path";
import { replacePrivateFile } from "#core/vaults/private-file.ts";
import { LatheError } from "#shared/contract/errors.ts";
import { type Loopback, type LoopbackOptions, startLoopback } from "./server.ts";

/**
 * Serves a workspace under the port it had last time, where that is free: a browser keeps what belongs to a page, unsaved
 * text among it, by the page's address. The first port is a random one.
 */
export async function startAtUsualPort(
  workspaceFolder: string,
  options: Omit<LoopbackOptions, "port">,
): Promise<Loopback> {
  const file = join(workspaceFolder, "web-port");
  const loopback = await startLoopback({ ...options, port: readPort(file) }).catch((error: unknown) => {
    const isUnusable = error instanceof LatheError && /^host\.port-/.test(error.code);
    if (isUnusable) return startLoopback(options);
    throw error;
  });
  await keepPort(file, new URL(loopback.origin).port, options.log);
  return loopback;
}

/** 0, any free one, where none is remembered or what is there is no port. */
function readPort(file: string): number {
  try {
    const port = Number(readFileSync(file, "utf8"));
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : 0;
  } catch {
    return 0;
  }
}

async function keepPort(file: string, port: string, log: LoopbackOptions["log"]): Promise<void> {
  try {
    await replacePrivateFile(file, Buffer.from(port));
  } catch (error) {
    log("warn", `The port could not be remembered for next time: ${error}`);
  }
}
