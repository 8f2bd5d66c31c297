import type { TFunction } from "i18next";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isRunnable, type PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Snippet } from "#shared/model/snippet.ts";
import { includeSnippets, keepIncluded, outdatedSnippets, textFor } from "#shared/text/include-snippets.ts";
import { snippetNamed, useSnippetLibrary } from "../../../../host/snippet-library.ts";
import type { SnippetHint } from "../../../../ui/monaco/TemplateEditor.tsx";
import { drafts } from "../../draft-store.ts";
import type { Edit } from "../content-edits.ts";

/** The edit, and with it the texts of what the messages refer to afterwards: both are one step to undo. */
export const withSnippetTexts =
  (edit: Edit): Edit =>
  (content) =>
    keepTexts(edit(content));

function keepTexts(content: PromptContent): PromptContent {
  if (useSnippetLibrary.getState().snippets === null) return content;
  try {
    return keepIncluded(content, snippetNamed);
  } catch {
    // More than a prompt can hold: the linter marks the references that have no text.
    return content;
  }
}

/** A text that came on another way, or before the library was known, gets what it refers to as well. */
export function useSnippetTexts(promptId: PromptId, content: PromptContent): void {
  const snippets = useSnippetLibrary((state) => state.snippets);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when either of the two is another
  useEffect(() => drafts.edit(promptId, keepTexts), [promptId, content, snippets]);
}

/** What the editor offers and explains: the snippets of the library, with the text that the prompt holds where it has one. */
export function useSnippetHints({ snippets, templateFormat }: PromptContent): readonly SnippetHint[] {
  const { t } = useTranslation();
  const library = useSnippetLibrary((state) => state.snippets);
  return useMemo(
    () => hintsOf(t, library ?? [], { snippets: snippets ?? [], templateFormat }),
    [t, library, snippets, templateFormat],
  );
}

function hintsOf(
  t: TFunction,
  library: readonly Snippet[],
  { snippets, templateFormat }: Required<Pick<PromptContent, "snippets" | "templateFormat">>,
): SnippetHint[] {
  if (!isRunnable(templateFormat)) return [];
  const held = new Map(snippets.map(({ name, text }) => [name, text]));
  const known = new Set(library.map(({ name }) => name));
  const own = snippets
    .filter(({ name }) => !known.has(name))
    .map(({ name, text }) => ({ name, text, description: t("editor.snippets.onlyHere") }));
  const ofLibrary = library.map((snippet): SnippetHint => {
    const { name, description } = snippet;
    const text = held.get(name) ?? textFor(snippet, templateFormat);
    if (text !== null) return { name, description, text };
    const format = t(`editor.format.${snippet.templateFormat}`);
    return { name, description, text: snippet.text, unfit: t("editor.snippets.unfit", { format }) };
  });
  return [...ofLibrary, ...own];
}

/** The names whose text the library has otherwise by now. */
export function useOutdated(content: PromptContent): readonly string[] {
  const library = useSnippetLibrary((state) => state.snippets);
  return useMemo(
    () => (library === null || content.snippets === undefined ? [] : outdatedSnippets(content, snippetNamed)),
    [library, content],
  );
}

/** Takes the library's text for these names. */
export const takeNewest =
  (names: readonly string[]): Edit =>
  (content) =>
    includeSnippets(content, snippetNamed, { isTaken: (name) => names.includes(name), dropsUnused: true })
      .content;
