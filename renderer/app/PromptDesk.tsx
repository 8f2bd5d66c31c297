import type { PromptId } from "#shared/model/ids.ts";
import { PromptEditor } from "../features/prompts/editor/PromptEditor.tsx";
import { useRunBinding } from "../features/prompts/editor/run-binding.ts";
import { RunPanel } from "../features/runs/RunPanel.tsx";
import { showSection } from "../features/settings/settings-view-store.ts";
import { openCaseKeeper } from "../features/suites/suites-view-store.ts";
import { useSettings } from "../host/settings-store.ts";
import { goTo, showView } from "./app-store.ts";
import { openSnippet } from "./library-store.ts";

/** The text of a prompt and its runs side by side; the two rooms know each other only here. */
export function PromptDesk({ promptId }: { promptId: PromptId }) {
  const fontSize = useSettings((settings) => settings.editorFontSize);
  const binding = useRunBinding(promptId);
  return (
    <PromptEditor
      promptId={promptId}
      fontSize={fontSize}
      onShowHistory={() => showView(promptId, "history")}
      onOpenSnippet={openSnippet}
      runPanel={<RunPanel {...binding} onOpenSettings={showProviders} onKeepAsCase={openCaseKeeper} />}
    />
  );
}

function showProviders(): void {
  goTo("settings");
  showSection("providers");
}
