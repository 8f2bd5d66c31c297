import { LatheError } from "../contract/errors.ts";
import type { IncludedSnippet, PromptContent, TemplateFormat } from "../model/content.ts";
import { maxTextLength } from "../model/text.ts";
import { isReference, parseTemplate } from "./template.ts";

/**
 * The content with every reference replaced by what it stands for: the same messages, without `snippets`. A reference
 * without a text, or to a snippet that leads into a cycle, stays as it is written; `checkContent` finds it. Values are
 * put in later, so one that looks like a reference is none.
 *
 * Fails with `prompts.too-long` before anything long is built.
 */
export function writeOutSnippets(content: PromptContent): PromptContent {
  const written = readWrittenOut(content);
  if (written.isTooLong) {
    throw new LatheError({
      code: "prompts.too-long",
      message: `With its snippets written out the prompt is longer than ${maxTextLength / 1_000_000} million characters.`,
      details: { limit: maxTextLength },
    });
  }
  return written.content;
}

export interface WrittenOut {
  /** Without snippets; as it was where it would be too long. */
  content: PromptContent;
  isTooLong: boolean;
  /** Where something at these offsets of a written message stands in the message itself, and which reference brought it. */
  placeOf(message: number, start: number, end: number): WrittenPlace;
  /** Whether a reference that stayed leads into a cycle; else there is no text for it. */
  isCycle(snippet: string): boolean;
}

export interface WrittenPlace {
  start: number;
  end: number;
  /** The snippet that the message refers to there; null: the words are the message's own. */
  snippet: string | null;
}

/** The same for whoever reads the text to say something about it. Never throws. */
export function readWrittenOut(content: PromptContent): WrittenOut {
  const { snippets, ...rest } = content;
  const writer = createSnippetWriter(snippets ?? [], content.templateFormat);
  const asItIs: WrittenOut = {
    content: snippets === undefined ? content : rest,
    isTooLong: false,
    placeOf: (_message, start, end) => ({ start, end, snippet: null }),
    isCycle: writer.isCycle,
  };
  const hasReferences = content.messages.some(
    (message) =>
      message.role !== "history" &&
      parseTemplate(message.template, content.templateFormat).references.length > 0,
  );
  if (!hasReferences) return asItIs;

  const lengths = content.messages.map((message) =>
    message.role === "history" ? 0 : writer.lengthOf(message.template),
  );
  if (lengths.reduce((sum, length) => sum + length, 0) > maxTextLength) return { ...asItIs, isTooLong: true };

  const pieces = content.messages.map((message) =>
    message.role === "history" ? [] : writer.piecesOf(message.template),
  );
  const messages = content.messages.map((message, index) =>
    message.role === "history" ? message : { ...message, template: joined(pieces[index] ?? []) },
  );
  return {
    ...asItIs,
    content: { ...rest, messages },
    placeOf: (message, start, end) => placeIn(pieces[message] ?? [], start, end),
  };
}

/** A piece of a written text, and where it comes from in the template. */
interface Piece {
  text: string;
  /** In the written text. */
  start: number;
  from: { start: number; end: number };
  snippet: string | null;
}

const joined = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join("");

/** Writes out templates of one format with the same snippets. Each snippet is read once, however often it is referred to. */
export function createSnippetWriter(snippets: readonly IncludedSnippet[], format: TemplateFormat) {
  const texts = new Map<string, string>();
  for (const { name, text } of snippets) if (!texts.has(name)) texts.set(name, text);
  const lengths = new Map<string, number | "cycle">();
  const written = new Map<string, string>();

  const standsFor = (snippet: string): string | null =>
    !texts.has(snippet) || sizeOf(snippet) === "cycle" ? null : snippetText(snippet);

  /** Until it is known, whatever leads back to a snippet leads into a cycle. */
  function sizeOf(snippet: string): number | "cycle" {
    const known = lengths.get(snippet);
    if (known !== undefined) return known;
    lengths.set(snippet, "cycle");
    let length = 0;
    for (const segment of parseTemplate(texts.get(snippet) ?? "", format).segments) {
      const isKnown = isReference(segment) && texts.has(segment.snippet);
      const inner = isKnown ? sizeOf(segment.snippet) : segment.end - segment.start;
      if (inner === "cycle") return inner;
      length += inner;
    }
    lengths.set(snippet, length);
    return length;
  }

  /** Put together with `+`, which copies nothing: of a long text that many snippets hand on there is one. */
  function snippetText(snippet: string): string {
    const known = written.get(snippet);
    if (known !== undefined) return known;
    const text = texts.get(snippet) ?? "";
    let whole = "";
    for (const segment of parseTemplate(text, format).segments) {
      const inner = isReference(segment) ? standsFor(segment.snippet) : null;
      whole += inner ?? text.slice(segment.start, segment.end);
    }
    written.set(snippet, whole);
    return whole;
  }

  return {
    isCycle: (snippet: string): boolean => texts.has(snippet) && sizeOf(snippet) === "cycle",
    /** In UTF-16 units, of the template written out; found without writing it. May be larger than any text can be. */
    lengthOf(template: string): number {
      let length = 0;
      for (const segment of parseTemplate(template, format).segments) {
        const inner = isReference(segment) && texts.has(segment.snippet) ? sizeOf(segment.snippet) : "cycle";
        length += inner === "cycle" ? segment.end - segment.start : inner;
      }
      return length;
    },
    piecesOf(template: string): Piece[] {
      const pieces: Piece[] = [];
      let start = 0;
      const push = (text: string, from: Piece["from"], snippet: string | null) => {
        if (text === "") return;
        pieces.push({ text, start, from, snippet });
        start += text.length;
      };
      let copied = 0;
      for (const segment of parseTemplate(template, format).segments) {
        const text = isReference(segment) ? standsFor(segment.snippet) : null;
        if (text === null || !isReference(segment)) continue;
        push(template.slice(copied, segment.start), { start: copied, end: segment.start }, null);
        push(text, { start: segment.start, end: segment.end }, segment.snippet);
        copied = segment.end;
      }
      push(template.slice(copied), { start: copied, end: template.length }, null);
      return pieces;
    },
  };
}

function placeIn(pieces: readonly Piece[], start: number, end: number): WrittenPlace {
  const first = pieceAt(pieces, start);
  const last = end > start ? pieceAt(pieces, end - 1) : first;
  if (first === undefined || last === undefined) return { start: 0, end: 0, snippet: null };
  const inTemplate = (piece: Piece, offset: number) => piece.from.start + offset - piece.start;
  return {
    start: first.snippet === null ? inTemplate(first, start) : first.from.start,
    end: last.snippet === null ? inTemplate(last, end) : last.from.end,
    snippet: first.snippet ?? last.snippet,
  };
}

/** The piece that an offset lies in; the last one for the end of the text. */
function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let from = 0;
  let to = pieces.length - 1;
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((pieces[middle]?.start ?? 0) <= offset) from = middle;
    else to = middle - 1;
  }
  return pieces[from];
}
