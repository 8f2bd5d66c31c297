import type { App, BrowserWindow } from "electron";

/**
 * Whether this is the first Lathe on its workspace. A second one only brings the first one's window to the front, so
 * that two never work on one folder.
 */
export function claimSingleInstance(
  app: Pick<App, "requestSingleInstanceLock" | "on">,
  windows: () => Pick<BrowserWindow, "isMinimized" | "restore" | "focus">[],
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", () => {
    const [window] = windows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  return true;
}
