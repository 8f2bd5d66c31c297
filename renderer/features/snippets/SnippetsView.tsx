import type { PromptId } from "#shared/model/ids.ts";

export interface SnippetsViewProps {
  onOpenPrompt: (promptId: PromptId) => void;
}

export function SnippetsView(_props: SnippetsViewProps) {
  return null;
}
