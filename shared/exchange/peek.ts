import type { ImportFile } from "../model/exchange.ts";
import { type Fields, isFields, type Json, withoutMark } from "./read-json.ts";

/** What a file looks like, worked out once: several readers ask. Nothing is taken from it before it was read with care. */
const seen = new WeakMap<ImportFile, { whole: Json | undefined; first: Fields | null }>();

function look(file: ImportFile): { whole: Json | undefined; first: Fields | null } {
  const known = seen.get(file);
  if (known !== undefined) return known;
  const whole = parsed(file.text);
  const found = { whole, first: whole === undefined ? firstLine(file.text) : null };
  seen.set(file, found);
  return found;
}

/** The value of a JSON file; undefined: it is something else. */
export const peekJson = (file: ImportFile): Json | undefined => look(file).whole;

/** The object of a JSON file; null: it is something else. */
export function peekFields(file: ImportFile): Fields | null {
  const { whole } = look(file);
  return isFields(whole) ? whole : null;
}

/** The first object of a file of JSON lines; null: it is something else. */
export const peekLine = (file: ImportFile): Fields | null => look(file).first;

function parsed(text: string): Json | undefined {
  if (!/^\s*[[{"]/.test(withoutMark(text.slice(0, 1_000)))) return undefined;
  try {
    return JSON.parse(withoutMark(text)) as Json;
  } catch {
    return undefined;
  }
}

/** As long as the first line of a data set can be. */
const longestLine = 1_000_000;

function firstLine(text: string): Fields | null {
  const start = withoutMark(text.slice(0, longestLine)).trimStart();
  if (!start.startsWith("{")) return null;
  const end = start.search(/[\r\n]/);
  const value = parsed(end < 0 ? start : start.slice(0, end));
  return isFields(value) ? value : null;
}

/** The ending of a file's name without the dot, in small letters. */
export const endingOf = ({ path }: Pick<ImportFile, "path">): string =>
  /\.([a-z0-9]{1,12})$/i.exec(path)?.[1]?.toLowerCase() ?? "";
