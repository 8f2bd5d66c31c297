import type { TemplateFormat } from "../../model/content.ts";
import { parseTemplate } from "../../text/template.ts";
import { doubled, placeholdersToFString, toDoubleBraces } from "../placeholders.ts";

export interface Piece {
  /** null: a text without variables, whatever it looks like. */
  format: "f-string" | "mustache" | "jinja2" | null;
  text: string;
}

/** Each message of LangChain has a syntax of its own; a prompt of Lathe has one. The texts say the same afterwards. */
export function uniteTemplates(pieces: readonly Piece[]): {
  templateFormat: TemplateFormat;
  texts: string[];
} {
  const templateFormat = commonFormat(pieces);
  return { templateFormat, texts: pieces.map((piece) => written(piece, templateFormat)) };
}

function commonFormat(pieces: readonly Piece[]): "f-string" | "mustache" | "jinja2" {
  if (pieces.some(({ format }) => format === "jinja2")) return "jinja2";
  const mustache = pieces.filter(({ format }) => format === "mustache");
  if (mustache.length === 0) return "f-string";
  const isOnly = pieces.every(
    ({ format, text }) => format === "mustache" || (format === null && !text.includes("{{")),
  );
  if (isOnly) return "mustache";
  const isPlain = mustache.every(({ text }) => {
    const { segments, problems } = parseTemplate(text, "mustache");
    return problems.length === 0 && segments.every(({ kind }) => kind === "text" || kind === "variable");
  });
  return isPlain ? "f-string" : "mustache";
}

function written({ format, text }: Piece, into: "f-string" | "mustache" | "jinja2"): string {
  if (format === into) return text;
  if (into === "f-string") return format === null ? doubled(text) : placeholdersToFString(text);
  // Between the two kinds of doubled braces a plain variable is the same.
  return format === "f-string" ? toDoubleBraces(text, "f-string").text : text;
}
