import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { WorkspaceState } from "#shared/contract/workspace.ts";
import { startI18n } from "../../i18n/i18n.ts";
import { renderInPage } from "../../ui/render-in-page.tsx";

const { host, script } = await vi.hoisted(async () =>
  (await import("../settings/scripted-host.ts")).scriptedHost(),
);
vi.mock("../../host/host.ts", () => ({ host, session: "test" }));
const { showWorkspace } = await import("../../host/workspace-store.ts");
const { ReadOnlyBanner } = await import("./ReadOnlyBanner.tsx");

let reloads = 0;
beforeEach(async () => {
  await startI18n("en");
  reloads = 0;
  vi.stubGlobal("location", {
    reload: () => {
      reloads += 1;
    },
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const readOnly = (reason: string): WorkspaceState => ({
  access: "read-only",
  fault: { code: `store.${reason}`, message: `Because ${reason}.`, retryable: true },
  checked: null,
});

function show(state: WorkspaceState) {
  showWorkspace(state);
  renderInPage(<ReadOnlyBanner />);
}
const tryAgain = () => act(async () => void fireEvent.click(screen.getByRole("button")));

it("is not there while everything can be saved", () => {
  show({ access: "full", fault: null, checked: null });
  expect(screen.queryByRole("region")).toBeNull();
});

it("R-13 says why nothing can be saved, and what to do about it", () => {
  show(readOnly("read-only-folder"));
  expect(screen.getByRole("region").textContent).toContain("The folder of the workspace cannot be written");
});

it("R-25 says that a newer Lathe is needed, not that permissions are wrong", () => {
  show(readOnly("newer-file"));
  expect(screen.getByRole("region").textContent).toContain("update Lathe");
  expect(screen.getByRole("region").textContent).not.toContain("permissions");
});

it("a reason nobody foresaw is told in its own words", () => {
  show(readOnly("moon-phase"));
  expect(screen.getByRole("region").textContent).toContain("Because moon-phase.");
});

it("stays and says so when the cause is still there, and loads the page anew when it is gone", async () => {
  show(readOnly("read-only"));
  script["workspace.reopen"] = () => readOnly("read-only");
  await tryAgain();
  expect(screen.getByRole("status").textContent).toContain("Still read-only");
  expect(reloads).toBe(0);
  script["workspace.reopen"] = () => ({ access: "full", fault: null, checked: null });
  await tryAgain();
  expect(reloads).toBe(1);
});
