import type { TemplateFormat, Variable } from "../../model/content.ts";
import { parseTemplate } from "../../text/template.ts";
import { doubled, placeholdersToFString, toDoubleBraces } from "../placeholders.ts";
import { convertTemplates } from "../syntax/convert.ts";
import { type Piece, textPiece } from "../syntax/pieces.ts";
import { readJinja } from "../syntax/read-jinja.ts";
import { readRunnable } from "../syntax/read-runnable.ts";

export interface WrittenText {
  /** null: a text without variables, whatever it looks like. */
  format: "f-string" | "mustache" | "jinja2" | null;
  text: string;
}

export interface United {
  templateFormat: TemplateFormat;
  texts: string[];
  /** Those of which the templates show that they are lists or JSON. */
  variables: Variable[];
  asJson: string[];
}

/** Each message of LangChain has a syntax of its own; a prompt of Lathe has one. The texts say the same afterwards. */
export function uniteTemplates(written: readonly WrittenText[]): United {
  const templateFormat = commonFormat(written);
  if (templateFormat === "jinja2") {
    const converted = convertTemplates(written.map(piecesOf), { syntax: "jinja2", variables: [] });
    if (converted !== undefined) return { ...converted, texts: converted.templates };
  }
  return {
    templateFormat,
    texts: written.map((one) => inFormat(one, templateFormat)),
    variables: [],
    asJson: [],
  };
}

function piecesOf({ format, text }: WrittenText): Piece[] | undefined {
  if (format === null) return [textPiece(text)];
  return format === "jinja2" ? readJinja(text, "jinja2") : readRunnable(text, format, new Map());
}

function commonFormat(written: readonly WrittenText[]): "f-string" | "mustache" | "jinja2" {
  if (written.some(({ format }) => format === "jinja2")) return "jinja2";
  const mustache = written.filter(({ format }) => format === "mustache");
  if (mustache.length === 0) return "f-string";
  const isOnly = written.every(
    ({ format, text }) => format === "mustache" || (format === null && !text.includes("{{")),
  );
  if (isOnly) return "mustache";
  const isPlain = mustache.every(({ text }) => {
    const { segments, problems } = parseTemplate(text, "mustache");
    return problems.length === 0 && segments.every(({ kind }) => kind === "text" || kind === "variable");
  });
  return isPlain ? "f-string" : "mustache";
}

function inFormat({ format, text }: WrittenText, into: "f-string" | "mustache" | "jinja2"): string {
  if (format === into) return text;
  if (into === "f-string") return format === null ? doubled(text) : placeholdersToFString(text);
  // Between the two kinds of doubled braces a plain variable is the same.
  return format === "f-string" ? toDoubleBraces(text, "f-string").text : text;
}
