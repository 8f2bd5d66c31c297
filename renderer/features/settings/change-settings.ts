import { loadSettings, updateSettings } from "../../host/settings-store.ts";
import { i18n } from "../../i18n/i18n.ts";
import { notifyError } from "../../ui/notify.ts";

/** Applies a change at once; where it cannot be stored, says so and shows again what is stored. */
export async function changeSettings(patch: Parameters<typeof updateSettings>[0]): Promise<void> {
  try {
    await updateSettings(patch);
  } catch (error) {
    notifyError(error, i18n.t("settings.notSaved"));
    await loadSettings().catch(() => {});
  }
}
