import { findHidden } from "../text/hidden-characters.ts";

/** HTML that is safe to write: made by `html` only, so that nothing gets in without being escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | string | number | null | false | undefined | readonly Value[];

/** Every text put into it is escaped; markup and lists of it are taken as they are; null and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  let text = strings[0] ?? "";
  for (const [index, value] of values.entries()) text += `${write(value)}${strings[index + 1] ?? ""}`;
  return new Markup(text);
}

function write(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(write).join("");
  return escapeHtml(String(value));
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

/**
 * Foreign text, with the characters written out that would turn its order around, hide in it, or mean something to a
 * terminal; in a direction of its own.
 */
export function foreign(text: string): Markup {
  let shown = "";
  let copied = 0;
  for (const { start, end, kind, codePoint } of findHidden(text)) {
    if (kind === "look-alike") continue;
    shown += `${escapeHtml(text.slice(copied, start))}<span class="hidden">⟨${codePoint}⟩</span>`;
    copied = end;
  }
  return new Markup(`<bdi>${shown}${escapeHtml(text.slice(copied))}</bdi>`);
}
