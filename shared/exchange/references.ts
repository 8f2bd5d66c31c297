import type { ImportFile } from "../model/exchange.ts";
import type { Notes } from "./chat.ts";
import { resolveReference } from "./folder.ts";
import type { Folder } from "./found.ts";
import { isGlob } from "./glob.ts";

/** Of all files that one file names, each as often as it names it. */
const mostCharacters = 50_000_000;

/** The other files that a file names: only those that were given with it, each told where it is missing. */
export class References {
  readonly #wanted = new Set<string>();
  readonly #used = new Set<string>();
  #characters = 0;
  readonly #file: ImportFile;
  readonly #folder: Folder;
  readonly #notes: Notes;

  constructor(file: ImportFile, folder: Folder, notes: Notes) {
    this.#file = file;
    this.#folder = folder;
    this.#notes = notes;
  }

  get wanted(): string[] {
    return [...this.#wanted];
  }

  get used(): string[] {
    return [...this.#used];
  }

  /** Of a file that was not taken over after all the parts stay what they are by themselves. */
  releaseUsed(): void {
    this.#used.clear();
  }

  /** undefined: it is not there, which was told. `from`: the file that names it, where that is another one. */
  find(
    reference: string,
    notes: Notes = this.#notes,
    from: string = this.#file.path,
  ): ImportFile | undefined {
    const found = this.#folder.find(from, reference);
    if (found === "outside") {
      notes.warn("file-outside", { path: reference.slice(0, 200) });
      return undefined;
    }
    if (found === null) {
      notes.warn("file-missing", { path: reference.slice(0, 200) });
      const path = resolveReference(from, reference);
      if (path !== null) this.#wanted.add(path);
      return undefined;
    }
    return this.#take(found, notes) ? found : undefined;
  }

  /** The files of a pattern, of a folder, or the one of a path. */
  all(reference: string, notes: Notes = this.#notes): ImportFile[] {
    if (isGlob(reference)) return this.match(reference, notes);
    const isThere = this.#folder.find(this.#file.path, reference);
    if (isThere === null && /\/$|(?:^|\/)[^./]+$/.test(reference))
      return this.match(`${reference.replace(/\/$/, "")}/**`, notes);
    const found = this.find(reference, notes);
    return found === undefined ? [] : [found];
  }

  match(pattern: string, notes: Notes = this.#notes, from: string = this.#file.path): ImportFile[] {
    const found = this.#folder.match(from, pattern);
    if (found === "outside") {
      notes.warn("file-outside", { path: pattern.slice(0, 200) });
      return [];
    }
    const others = found.filter(({ path }) => path !== this.#file.path);
    if (others.length === 0) {
      notes.warn("file-missing", { path: pattern.slice(0, 200) });
      const wanted = resolveReference(from, pattern);
      if (wanted !== null) this.#wanted.add(wanted);
    }
    return others.filter((file) => this.#take(file, notes));
  }

  /** Each time that a file is named its text is in the result once more. */
  #take({ path, text }: ImportFile, notes: Notes): boolean {
    this.#characters += text.length;
    if (this.#characters > mostCharacters) {
      notes.lose("files-too-long", { path: path.slice(0, 200), millions: mostCharacters / 1_000_000 });
      return false;
    }
    this.#used.add(path);
    return true;
  }
}
