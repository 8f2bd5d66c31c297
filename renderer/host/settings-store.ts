import { create } from "zustand";
import type { Input } from "#shared/contract/operations.ts";
import { type Settings, settings as settingsModel } from "#shared/model/settings.ts";
import { host, session } from "./host.ts";

type Patch = Input<"settings.update">["patch"];

/** The settings as the host keeps them; every feature reads them here, none keeps a copy. */
export const useSettings = create<Settings>(() => settingsModel.parse({}));

export async function loadSettings(): Promise<Settings> {
  const loaded = await host.call("settings.read", {});
  useSettings.setState(loaded, true);
  return loaded;
}

/** Shows the change at once and stores it; the store's answer wins. */
export async function updateSettings(patch: Patch): Promise<void> {
  const { values, panels, ...rest } = patch;
  // A field that is named but undefined stays as it is, here as in the store.
  const plain: Partial<Settings> = Object.fromEntries(
    Object.entries(rest).filter(([_name, value]) => value !== undefined),
  );
  useSettings.setState((now) => ({
    ...plain,
    values: { ...now.values, ...values },
    panels: { ...now.panels, ...panels },
  }));
  await host.call("settings.update", { patch, session });
}
