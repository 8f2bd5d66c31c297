import { create } from "zustand";
import type { PromptContent, VariableValue, VariableValues } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { neededVariables, ownValue } from "#shared/text/needed-variables.ts";
import { updateSettings, useSettings } from "../../../host/settings-store.ts";
import { createSaveTimer } from "../save-timer.ts";

/** The values on the screen, as typed: `readValue` tells what they are. A prompt that is absent has those of Settings. */
const useTyped = create<Record<PromptId, VariableValues>>(() => ({}));

const noValues: VariableValues = {};
const retryMs = 3_000;
const unsaved = new Set<PromptId>();
const timer = createSaveTimer({ idleMs: 400, maxMs: 2_000 }, () => void saveValues());

export function useValues(promptId: PromptId): VariableValues {
  const typed = useTyped((state) => state[promptId]);
  const stored = useSettings((state) => state.values[promptId]);
  return typed ?? stored ?? noValues;
}

export const valuesOf = (promptId: PromptId): VariableValues =>
  useTyped.getState()[promptId] ?? useSettings.getState().values[promptId] ?? noValues;

function putValues(promptId: PromptId, values: VariableValues): void {
  useTyped.setState({ [promptId]: values });
  unsaved.add(promptId);
  timer.touch();
}

/** `undefined` takes the value away, so that the default counts. */
export function setValue(promptId: PromptId, name: string, value: VariableValue | undefined): void {
  const { [name]: _before, ...others } = valuesOf(promptId);
  putValues(promptId, value === undefined ? others : { ...others, [name]: value });
}

export function renameValue(promptId: PromptId, from: string, to: string): void {
  const { [from]: value, ...others } = valuesOf(promptId);
  if (value !== undefined) putValues(promptId, { ...others, [to]: value });
}

/** Gives the example to every variable that has one and no value yet. */
export function fillWithExamples(promptId: PromptId, content: PromptContent): void {
  const values = valuesOf(promptId);
  const filled = Object.fromEntries(
    neededVariables(content).flatMap(({ name, example }) =>
      example === undefined || ownValue(values, name) !== undefined ? [] : [[name, example]],
    ),
  );
  if (Object.keys(filled).length > 0) putValues(promptId, { ...values, ...filled });
}

export const clearValues = (promptId: PromptId): void => putValues(promptId, noValues);

/** Saves what was typed now rather than in a moment. What fails is tried again. */
export async function saveValues(): Promise<void> {
  timer.cancel();
  const prompts = [...unsaved];
  if (prompts.length === 0) return;
  unsaved.clear();
  try {
    await updateSettings({ values: Object.fromEntries(prompts.map((id) => [id, valuesOf(id)])) });
  } catch {
    for (const id of prompts) unsaved.add(id);
    setTimeout(() => timer.touch(), retryMs);
  }
}
