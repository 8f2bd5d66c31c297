import type { PromptId } from "#shared/model/ids.ts";
import { DesignView } from "../features/design/DesignView.tsx";

/** The spec of a prompt beside its text; the two rooms know each other only here. */
export function DesignDesk({ promptId }: { promptId: PromptId }) {
  return <DesignView promptId={promptId} />;
}
