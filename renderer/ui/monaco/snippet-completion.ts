import type { editor, IPosition, languages } from "monaco-editor/editor";
import type { TemplateFormat } from "#shared/model/content.ts";
import { isReference, parseTemplate } from "#shared/text/template.ts";
import type { Monaco } from "./monaco-api.ts";
import type { NamePlace } from "./template-completion.ts";
import type { TemplateContext } from "./template-session.ts";
import { describeSnippet } from "./template-words.ts";

const nameTail = /^[\p{L}\p{N}_-]*/u;
const probe = "x";

/** Whether the name of a snippet is being written at `offset`; the tokenizer is asked, as for the name of a variable. */
export function findReferencePlace(text: string, offset: number, format: TemplateFormat): NamePlace | null {
  const before = text.slice(0, offset);
  const closing = format === "mustache" ? "}}" : "}";
  const found = parseTemplate(`${before}${probe}${closing}`, format).segments.filter(isReference).at(-1);
  if (found === undefined || found.nameStart > offset || found.end !== offset + probe.length + closing.length)
    return null;
  const rest = text.slice(offset);
  let end = offset + (nameTail.exec(rest)?.[0].length ?? 0);
  for (let braces = 0; braces < closing.length && text[end] === "}"; braces += 1) end += 1;
  return { nameStart: found.nameStart, end, typed: before.slice(found.nameStart), closing };
}

export function completeReference(
  monaco: Monaco,
  model: editor.ITextModel,
  position: IPosition,
  { snippets, format }: TemplateContext,
): languages.CompletionList | null {
  const place = findReferencePlace(model.getValue(), model.getOffsetAt(position), format);
  if (place === null) return null;
  const from = model.getPositionAt(place.nameStart);
  const to = model.getPositionAt(place.end);
  if (from.lineNumber !== to.lineNumber) return null;
  const range = monaco.Range.fromPositions(from, to);
  return {
    suggestions: snippets
      .filter(({ unfit }) => unfit === undefined)
      .map((snippet, index) => ({
        label: { label: snippet.name, description: snippet.description },
        kind: monaco.languages.CompletionItemKind.Snippet,
        insertText: snippet.name + place.closing,
        filterText: snippet.name,
        sortText: String(index).padStart(5, "0"),
        documentation: { value: describeSnippet(snippet) },
        range,
      })),
  };
}
