import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { drafts } from "../features/prompts/draft-store.ts";
import { values } from "../features/prompts/editor/values-store.ts";
import { host } from "../host/host.ts";
import { openPrompt } from "./app-store.ts";

/** The text of a prompt that a test is to be made of: as it stands on this page, or as it is stored. */
export async function draftOf(promptId: PromptId): Promise<PromptContent> {
  const open = drafts.draftOf(promptId)?.content;
  return open ?? (await host.call("prompts.open", { promptId })).draft.content;
}

/** The prompt with the inputs of a case in its fields; what else was typed there stays. */
export function openWithValues(promptId: PromptId, inputs: VariableValues): void {
  for (const [name, value] of Object.entries(inputs)) values.set(promptId, name, value);
  openPrompt(promptId, "edit");
}
