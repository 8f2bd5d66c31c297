import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Where Chromium's own files, the single-instance lock and the place of the window are: with the workspace, so that two
 * workspaces can be open at once and a folder that is moved takes its window along. A workspace that cannot be written
 * has them in `fallback`, this person's own folder for the program, under a name that is the same at every start.
 */
export function chooseUserData(workspaceFolder: string, fallback: string): string {
  const beside = join(workspaceFolder, "desktop");
  if (isWritable(beside)) return beside;
  const name = createHash("sha256").update(workspaceFolder).digest("hex").slice(0, 16);
  const elsewhere = join(fallback, "workspaces", name);
  mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
  return elsewhere;
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
