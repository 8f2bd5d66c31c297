import type { ReactNode } from "react";
import type { PromptContent, TemplateFormat, VariableValues } from "#shared/model/content.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";

/** The draft that the spec is beside of, as the room of the prompts keeps it. */
export interface DesignDraft {
  /** null while the prompt is not open. */
  content: PromptContent | null;
  /** As it stands at the moment of the question. */
  contentNow: () => PromptContent | null;
  /** One step of the draft's own undo; edits of a `group` in quick succession are one. */
  edit: (edit: (content: PromptContent) => PromptContent, group?: string) => void;
  /** Answers whether the text is in the store. */
  flush: () => Promise<boolean>;
  /** What was last typed for the variables. */
  valuesNow: () => VariableValues;
  showMessage: (index: number) => void;
  showValue: (name: string) => void;
  /** Where it is declared. */
  showVariable: (name: string) => void;
  /** What a rule of the linter found, in the language of the page; null: there is no such rule. */
  explainLint: (rule: string, data: Record<string, string>) => string | null;
  /** The same content in another template format, as far as it can be said in it. */
  inFormat: (content: PromptContent, format: TemplateFormat) => PromptContent;
}

export interface DesignProps {
  promptId: PromptId;
  draft: DesignDraft;
  /** The text itself, to be edited as anywhere else. */
  renderText: (notice: ReactNode) => ReactNode;
  /** What lies between two contents. */
  renderDiff: (before: PromptContent, after: PromptContent, label: string) => ReactNode;
  renderModelField: (field: {
    label: string;
    value: string | null;
    onChange: (model: string | null) => void;
  }) => ReactNode;
  onTest: (suiteId: SuiteId | null) => void;
  onClose: () => void;
  /** A prompt that was just made. */
  onCreated: (promptId: PromptId) => void;
}
