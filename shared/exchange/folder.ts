import type { ImportFile } from "../model/exchange.ts";
import type { Folder } from "./found.ts";
import { matchesGlob } from "./glob.ts";

/** The given files as a folder. A reference that leads out of it is told and never followed; no disk is looked at. */
export function folderOf(files: readonly ImportFile[]): Folder {
  const byPath = new Map<string, ImportFile>();
  /** A thousand tests may name the same pattern. */
  const byPattern = new Map<string, ImportFile[]>();
  for (const file of files) {
    const path = normalisePath(file.path);
    if (path !== null && !byPath.has(path)) byPath.set(path, file);
  }
  return {
    find(from, reference) {
      const path = resolveReference(from, reference);
      if (path === null) return "outside";
      return byPath.get(path) ?? null;
    },
    match(from, pattern) {
      const path = resolveReference(from, pattern);
      if (path === null) return "outside";
      const known = byPattern.get(path);
      if (known !== undefined) return known;
      const found = [...byPath].filter(([name]) => matchesGlob(name, path)).map(([, file]) => file);
      byPattern.set(path, found);
      return found;
    },
  };
}

/** A reference of the file at `from` as a path in the folder, to be asked for; null: it leaves the folder. */
export function resolveReference(from: string, reference: string): string | null {
  const bare = reference.replace(/^file:(?:\/\/)?/i, "");
  const base = from.includes("/") ? from.slice(0, from.lastIndexOf("/") + 1) : "";
  if (isAbsolute(bare)) return null;
  return normalisePath(base + bare);
}

/** With `/`, without `.` and `..`; null: it is absolute, leaves the folder, or no file can have this name. */
export function normalisePath(path: string): string | null {
  if (isAbsolute(path) || path.includes("\u0000")) return null;
  const names: string[] = [];
  for (const name of path.replaceAll("\\", "/").split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return null;
  }
  return names.length === 0 ? null : names.join("/");
}

/** Of Unix, of Windows (`C:\x`, also `C:x`), a share (`\\server\x`), the home folder, or an address. */
const isAbsolute = (path: string): boolean =>
  /^(?:[/\\]|~[/\\]|[a-zA-Z]:|[a-zA-Z][a-zA-Z0-9+.-]*:\/\/)/.test(path);

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Of `prompts/greeting.v2.json` `greeting.v2`; of what Lathe exported, without the name of the format. */
export const nameOfFile = (path: string): string =>
  baseName(path).replace(/(?:\.(?:langchain|langfuse|openai|lathe))?\.[a-z0-9]{1,10}$/i, "");
