import { beforeEach, expect, it } from "vitest";
import {
  finishProviderDialog,
  openProviderDialog,
  showSection,
  useSettingsView,
} from "./settings-view-store.ts";

beforeEach(() => useSettingsView.setState(useSettingsView.getInitialState(), true));

it("shows the providers when a provider is to be added, whatever section was open", () => {
  showSection("keyboard");
  openProviderDialog({ kind: "add" });
  expect(useSettingsView.getState()).toMatchObject({ section: "providers", providerDialog: { kind: "add" } });
});

it("does not close a dialog that was opened while the one before was still storing", () => {
  openProviderDialog({ kind: "add" });
  const storing = useSettingsView.getState().providerDialog;
  openProviderDialog({ kind: "add" });
  finishProviderDialog(storing);
  expect(useSettingsView.getState().providerDialog).not.toBeNull();
  finishProviderDialog(useSettingsView.getState().providerDialog);
  expect(useSettingsView.getState().providerDialog).toBeNull();
});
