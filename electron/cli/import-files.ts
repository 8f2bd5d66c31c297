import { lstat, open, readdir, realpath } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isGlob, matchesGlob } from "#shared/exchange/glob.ts";
import type { ImportFile } from "#shared/model/exchange.ts";
import { badInput } from "./exit-codes.ts";
import { readText } from "./read-text.ts";

export interface Skipped {
  path: string;
  why: string;
}

const mostFiles = 2_000;
const mostBytes = 20_000_000;
/** Of folders within folders. */
const deepest = 30;

/**
 * The files of the paths that a command names, and later those that they refer to. Only what lies in a named folder, or
 * in the folder of a named file, is ever opened, however a path or a link spells it; hidden files are not.
 */
export class ImportFiles {
  readonly files: ImportFile[] = [];
  readonly skipped: Skipped[] = [];
  readonly #paths = new Map<string, string>();
  /** Real paths of the folders in which files may be opened. */
  readonly #roots: string[] = [];
  readonly #signal: AbortSignal;
  #base = "";

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async take(named: readonly string[]): Promise<void> {
    const found: { path: string; isFolder: boolean }[] = [];
    for (const name of named) {
      if (name === "-") continue;
      const there = await realpath(resolve(name)).catch(() => null);
      const facts = there === null ? null : await lstat(there);
      if (there === null || facts === null) throw badInput(`There is no file or folder ${name}.`);
      if (!facts.isFile() && !facts.isDirectory()) throw badInput(`${name} is neither a file nor a folder.`);
      found.push({ path: there, isFolder: facts.isDirectory() });
    }
    this.#roots.push(...new Set(found.map(({ path, isFolder }) => (isFolder ? path : dirname(path)))));
    this.#base = commonFolder(this.#roots);
    for (const { path, isFolder } of found) {
      if (isFolder) await this.#walk(path, 0, (file) => this.#add(file));
      else await this.#add(path);
    }
    if (named.includes("-")) this.files.push({ path: "stdin", text: await readText("-", this.#signal) });
  }

  /** Of the paths that the files refer to, those that lie in their folder; whether there was any that is new. */
  async takeWanted(wanted: readonly string[]): Promise<boolean> {
    const before = this.files.length;
    for (const path of wanted) {
      if (this.#roots.length === 0) break;
      if (isGlob(path)) await this.#takePattern(path);
      else {
        const there = await realpath(join(this.#base, path)).catch(() => null);
        if (there !== null && this.#isInside(there) && !isHidden(path)) await this.#add(there);
      }
    }
    return this.files.length > before;
  }

  async #takePattern(pattern: string): Promise<void> {
    for (const root of this.#roots) {
      await this.#walk(root, 0, async (file) => {
        if (matchesGlob(this.#nameOf(file), pattern)) await this.#add(file);
      });
    }
  }

  async #walk(folder: string, depth: number, see: (file: string) => Promise<void>): Promise<void> {
    this.#signal.throwIfAborted();
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) await this.#followLink(path, see);
      else if (entry.isFile()) await see(path);
      else if (!entry.isDirectory()) this.#skip(path, "is no file");
      else if (depth >= deepest) this.#skip(path, "lies too deep");
      else await this.#walk(path, depth + 1, see);
    }
  }

  /** To a file of the folder; a link to a folder could lead round in circles. */
  async #followLink(path: string, see: (file: string) => Promise<void>): Promise<void> {
    const target = await realpath(path).catch(() => null);
    if (target === null || !this.#isInside(target))
      this.#skip(path, "is a link that leads out of the folder");
    else if ((await lstat(target)).isFile()) await see(target);
    else this.#skip(path, "is a link to a folder");
  }

  #isInside(path: string): boolean {
    return this.#roots.some((root) => path.startsWith(root.endsWith(sep) ? root : root + sep));
  }

  #nameOf(path: string): string {
    return relative(this.#base, path).split(sep).join("/");
  }

  #skip(path: string, why: string): void {
    this.skipped.push({ path: this.#nameOf(path), why });
  }

  async #add(path: string): Promise<void> {
    if (this.#paths.has(path)) return;
    if (this.files.length >= mostFiles)
      throw badInput(`There are more than ${mostFiles} files; name a smaller folder.`);
    this.#paths.set(path, path);
    const text = await this.#read(path);
    if (text !== null) this.files.push({ path: this.#nameOf(path), text });
  }

  async #read(path: string): Promise<string | null> {
    const handle = await open(path, "r").catch(() => null);
    if (handle === null) {
      this.#skip(path, "cannot be read");
      return null;
    }
    try {
      const facts = await handle.stat();
      if (!facts.isFile() || facts.size > mostBytes) {
        this.#skip(path, facts.isFile() ? `has more than ${mostBytes / 1e6} MB` : "is no file");
        return null;
      }
      const bytes = await handle.readFile({ signal: this.#signal });
      if (bytes.subarray(0, 8_000).includes(0)) {
        this.#skip(path, "is no text");
        return null;
      }
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      this.#signal.throwIfAborted();
      this.#skip(path, error instanceof TypeError ? "is not UTF-8 text" : "cannot be read");
      return null;
    } finally {
      await handle.close();
    }
  }
}

const isHidden = (path: string): boolean => path.split("/").some((name) => name.startsWith("."));

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? process.cwd();
  for (const folder of folders) {
    while (folder !== common && !folder.startsWith(common.endsWith(sep) ? common : common + sep)) {
      const up = dirname(common);
      if (up === common) break;
      common = up;
    }
  }
  return common;
}
