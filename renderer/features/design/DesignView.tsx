import type { PromptId } from "#shared/model/ids.ts";

export function DesignView(_props: { promptId: PromptId }) {
  return null;
}
