import { create } from "zustand";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";

export type InspectorTab = "variables" | "model" | "tools";

interface EditorView {
  isPreviewing: boolean;
  isInspectorOpen: boolean;
  tab: InspectorTab;
  /** The variable whose definition is unfolded. */
  unfolded: string | null;
  /** The prompt whose version is being saved. */
  savingVersion: PromptId | null;
  /** The piece of a message's text that is about to be shown, with the cursor at it; in whatever prompt is there if none is named. */
  reveal: { promptId?: PromptId; index: number; start: number; end: number } | null;
  /** The prompt that was just created: it opens with the cursor in its first message. */
  begun: PromptId | null;
}

/** How the editor stands; the same for every tab, so that nothing jumps when another prompt is chosen. */
export const useEditorView = create<EditorView>(() => ({
  isPreviewing: false,
  isInspectorOpen: true,
  tab: "variables",
  unfolded: null,
  savingVersion: null,
  reveal: null,
  begun: null,
}));

export const showTab = (tab: InspectorTab): void => useEditorView.setState({ isInspectorOpen: true, tab });

export const togglePreview = (): void =>
  useEditorView.setState(({ isPreviewing }) => ({ isPreviewing: !isPreviewing }));

export const toggleInspector = (): void =>
  useEditorView.setState(({ isInspectorOpen }) => ({ isInspectorOpen: !isInspectorOpen }));

/** A text editor has further elements of its own that take no keys. */
const focusable =
  "[role=textbox], textarea:not([aria-hidden=true]), input:not([type=hidden]):not([aria-hidden=true]), button";

/** Brings the field of a variable's value to the front and puts the cursor into it. */
export function focusValue(name: string): void {
  showTab("variables");
  focusWhenShown(`[data-value-of="${CSS.escape(name)}"]`);
}

/** The prompt is about to be opened for the first time. */
export const beginWriting = (promptId: PromptId): void => useEditorView.setState({ begun: promptId });

export function focusMessage(index: number): void {
  useEditorView.setState({ isPreviewing: false });
  focusWhenShown(`[data-message="${index}"] [data-message-text]`);
}

/** Goes to what a problem is about. */
export function showPlace(place: Finding["place"], content: PromptContent): void {
  if (place.in === "variable") {
    focusDefinition(content.variables[place.index]?.name ?? "");
    return;
  }
  if (place.in === "snippet") return;
  const { index, start, end } = place;
  focusMessage(index);
  if (end > start) useEditorView.setState({ reveal: { index, start, end } });
}

/** Shows a piece of a message, as soon as the prompt is there. */
export function revealText(promptId: PromptId, index: number, start: number, end: number): void {
  useEditorView.setState({ isPreviewing: false, reveal: { promptId, index, start, end } });
}

export const forgetReveal = (): void => useEditorView.setState({ reveal: null });

/** Puts the cursor into the name of a tool. */
export const focusTool = (index: number): void => focusWhenShown(`[data-tool="${index}"]`);

/** Unfolds a variable's definition, with the cursor in its name. */
export function focusDefinition(name: string): void {
  showTab("variables");
  useEditorView.setState({ unfolded: name });
  focusWhenShown(`[data-definition-of="${CSS.escape(name)}"]`);
}

function focusWhenShown(selector: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const place = document.querySelector(selector);
      const field = place?.querySelector<HTMLElement>(focusable);
      field?.scrollIntoView({ block: "nearest" });
      field?.focus();
    }),
  );
}
