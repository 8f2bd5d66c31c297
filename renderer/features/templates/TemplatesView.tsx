import type { PromptId } from "#shared/model/ids.ts";

export interface TemplatesViewProps {
  onOpenPrompt: (promptId: PromptId) => void;
}

export function TemplatesView(_props: TemplatesViewProps) {
  return null;
}
