import { create } from "zustand";
import type { ErrorData } from "#shared/contract/errors.ts";
import {
  type PromptContent,
  type VariableValue,
  type VariableValues,
  variableValues,
} from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { neededVariables, ownValue } from "#shared/text/needed-variables.ts";
import type { TextStorage } from "../draft-mirror.ts";
import { errorDataOf } from "../error-data.ts";
import { createSaveTimer } from "../save-timer.ts";

export interface ValuesPorts {
  /** The values that the store has. */
  storedOf: (promptId: PromptId) => VariableValues | undefined;
  save: (values: Record<PromptId, VariableValues>) => Promise<void>;
  storage: TextStorage;
  /** What the store refuses for good, such as a value that is too long: only another value can mend it. */
  tell: (error: ErrorData) => void;
}

export const noValues: VariableValues = {};
const retryMs = 3_000;
const keyOf = (promptId: PromptId): string => `lathe.values.${promptId}`;

/**
 * The values on the screen, as typed: `readValue` tells what they are. They show at once and are saved within a moment;
 * until the store has them the browser keeps them, so that a page closed in mid-word finds the word again.
 */
export function createValues({ storedOf, save, storage, tell }: ValuesPorts) {
  /** A prompt that is absent has the stored values. */
  const useTyped = create<Record<PromptId, VariableValues>>(() => ({}));
  const unsaved = new Set<PromptId>();
  const timer = createSaveTimer({ idleMs: 350, maxMs: 2_000 }, () => void saveNow());

  const valuesOf = (promptId: PromptId): VariableValues =>
    useTyped.getState()[promptId] ?? storedOf(promptId) ?? noValues;

  function put(promptId: PromptId, values: VariableValues): void {
    useTyped.setState({ [promptId]: values });
    unsaved.add(promptId);
    keep(promptId, values);
    timer.touch();
  }

  function keep(promptId: PromptId, values: VariableValues | null): void {
    try {
      if (values === null) storage.removeItem(keyOf(promptId));
      else storage.setItem(keyOf(promptId), JSON.stringify(values));
    } catch {
      // Storage that is full or switched off is no reason to stop typing.
    }
  }

  /** Saves what was typed now rather than in a moment. What fails is tried again. */
  async function saveNow(): Promise<void> {
    timer.cancel();
    const saving = new Map([...unsaved].map((promptId) => [promptId, valuesOf(promptId)]));
    if (saving.size === 0) return;
    unsaved.clear();
    try {
      await save(Object.fromEntries(saving));
      for (const [promptId, values] of saving) {
        if (valuesOf(promptId) === values) keep(promptId, null);
      }
    } catch (thrown) {
      const error = errorDataOf(thrown);
      if (!error.retryable) {
        tell(error);
        return;
      }
      for (const promptId of saving.keys()) unsaved.add(promptId);
      setTimeout(() => timer.touch(), retryMs);
    }
  }

  return {
    useTyped,
    valuesOf,
    saveNow,
    /** `undefined` takes the value away, so that the default counts. */
    set(promptId: PromptId, name: string, value: VariableValue | undefined): void {
      const { [name]: _before, ...others } = valuesOf(promptId);
      put(promptId, value === undefined ? others : { ...others, [name]: value });
    },
    rename(promptId: PromptId, from: string, to: string): void {
      const { [from]: value, ...others } = valuesOf(promptId);
      if (value !== undefined) put(promptId, { ...others, [to]: value });
    },
    /** Gives the example to every variable that has one and no value yet. */
    fillWithExamples(promptId: PromptId, content: PromptContent): void {
      const values = valuesOf(promptId);
      const filled = Object.fromEntries(
        neededVariables(content).flatMap(({ name, example }) =>
          example === undefined || ownValue(values, name) !== undefined ? [] : [[name, example]],
        ),
      );
      if (Object.keys(filled).length > 0) put(promptId, { ...values, ...filled });
    },
    clear: (promptId: PromptId): void => put(promptId, noValues),
    /** Takes up what a closed page left behind for this prompt. */
    recover(promptId: PromptId): void {
      try {
        const kept = storage.getItem(keyOf(promptId));
        if (kept === null || unsaved.has(promptId)) return;
        put(promptId, variableValues.parse(JSON.parse(kept)));
      } catch {
        keep(promptId, null);
      }
    },
  };
}
