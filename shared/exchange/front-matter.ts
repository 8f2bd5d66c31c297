import { Document, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { type Fields, isFields, type Json, readJson, withoutMark } from "./read-json.ts";
import { deepest, unreadable } from "./unreadable.ts";

export interface FrontMatter {
  /** null: the file has none, and is all template. */
  yaml: string | null;
  /** Which line of the file the YAML begins in. */
  line: number;
  body: string;
}

const fence = /^---[ \t]*$/;

/**
 * What stands between two lines of `---` at the start of a file, and the rest. Blank lines and comments may stand before
 * it. `isOpen` tells of a first line without a second.
 */
export function splitFrontMatter(text: string): FrontMatter & { isOpen: boolean } {
  const whole = withoutMark(text);
  const lines = linesOf(whole);
  const first = lines.findIndex(({ line }) => line.trim() !== "" && !line.startsWith("#"));
  const none = { yaml: null, line: 1, body: whole, isOpen: false };
  if (first < 0 || !fence.test(lines[first]?.line ?? "")) return none;
  const second = lines.findIndex(({ line }, at) => at > first && fence.test(line));
  const opening = lines[first];
  const closing = lines[second];
  if (opening === undefined || closing === undefined) return { ...none, isOpen: true };
  return {
    yaml: whole.slice(opening.next, closing.start),
    line: first + 2,
    body: whole.slice(closing.next),
    isOpen: false,
  };
}

function linesOf(text: string): { line: string; start: number; next: number }[] {
  const lines: { line: string; start: number; next: number }[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const next = end < 0 ? text.length : end + 1;
    lines.push({ line: text.slice(start, next).replace(/\r?\n$/, ""), start, next });
    start = next;
  }
  return lines;
}

/** What a person writes; a file of ten lines can otherwise name a thousand million values. */
const mostAliases = 500;
/** Of YAML, which is read slowly. */
const longest = 5_000_000;

/**
 * YAML 1.2 with merge keys as JSON has it. Each key is there once; a tag makes nothing but the plain value that it stands
 * before. `line`: in which line of the file the text begins, so that a fault is found.
 */
export function readYaml(text: string, line = 1): Json {
  if (text.length > longest)
    throw unreadable("unreadable", {
      said: `its YAML has ${text.length} characters; the limit is ${longest}`,
    });
  const counter = new LineCounter();
  try {
    const document = parseDocument(text, {
      merge: true,
      uniqueKeys: true,
      stringKeys: true,
      logLevel: "silent",
      prettyErrors: false,
      lineCounter: counter,
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const at = counter.linePos(error.pos[0]).line + line - 1;
      throw unreadable("broken-yaml", { line: at, said: error.message.split("\n")[0] ?? "" });
    }
    return new Plain().of(document.toJS({ maxAliasCount: mostAliases }), "", 0);
  } catch (error) {
    if (error instanceof RangeError) throw unreadable("too-deep", { limit: deepest });
    if (error instanceof ReferenceError) throw unreadable("broken-yaml", { line, said: error.message });
    throw error;
  }
}

/** What a file of `longest` characters can say without naming one of its values again and again. */
const mostWritten = 20_000_000;

/** As JSON has it: a date, a set or a number that JSON cannot say becomes its text, and what is named twice is there twice. */
class Plain {
  #written = 0;

  of(value: unknown, path: string, depth: number): Json {
    if (depth > deepest) throw unreadable("too-deep", { limit: deepest });
    this.#count(typeof value === "string" ? value.length : 1);
    if (value === null || value === undefined) return null;
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
    if (Array.isArray(value)) return value.map((inner, at) => this.of(inner, `${path}[${at}]`, depth + 1));
    if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return String(value);
    const fields: Fields = {};
    for (const [key, inner] of Object.entries(value)) {
      const inPath = path === "" ? key : `${path}.${key}`;
      if (key === "__proto__") throw unreadable("unsafe-key", { path: inPath });
      this.#count(key.length);
      fields[key] = this.of(inner, inPath, depth + 1);
    }
    return fields;
  }

  #count(characters: number): void {
    this.#written += characters + 1;
    if (this.#written > mostWritten)
      throw unreadable("unreadable", {
        said: `with its aliases written out it has more than ${mostWritten} characters`,
      });
  }
}

/** A document of data, YAML or JSON by its name, else by how it begins. */
export function readDocument({ path, text }: { path: string; text: string }): Json {
  const isJson = /\.json$/i.test(path) || (!/\.ya?ml$/i.test(path) && /^\uFEFF?\s*[{[]/.test(text));
  return isJson ? readJson(text) : readYaml(withoutMark(text));
}

/** The fields of front matter; an empty one has none. */
export function readFields(yaml: string, line: number): Fields {
  const root = readYaml(yaml, line);
  if (root === null) return {};
  if (!isFields(root)) throw unreadable("broken-yaml", { line, said: "fields with names are expected" });
  return root;
}

/** Read back by `readYaml` as it was. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_key, { key }) {
      // As a plain key it would merge another object in.
      if (isScalar(key) && key.value === "<<") key.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Without the fields that say nothing. */
export const withoutNothing = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== undefined &&
        value !== null &&
        value !== "" &&
        !(typeof value === "object" && Object.keys(value as object).length === 0),
    ),
  );
