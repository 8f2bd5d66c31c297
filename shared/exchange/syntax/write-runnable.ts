import Mustache from "mustache";
import { allPieces, isSection, joinPieces, type Piece, textPiece } from "./pieces.ts";

/** f-string has names and nothing else. undefined: it cannot say this. */
export function writeFString(pieces: readonly Piece[]): string | undefined {
  let template = "";
  for (const piece of pieces) {
    if (piece.kind === "text") template += piece.text.replace(/[{}]/g, "$&$&");
    else if (piece.kind === "value") template += `{${piece.name}}`;
    else if (piece.kind === "snippet") template += `{>${piece.name}}`;
    else return undefined;
  }
  return template;
}

/** undefined: Mustache cannot say exactly this, for its own braces or for blanks beside a tag. */
export function writeMustache(pieces: readonly Piece[]): string | undefined {
  const turned = turnIndents(joinPieces(pieces));
  if ([...allPieces(turned)].some(({ kind }) => kind === "mark")) return undefined;
  const wanted = tagsOf(turned);
  const template = layOut(wanted);
  return isRead(template, wanted) ? template : undefined;
}

/** What Mustache sees; a snippet is put in before it is asked. */
type Tag = { kind: "text" | "value" | "open" | "inverted" | "close" | "snippet"; text: string };

function tagsOf(pieces: readonly Piece[]): Tag[] {
  const tags: Tag[] = [];
  const push = (kind: Tag["kind"], text: string) => {
    const last = tags.at(-1);
    if (kind === "text" && last?.kind === "text") last.text += text;
    else if (kind !== "text" || text !== "") tags.push({ kind, text });
  };
  const walk = (some: readonly Piece[]) => {
    for (const piece of some) {
      if (piece.kind === "text") push("text", piece.text);
      else if (piece.kind === "item") push("value", ".");
      else if (piece.kind === "snippet") push("snippet", piece.name);
      else if (isSection(piece)) {
        for (const half of ["body", "otherwise"] as const) {
          if (piece[half].length === 0) continue;
          push(half === "body" ? "open" : "inverted", piece.name);
          walk(piece[half]);
          push("close", piece.name);
        }
      } else if (piece.kind !== "mark") push("value", piece.name);
    }
  };
  walk(pieces);
  return tags;
}

const written: Record<Exclude<Tag["kind"], "text">, string> = {
  value: "",
  open: "#",
  inverted: "^",
  close: "/",
  snippet: ">",
};

/**
 * A line that holds section tags and nothing else is dropped with its blanks and its end, so what is to stay of it goes
 * to a line of its own. Blanks before a tag cannot be saved; `turnIndents` has moved those that can.
 */
function layOut(tags: readonly Tag[]): string {
  let template = "";
  let line: Tag[] = [];
  const endLine = (end: string) => {
    const whole = line.map(tagText).join("");
    const isDropped =
      line.some(({ kind }) => kind in sectionKinds) &&
      line.every((part) => part.kind in sectionKinds || (part.kind === "text" && part.text.trim() === ""));
    const last = line.at(-1);
    const blanks = last?.kind === "text" ? last.text : "";
    if (!isDropped || (end === "" && blanks === "")) template += whole + end;
    else template += `${whole.slice(0, whole.length - blanks.length)}\n${blanks}${end}`;
    line = [];
  };
  for (const tag of tags) {
    if (tag.kind !== "text") line.push(tag);
    else {
      const [first = "", ...rest] = tag.text.split("\n");
      if (first !== "") line.push({ kind: "text", text: first });
      for (const next of rest) {
        endLine("\n");
        if (next !== "") line.push({ kind: "text", text: next });
      }
    }
  }
  endLine("");
  return template;
}

const sectionKinds: Record<string, true> = { open: true, inverted: true, close: true };
const tagText = ({ kind, text }: Tag): string => (kind === "text" ? text : `{{${written[kind]}${text}}}`);

/**
 * `A␠␠[B␠␠]C` says what `A[␠␠B]␠␠C` says: blanks that stand before a tag at the start of a line, and at the end of what it
 * encloses as well, go behind it.
 */
function turnIndents(pieces: readonly Piece[]): Piece[] {
  const turned: Piece[] = [];
  for (const piece of pieces) {
    const last = turned.at(-1);
    if (!isSection(piece)) {
      turned.push(piece);
      continue;
    }
    const indent = last?.kind === "text" ? (/(?:^|\n)([ \t]+)$/.exec(last.text)?.[1] ?? "") : "";
    const isFirst = turned.length === 1 || (last?.kind === "text" && last.text.includes("\n"));
    const canTurn =
      indent !== "" &&
      isFirst &&
      [piece.body, piece.otherwise].every((half) => half.length === 0 || endsWith(half, indent));
    if (!canTurn || last?.kind !== "text") {
      turned.push({ ...piece, body: turnIndents(piece.body), otherwise: turnIndents(piece.otherwise) });
      continue;
    }
    turned[turned.length - 1] = textPiece(last.text.slice(0, last.text.length - indent.length));
    const turn = (half: Piece[]) =>
      half.length === 0 ? [] : turnIndents(joinPieces([textPiece(indent), ...withoutEnd(half, indent)]));
    turned.push({ ...piece, body: turn(piece.body), otherwise: turn(piece.otherwise) }, textPiece(indent));
  }
  return joinPieces(turned);
}

function endsWith(pieces: readonly Piece[], blanks: string): boolean {
  const last = pieces.at(-1);
  return last?.kind === "text" && last.text.endsWith(blanks);
}

function withoutEnd(pieces: readonly Piece[], blanks: string): Piece[] {
  const last = pieces.at(-1);
  return last?.kind === "text"
    ? [...pieces.slice(0, -1), textPiece(last.text.slice(0, last.text.length - blanks.length))]
    : [...pieces];
}

/** The real parser decides, so that nothing is written which means something else. */
function isRead(template: string, wanted: readonly Tag[]): boolean {
  // A text without tags is itself, and the parser would go through it character by character.
  if (!template.includes("{{")) return wanted.every(({ kind }) => kind === "text");
  const marked = wanted.some(({ kind }) => kind === "snippet")
    ? template.replace(/\{\{>([^{}]*)\}\}/g, (_all, name: string) => `{{snippet ${name}}}`)
    : template;
  try {
    return JSON.stringify(readTags(parseMustache(marked))) === JSON.stringify(wanted);
  } catch {
    return false;
  }
}

type MustacheToken = [kind: string, text: string, start: number, end: number, inner?: MustacheToken[]];

/** Without the memory that the package keeps of every template. */
export const parseMustache = (template: string): MustacheToken[] =>
  Object.assign(new Mustache.Writer(), { templateCache: undefined }).parse(template) as MustacheToken[];

function readTags(tokens: readonly MustacheToken[]): Tag[] {
  const tags: Tag[] = [];
  const walk = (some: readonly MustacheToken[]) => {
    for (const [kind, text, , , inner = []] of some) {
      if (kind === "text") {
        const last = tags.at(-1);
        if (last?.kind === "text") last.text += text;
        else tags.push({ kind: "text", text });
      } else if (kind === "#" || kind === "^") {
        tags.push({ kind: kind === "#" ? "open" : "inverted", text });
        walk(inner);
        tags.push({ kind: "close", text });
      } else if (kind === "name" && text.startsWith("snippet ")) {
        tags.push({ kind: "snippet", text: text.slice("snippet ".length) });
      } else tags.push({ kind: "value", text });
    }
  };
  walk(tokens);
  return tags;
}
