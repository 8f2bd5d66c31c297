/** A file that was dropped or chosen, before anything of it is read; the path is relative to what was chosen. */
export interface ChosenFile {
  path: string;
  file: File;
}

export type LeftOutReason =
  | "hidden"
  | "binary"
  | "too-large"
  | "no-room"
  | "too-many"
  | "too-deep"
  | "unreadable";

/** What is not taken to the workbench at all, and why. */
export interface LeftOut {
  path: string;
  why: LeftOutReason;
}

export interface Collection {
  chosen: ChosenFile[];
  leftOut: LeftOut[];
  /** The name of the one folder that was chosen; null: single files, or several things. */
  folder: string | null;
}

/** Something that files can be had from. `tell` hears how many were found so far. */
export type FileSource = (tell: (found: number) => void, signal: AbortSignal) => Promise<Collection>;

/** As many as one import takes. */
export const mostFiles = 2_000;
/** A disk that was dropped by mistake is not walked to its end. */
const mostEntries = 20_000;
const mostLevels = 24;

/** Of a program's own keeping: no prompt is in there, but keys may be. */
const isHidden = (name: string): boolean =>
  name.startsWith(".") || name === "node_modules" || name === "__pycache__" || name === "venv";

/** What a drop holds. Has to be called while the event lasts: a moment later the browser has emptied it. */
export function filesOfDrop(transfer: DataTransfer): FileSource {
  const roots: (FileSystemEntry | File)[] = [];
  for (const item of transfer.items) {
    if (item.kind !== "file") continue;
    const found = item.webkitGetAsEntry() ?? item.getAsFile();
    if (found !== null) roots.push(found);
  }
  return async (tell, signal) => {
    const walk = { chosen: [], leftOut: [], entries: 0, tell, signal };
    const only = roots.length === 1 ? roots[0] : undefined;
    const folder = only !== undefined && isFolder(only) ? only : null;
    if (folder !== null) await walkFolder(walk, folder, "", 0);
    else for (const root of roots) await take(walk, root, root.name, 0);
    return { chosen: walk.chosen, leftOut: walk.leftOut, folder: folder?.name ?? null };
  };
}

interface Walk extends Pick<Collection, "chosen" | "leftOut"> {
  entries: number;
  tell: (found: number) => void;
  signal: AbortSignal;
}

const isFolder = (found: FileSystemEntry | File): found is FileSystemDirectoryEntry =>
  !(found instanceof File) && found.isDirectory;

async function take(walk: Walk, found: FileSystemEntry | File, path: string, level: number): Promise<void> {
  walk.signal.throwIfAborted();
  if (isFolder(found)) {
    await walkFolder(walk, found, `${path}/`, level);
    return;
  }
  if (walk.chosen.length >= mostFiles) {
    walk.leftOut.push({ path, why: "too-many" });
    return;
  }
  try {
    walk.chosen.push({
      path,
      file: found instanceof File ? found : await fileOf(found as FileSystemFileEntry),
    });
    walk.tell(walk.chosen.length);
  } catch {
    walk.leftOut.push({ path, why: "unreadable" });
  }
}

async function walkFolder(
  walk: Walk,
  folder: FileSystemDirectoryEntry,
  prefix: string,
  level: number,
): Promise<void> {
  if (level >= mostLevels || walk.entries >= mostEntries) {
    walk.leftOut.push({ path: prefix, why: level >= mostLevels ? "too-deep" : "too-many" });
    return;
  }
  let entries: FileSystemEntry[];
  try {
    entries = await entriesOf(folder, walk.signal);
  } catch (error) {
    if (walk.signal.aborted) throw error;
    walk.leftOut.push({ path: prefix === "" ? folder.name : prefix, why: "unreadable" });
    return;
  }
  walk.entries += entries.length;
  for (const entry of entries) {
    const path = `${prefix}${entry.name}`;
    if (isHidden(entry.name)) {
      walk.leftOut.push({ path: entry.isDirectory ? `${path}/` : path, why: "hidden" });
    } else await take(walk, entry, path, level + 1);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A folder is told in pieces of about a hundred, and is at its end when a piece is empty. By name, as in a list. */
async function entriesOf(folder: FileSystemDirectoryEntry, signal: AbortSignal): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    signal.throwIfAborted();
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (piece.length === 0) break;
    all.push(...piece);
    if (all.length > mostEntries) break;
  }
  return all.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What was picked in the browser's own dialog: single files, or a folder with all that is in it. */
export function filesOfInput(list: ArrayLike<File>): FileSource {
  const files = Array.from(list);
  return async (tell) => {
    const chosen: ChosenFile[] = [];
    const leftOut: LeftOut[] = [];
    let folder: string | null = null;
    for (const file of files) {
      const parts = file.webkitRelativePath.split("/").filter(Boolean);
      if (parts.length > 1) folder ??= parts[0] ?? null;
      const within = parts.slice(1);
      const path = within.join("/") || file.name;
      const hidden = within.findIndex(isHidden);
      if (hidden >= 0) {
        const isFile = hidden === within.length - 1;
        const passed = `${within.slice(0, hidden + 1).join("/")}${isFile ? "" : "/"}`;
        if (!leftOut.some((one) => one.path === passed)) leftOut.push({ path: passed, why: "hidden" });
      } else if (chosen.length >= mostFiles) leftOut.push({ path, why: "too-many" });
      else chosen.push({ path, file });
    }
    tell(chosen.length);
    return { chosen, leftOut, folder };
  };
}
