import { create } from "zustand";
import { LatheError } from "#shared/contract/errors.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { host } from "../../../host/host.ts";

/** What is known of each prompt on the page, whichever list or tab asked for it; null: it is not in the workspace. */
export const useSummaries = create<{ byId: Partial<Record<PromptId, PromptSummary | null>> }>(() => ({
  byId: {},
}));

export function rememberSummaries(prompts: PromptSummary[]): void {
  if (prompts.length === 0) return;
  useSummaries.setState(({ byId }) => ({
    byId: { ...byId, ...Object.fromEntries(prompts.map((prompt) => [prompt.promptId, prompt])) },
  }));
}

/** Asks for one prompt's summary. One that cannot be read now keeps what was known. */
export async function readSummary(promptId: PromptId): Promise<void> {
  try {
    const { prompt } = await host.call("prompts.open", { promptId });
    rememberSummaries([prompt]);
  } catch (error) {
    if (error instanceof LatheError && error.code === "prompts.not-found") forgetSummary(promptId);
  }
}

export const forgetSummary = (promptId: PromptId): void =>
  useSummaries.setState(({ byId }) => ({ byId: { ...byId, [promptId]: null } }));

export const useSummary = (promptId: PromptId | null): PromptSummary | null | undefined =>
  useSummaries(({ byId }) => (promptId === null ? null : byId[promptId]));
