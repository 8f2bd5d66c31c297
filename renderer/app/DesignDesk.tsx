import { useCallback } from "react";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { DesignView } from "../features/design/DesignView.tsx";
import { DesignText } from "../features/prompts/editor/DesignText.tsx";
import { useDesignBinding } from "../features/prompts/editor/design-binding.ts";
import { DraftDiff } from "../features/prompts/history/DraftDiff.tsx";
import { ModelField } from "../features/suites/generate/ModelField.tsx";
import { openTestDialog } from "../features/tests/tests-view-store.ts";
import { openPrompt, showView } from "./app-store.ts";
import { openSnippet } from "./library-store.ts";

/** The spec of a prompt beside its text; the two rooms know each other only here. */
export function DesignDesk({ promptId }: { promptId: PromptId }) {
  const draft = useDesignBinding(promptId);
  const renderDiff = useCallback(
    (before: PromptContent, after: PromptContent, label: string) => (
      <DraftDiff before={before} after={after} label={label} />
    ),
    [],
  );
  return (
    <DesignView
      promptId={promptId}
      draft={draft}
      renderText={(notice) => <DesignText promptId={promptId} notice={notice} onOpenSnippet={openSnippet} />}
      renderDiff={renderDiff}
      renderModelField={(field) => <ModelField {...field} />}
      onTest={(suiteId) => openTestDialog({ promptId, suiteId })}
      onClose={() => showView(promptId, "edit")}
      onCreated={(created) => openPrompt(created, "design")}
    />
  );
}
