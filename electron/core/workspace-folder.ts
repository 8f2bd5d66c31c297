import { posix, resolve, win32 } from "node:path";

/**
 * Where the workspace is when nobody says otherwise: `LATHE_HOME`, else the platform's folder for a person's data.
 * `home` is the person's home folder.
 */
export function defaultWorkspaceFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const path = platform === "win32" ? win32 : posix;
  // What a person set on this computer is a path of this computer.
  if (env.LATHE_HOME) return resolve(env.LATHE_HOME);
  if (platform === "win32") return path.join(env.APPDATA || path.join(home, "AppData", "Roaming"), "Lathe");
  if (platform === "darwin") return path.join(home, "Library", "Application Support", "Lathe");
  // The XDG specification tells programs to ignore a relative path.
  const data = env.XDG_DATA_HOME && path.isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : null;
  return path.join(data ?? path.join(home, ".local", "share"), "lathe");
}
