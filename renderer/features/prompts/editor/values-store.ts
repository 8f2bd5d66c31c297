import type { VariableValues } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { updateSettings, useSettings } from "../../../host/settings-store.ts";
import { notifyError } from "../../../ui/notify.ts";
import { createValues, noValues } from "./create-values.ts";

/** The values of the prompts on this page; Settings keeps them. */
export const values = createValues({
  storedOf: (promptId) => useSettings.getState().values[promptId],
  save: (saving) => updateSettings({ values: saving }),
  storage: localStorage,
  tell: notifyError,
});

export function useValues(promptId: PromptId): VariableValues {
  const typed = values.useTyped((state) => state[promptId]);
  const stored = useSettings((state) => state.values[promptId]);
  return typed ?? stored ?? noValues;
}

/** Minds the values of a prompt while it is on the screen: from what a closed page left behind to the page's own end. */
export function mindValues(promptId: PromptId): () => void {
  values.recover(promptId);
  const leave = () => void values.saveNow();
  window.addEventListener("pagehide", leave);
  window.addEventListener("blur", leave);
  return () => {
    window.removeEventListener("pagehide", leave);
    window.removeEventListener("blur", leave);
    leave();
  };
}
