import type { RunnableFormat } from "../../model/content.ts";
import { isReference, parseTemplate } from "../../text/template.ts";
import { joinPieces, type Piece, textPiece } from "./pieces.ts";
import type { Shape, Shapes } from "./shapes.ts";
import { parseMustache } from "./write-runnable.ts";

/** undefined: the template is broken, or what a section of it does depends on the value it is given. */
export function readRunnable(template: string, format: RunnableFormat, shapes: Shapes): Piece[] | undefined {
  const { segments, problems } = parseTemplate(template, format);
  // A reference that is still there has no text: nobody can say what it means elsewhere.
  if (problems.length > 0 || segments.some(isReference)) return undefined;
  if (format === "f-string") {
    return joinPieces(
      segments.map((segment): Piece => {
        if (segment.kind === "variable")
          return { kind: "value", name: segment.name, as: asOf(shapes.get(segment.name)) };
        const end = segment.kind === "escape" ? segment.start + 1 : segment.end;
        return textPiece(template.slice(segment.start, end));
      }),
    );
  }
  // Blanks in a tag cost the package quadratic time, and a comment may hold anything.
  const plain = segments
    .map((segment) => {
      if (segment.kind === "comment") return "{{!}}";
      if (!("name" in segment)) return template.slice(segment.start, segment.end);
      return `{{${signs[segment.kind]}${segment.name}}}`;
    })
    .join("");
  const pieces = readAll(parseMustache(plain), { shapes, loop: null, around: null });
  return pieces === undefined ? undefined : joinPieces(pieces);
}

const signs = { variable: "", "section-open": "#", inverted: "^", "section-close": "/" } as const;

interface Scope {
  shapes: Shapes;
  loop: "texts" | "records" | null;
  /** The section that makes `{{.}}` its own value. */
  around: string | null;
}

function readAll(tokens: ReturnType<typeof parseMustache>, scope: Scope): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const [kind, text, , , inner = []] of tokens) {
    const read =
      kind === "text"
        ? textPiece(text)
        : kind === "#" || kind === "^"
          ? readSection(kind, text, inner, scope)
          : readName(text, scope);
    if (read === undefined) return undefined;
    pieces.push(read);
  }
  return pieces;
}

function readName(name: string, { shapes, loop, around }: Scope): Piece | undefined {
  if (name === ".") {
    if (around !== null) return { kind: "value", name: around, as: "plain" };
    return loop === null ? undefined : { kind: "item" };
  }
  if (loop === "records") return shapes.has(name) ? undefined : { kind: "field", name };
  return { kind: "value", name, as: asOf(shapes.get(name)) };
}

const asOf = (shape: Shape | undefined): "plain" | "json" | "lines" =>
  shape === "texts" ? "lines" : shape === "records" || shape === "json" ? "json" : "plain";

function readSection(
  kind: "#" | "^",
  name: string,
  inner: ReturnType<typeof parseMustache>,
  scope: Scope,
): Piece | undefined {
  const shape = scope.shapes.get(name) ?? "scalar";
  if (shape === "json" || scope.loop === "records") return undefined;
  const isEach = shape !== "scalar";
  const within =
    kind === "^" ? scope : { ...scope, loop: isEach ? shape : scope.loop, around: isEach ? null : name };
  const read = readAll(inner, within);
  if (read === undefined) return undefined;
  return {
    kind: isEach ? "each" : "when",
    name,
    body: kind === "#" ? read : [],
    otherwise: kind === "#" ? [] : read,
  };
}
