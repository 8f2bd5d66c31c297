import type { Input } from "#shared/contract/operations.ts";
import type { ImportAction, ImportItem } from "#shared/model/exchange.ts";
import type { PromptId } from "#shared/model/ids.ts";

/** What is to become of one thing that was found. */
export interface Choice {
  action: ImportAction;
  /** What it is to be called, where it is added. */
  name: string;
  /** Of which prompt it is to be a version; null: still to be chosen. */
  prompt: { promptId: PromptId; name: string } | null;
}

export type Choices = ReadonlyMap<string, Choice>;

export const mostNameLength = 120;

/** Nothing is ever replaced: what is there already is left alone, and the rest comes under a name that is free. */
export const suggestedChoice = (item: ImportItem): Choice => ({
  action: item.suggested,
  name: item.freeName,
  prompt: likeliestPrompt(item),
});

function likeliestPrompt({ name, taken, similar }: ImportItem): Choice["prompt"] {
  if (taken !== null && taken.promptId !== null) return { promptId: taken.promptId, name };
  return similar[0] ?? null;
}

export const suggestedChoices = (items: readonly ImportItem[]): Choices =>
  new Map(items.map((item) => [item.itemId, suggestedChoice(item)]));

/** Adds all, skips all, or goes back to what was suggested. What is to be a version of something stays so with `add`. */
export function chooseAll(
  items: readonly ImportItem[],
  now: Choices,
  wish: "add" | "skip" | "suggested",
): Choices {
  return new Map(
    items.map((item) => {
      const suggested = suggestedChoice(item);
      const choice = now.get(item.itemId) ?? suggested;
      const action =
        wish === "suggested"
          ? suggested.action
          : wish === "add" && choice.action === "version"
            ? "version"
            : wish;
      return [item.itemId, { ...choice, action }];
    }),
  );
}

export type ChoiceProblem = "name-needed" | "name-too-long" | "prompt-needed";

/** Why a choice cannot be carried out yet; null: it can. */
export function problemOf({ action, name, prompt }: Choice): ChoiceProblem | null {
  if (action === "version") return prompt === null ? "prompt-needed" : null;
  if (action === "skip") return null;
  if (name.trim() === "") return "name-needed";
  return name.trim().length > mostNameLength ? "name-too-long" : null;
}

export const countTaken = (choices: Choices): number =>
  [...choices.values()].filter(({ action }) => action !== "skip").length;

/** The first thing whose choice cannot be carried out. */
export const firstProblem = (items: readonly ImportItem[], choices: Choices): ImportItem | null =>
  items.find(({ itemId }) => {
    const choice = choices.get(itemId);
    return choice !== undefined && problemOf(choice) !== null;
  }) ?? null;

type WireChoice = Input<"exchange.import">["choices"][number];

/** Every item with its choice, so that what was skipped comes back with its losses too. */
export const wireChoices = (items: readonly ImportItem[], choices: Choices): WireChoice[] =>
  items.map((item): WireChoice => {
    const { action, name, prompt } = choices.get(item.itemId) ?? suggestedChoice(item);
    const { itemId } = item;
    if (action === "add") return { itemId, action, name: name.trim() };
    if (action === "version" && prompt !== null) return { itemId, action, promptId: prompt.promptId };
    return { itemId, action: "skip" };
  });

/** A suite that would come without a prompt: its own is left out, and none of that name is there. */
export function isOrphaned(item: ImportItem, items: readonly ImportItem[], choices: Choices): boolean {
  if (item.kind !== "suite" || item.forItem === null) return false;
  const prompt = items.find(({ itemId }) => itemId === item.forItem);
  return prompt !== undefined && prompt.taken === null && choices.get(prompt.itemId)?.action === "skip";
}
