import { create } from "zustand";
import type { ProviderId } from "#shared/model/ids.ts";

export const sections = ["providers", "prices", "appearance", "workspace", "privacy", "keyboard"] as const;
export type SettingsSection = (typeof sections)[number];

/** `add`: a new provider is being described; an id: that one is being edited. */
export type OpenProviderDialog = { kind: "add" } | { kind: "edit"; providerId: ProviderId } | null;

interface SettingsViewState {
  section: SettingsSection;
  providerDialog: OpenProviderDialog;
}

/** Where the user is in Settings; kept while another area is shown, so that coming back finds the same place. */
export const useSettingsView = create<SettingsViewState>(() => ({
  section: "providers",
  providerDialog: null,
}));

export const showSection = (section: SettingsSection): void => useSettingsView.setState({ section });

export const openProviderDialog = (providerDialog: NonNullable<OpenProviderDialog>): void =>
  useSettingsView.setState({ section: "providers", providerDialog });

export const closeProviderDialog = (): void => useSettingsView.setState({ providerDialog: null });

/** Closes this dialog, but not another one that was opened while it was still storing. */
export function finishProviderDialog(dialog: OpenProviderDialog): void {
  if (useSettingsView.getState().providerDialog === dialog) closeProviderDialog();
}
