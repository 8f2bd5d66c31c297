import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";

export interface ExperimentDialogProps {
  /** The text of a prompt as it stands on this page. */
  draftOf: (promptId: PromptId) => Promise<PromptContent>;
  onStarted: () => void;
  onShowSuites: () => void;
}

/** What is to be compared, on what, by what, and what it will cost. */
export function ExperimentDialog(_props: ExperimentDialogProps) {
  return null;
}
