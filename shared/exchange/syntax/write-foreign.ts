import { arePiecesEqual, type ForeignSyntax, joinPieces, type Piece } from "./pieces.ts";
import { helperNames, readHandlebars } from "./read-handlebars.ts";
import { readJinja } from "./read-jinja.ts";

/** undefined: the syntax cannot say this. What is written was read back and found to be the same. */
export function writeForeign(pieces: readonly Piece[], syntax: ForeignSyntax): string | undefined {
  const joined = joinPieces(pieces);
  for (const template of candidates(joined, syntax)) {
    if (template === undefined) continue;
    const read = syntax === "handlebars" ? readHandlebars(template) : readJinja(template, syntax);
    if (read !== undefined && arePiecesEqual(read, joined)) return template;
  }
  return undefined;
}

/** The plainest first. */
function candidates(pieces: readonly Piece[], syntax: ForeignSyntax): (string | undefined)[] {
  if (syntax === "handlebars") {
    return [false, true].map((guarded) => {
      const template = writeAllHandlebars(pieces, { loops: 0, inside: false, guarded });
      return template === undefined ? undefined : joinTags(template);
    });
  }
  const template = writeAllJinja(pieces, { loops: 0, syntax, inside: false });
  // Jinja2 takes the last line feed of a template away.
  return [syntax === "jinja2" && template?.endsWith("\n") ? `${template}\n` : template];
}

const joinAll = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined) ? parts.join("") : undefined;

interface JinjaScope {
  loops: number;
  syntax: "jinja2" | "nunjucks";
  /** Within a tag's block: its end follows. */
  inside: boolean;
}

function writeAllJinja(pieces: readonly Piece[], scope: JinjaScope): string | undefined {
  const item = `item${scope.loops > 1 ? scope.loops : ""}`;
  return joinAll(
    pieces.map((piece, at): string | undefined => {
      switch (piece.kind) {
        case "text":
          return escapeJinja(piece.text, scope.inside || pieces[at + 1] !== undefined);
        case "value":
          return `{{ ${piece.name}${filterOf(piece.as, scope.syntax)} }}`;
        case "item":
          return `{{ ${item} }}`;
        case "field":
          return `{{ ${item}.${piece.name} }}`;
        case "when": {
          const body = writeAllJinja(piece.body, { ...scope, inside: true });
          const other = writeAllJinja(piece.otherwise, { ...scope, inside: true });
          if (body === undefined || other === undefined) return undefined;
          if (body === "") return `{% if not ${piece.name} %}${other}{% endif %}`;
          return `{% if ${piece.name} %}${body}${other === "" ? "" : `{% else %}${other}`}{% endif %}`;
        }
        case "each": {
          const inner = { ...scope, loops: scope.loops + 1, inside: true };
          const body = writeAllJinja(piece.body, inner);
          const other = writeAllJinja(piece.otherwise, { ...scope, inside: true });
          if (body === undefined || other === undefined) return undefined;
          const each = `item${inner.loops > 1 ? inner.loops : ""}`;
          const end = other === "" ? "" : `{% else %}${other}`;
          return `{% for ${each} in ${piece.name} %}${body}${end}{% endfor %}`;
        }
        default:
          return undefined;
      }
    }),
  );
}

const filterOf = (as: "plain" | "json" | "lines", syntax: JinjaScope["syntax"]): string =>
  as === "lines" ? ' | join("\\n")' : as === "json" ? (syntax === "jinja2" ? " | tojson" : " | dump") : "";

/** A brace that would open a tag, alone or with the one of the tag behind it, is written as a text in a tag. */
const escapeJinja = (text: string, tagFollows: boolean): string =>
  text.replace(tagFollows ? /\{(?=[{%#]|$)/g : /\{(?=[{%#])/g, '{{ "{" }}');

interface HandlebarsScope {
  loops: number;
  inside: boolean;
  /** With a comment beside each tag that would otherwise take its line with it. */
  guarded: boolean;
}

function writeAllHandlebars(pieces: readonly Piece[], scope: HandlebarsScope): string | undefined {
  return joinAll(
    pieces.map((piece, at): string | undefined => {
      switch (piece.kind) {
        case "text":
          return escapeHandlebars(
            piece.text,
            scope.inside || at > 0,
            scope.inside || pieces[at + 1] !== undefined,
          );
        case "value":
          return valueInHandlebars(piece, scope.loops);
        case "item":
          return "{{this}}";
        case "field":
          return `{{${helperNames.has(piece.name) ? "this." : ""}${piece.name}}}`;
        case "when":
        case "each": {
          const isNot = piece.kind === "when" && piece.body.length === 0;
          const inner = { ...scope, loops: scope.loops + (piece.kind === "each" ? 1 : 0), inside: true };
          const kept = (text: string) => (scope.guarded ? withGuards(text) : text);
          const body = writeAllHandlebars(isNot ? piece.otherwise : piece.body, inner);
          const other = isNot ? "" : writeAllHandlebars(piece.otherwise, { ...scope, inside: true });
          if (body === undefined || other === undefined) return undefined;
          const helper = piece.kind === "each" ? "each" : isNot ? "unless" : "if";
          const middle = other === "" ? "" : `{{else}}${kept(other)}`;
          return `{{#${helper} ${pathOf(piece.name, scope.loops)}}}${kept(body)}${middle}{{/${helper}}}`;
        }
        default:
          return undefined;
      }
    }),
  );
}

function valueInHandlebars({ name, as }: { name: string; as: string }, loops: number): string {
  const path = pathOf(name, loops);
  if (as === "json") return `{{json ${path}}}`;
  if (as === "lines") return `{{#each ${path}}}{{this}}{{#unless @last}}{{!}}\n{{/unless}}{{/each}}`;
  return `{{${path}}}`;
}

const pathOf = (name: string, loops: number): string =>
  loops > 0 ? "../".repeat(loops) + name : helperNames.has(name) ? `this.${name}` : name;

/** Handlebars drops the line of a tag that stands alone; beside a comment it does not stand alone. */
const withGuards = (body: string): string =>
  `${/^[ \t]*\r?\n/.test(body) ? "{{!}}" : ""}${body}${/\n[ \t]*$/.test(body) ? "{{!}}" : ""}`;

/**
 * `\\{{` is a pair of braces; a backslash that stands before a tag is doubled. A brace beside a tag would be read as one of
 * its own: a blank comes between them, which the tag takes away again (`joinTags`).
 */
function escapeHandlebars(text: string, isBehindTag: boolean, tagFollows: boolean): string {
  const start = isBehindTag && text.startsWith("}") ? `${gap} ` : "";
  const escaped = start + text.replace(/\{\{/g, "\\{{");
  if (!tagFollows) return escaped;
  if (escaped.endsWith("\\")) return `${escaped}\\`;
  return escaped.endsWith("{") && !escaped.endsWith("\\{{") ? `${escaped} ${gap}` : escaped;
}

const gap = "\u0000";
const joinTags = (template: string): string =>
  template.replaceAll(`${gap}{{`, "{{~").replaceAll(`}}${gap}`, "~}}");
