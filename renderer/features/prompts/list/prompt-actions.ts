import { create } from "zustand";
import type { Input } from "#shared/contract/operations.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { host } from "../../../host/host.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { notifyDone, notifyError, notifyUndo } from "../../../ui/notify.ts";
import { rememberSummaries } from "./prompt-summaries.ts";

/** What a new prompt opens with: its text, or the spec that its text is made from. */
export type Beginning = "text" | "spec";

/** The question that is open about a prompt; there is one dialog for all of them. */
export type PromptQuestion =
  | { kind: "create"; begins?: Beginning }
  | { kind: "rename" | "duplicate" | "move" | "tags"; prompt: PromptSummary };

export const usePromptDialog = create<{ question: PromptQuestion | null }>(() => ({ question: null }));

export const ask = (question: PromptQuestion): void => usePromptDialog.setState({ question });
export const stopAsking = (): void => usePromptDialog.setState({ question: null });

export async function createPrompt(input: Input<"prompts.create">): Promise<PromptSummary> {
  const prompt = await host.call("prompts.create", input);
  rememberSummaries([prompt]);
  return prompt;
}

export async function duplicatePrompt(promptId: PromptId, name: string): Promise<PromptSummary> {
  const copy = await host.call("prompts.duplicate", { promptId, name });
  rememberSummaries([copy]);
  return copy;
}

export async function updatePrompt(input: Input<"prompts.update">): Promise<PromptSummary> {
  const prompt = await host.call("prompts.update", input);
  rememberSummaries([prompt]);
  return prompt;
}

/** Takes the prompt out of the list, for as long as nobody presses Undo; `onRestored` hears when somebody does. */
export async function removePrompt(prompt: PromptSummary, onRestored?: () => void): Promise<void> {
  const { promptId, name } = prompt;
  try {
    await host.call("prompts.remove", { promptId });
  } catch (error) {
    notifyError(error, i18n.t("prompts.failure.remove"));
    return;
  }
  notifyUndo(i18n.t("prompts.done.removed", { name }), async () => {
    rememberSummaries([await host.call("prompts.restore", { promptId })]);
    notifyDone(i18n.t("prompts.done.restored", { name }));
    onRestored?.();
  });
}

export async function copyName({ name }: PromptSummary): Promise<void> {
  try {
    await navigator.clipboard.writeText(name);
    notifyDone(i18n.t("prompts.done.copied"));
  } catch (error) {
    notifyError(error, i18n.t("prompts.failure.copy"));
  }
}
