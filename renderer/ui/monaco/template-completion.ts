import type { editor, IPosition, languages } from "monaco-editor/editor";
import { isVariableName, type TemplateFormat } from "#shared/model/content.ts";
import { isNamed, parseTemplate } from "#shared/text/template.ts";
import { i18n } from "../../i18n/i18n.ts";
import type { Monaco } from "./monaco-api.ts";
import { declareCommand, type TemplateContext } from "./template-session.ts";
import { describeType, describeVariable } from "./template-words.ts";

/** The place of a variable's name around a cursor. Offsets are UTF-16. */
export interface NamePlace {
  nameStart: number;
  /** After the name and the closing braces that are there already. */
  end: number;
  /** What has been typed of the name before the cursor. */
  typed: string;
  closing: string;
}

const nameTail = /^[\p{L}\p{N}_]*/u;
const probe = "x";

/**
 * Whether a variable's name is being written at `offset`. The tokenizer itself is asked: the text up to the cursor is
 * completed to a variable, and it says whether it reads one. So a doubled brace offers nothing.
 */
export function findNamePlace(text: string, offset: number, format: TemplateFormat): NamePlace | null {
  const before = text.slice(0, offset);
  const closings = format === "mustache" ? ["}}}", "}}"] : ["}"];
  for (const closing of closings) {
    const found = parseTemplate(`${before}${probe}${closing}`, format).segments.filter(isNamed).at(-1);
    if (
      found === undefined ||
      found.nameStart > offset ||
      found.end !== offset + probe.length + closing.length
    ) {
      continue;
    }
    const rest = text.slice(offset);
    let end = offset + (nameTail.exec(rest)?.[0].length ?? 0);
    for (let braces = 0; braces < closing.length && text[end] === "}"; braces += 1) end += 1;
    return { nameStart: found.nameStart, end, typed: before.slice(found.nameStart), closing };
  }
  return null;
}

export function completeVariable(
  monaco: Monaco,
  model: editor.ITextModel,
  position: IPosition,
  context: TemplateContext,
): languages.CompletionList | null {
  const offset = model.getOffsetAt(position);
  const place = findNamePlace(model.getValue(), offset, context.format);
  if (place === null) return null;
  const from = model.getPositionAt(place.nameStart);
  const to = model.getPositionAt(place.end);
  if (from.lineNumber !== to.lineNumber) return null;
  const range = monaco.Range.fromPositions(from, to);
  const { Variable, Snippet } = monaco.languages.CompletionItemKind;

  const suggestions = context.variables.map(
    (variable, index): languages.CompletionItem => ({
      label: { label: variable.name, description: describeType(variable) },
      kind: Variable,
      insertText: variable.name + place.closing,
      filterText: variable.name,
      sortText: `0${String(index).padStart(4, "0")}`,
      documentation: { value: describeVariable(variable) },
      range,
    }),
  );
  // An exact match ranks first: offered beside `shop`, `sh` would be declared by everybody who types that far.
  const isNew =
    isVariableName(place.typed) &&
    !context.variables.some(({ name }) => name.toLowerCase().includes(place.typed.toLowerCase()));
  if (isNew && context.onAddVariable !== undefined) {
    suggestions.push({
      label: { label: place.typed, description: i18n.t("monaco.declareNew") },
      kind: Snippet,
      insertText: place.typed + place.closing,
      filterText: place.typed,
      sortText: "1",
      command: {
        id: declareCommand,
        title: i18n.t("monaco.declareNew"),
        arguments: [model.uri.toString(), place.typed],
      },
      range,
    });
  } else if (place.typed === "") {
    suggestions.push({
      label: i18n.t("monaco.newVariable"),
      kind: Snippet,
      // `}` would end the snippet's field.
      insertText: `\${1:${i18n.t("monaco.newVariableName")}}${place.closing.replaceAll("}", "\\}")}`,
      insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
      sortText: "1",
      range,
    });
  }
  // Asked again with each letter: the offer to declare carries the name as typed.
  return { suggestions, incomplete: true };
}
