import type { Notes } from "../chat.ts";
import { readDocument } from "../front-matter.ts";
import { isFields, type Json } from "../read-json.ts";
import type { References } from "../references.ts";

/**
 * Values of front matter with `${file:…}` read from the folder. `${env:…}` stays as text: nothing is looked up, whatever
 * it would have been.
 */
export class Values {
  readonly #references: References;
  readonly #notes: Notes;

  constructor(references: References, notes: Notes) {
    this.#references = references;
    this.#notes = notes;
  }

  of(value: Json): Json {
    if (typeof value === "string") return this.#ofText(value);
    if (Array.isArray(value)) return value.map((item) => this.of(item));
    if (!isFields(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.of(inner)]));
  }

  #ofText(text: string): Json {
    const env = /\$\{env:[^}]{1,200}\}/i.exec(text)?.[0];
    if (env !== undefined) this.#notes.warn("env-kept", { name: env });
    const path = /^\$\{file:([^}]{1,1000})\}$/i.exec(text.trim())?.[1];
    if (path === undefined) return text;
    const file = this.#references.find(path);
    if (file === undefined) return text;
    return /\.(?:json|ya?ml)$/i.test(file.path) ? readDocument(file) : file.text;
  }
}
