import type { App, BrowserWindow } from "electron";

/**
 * Whether this is the first Lathe on its workspace. A second one only has the first one show its window, so that two
 * never work on one folder. The lock belongs to `userData`: a Lathe on another workspace is a first one too.
 */
export function claimSingleInstance(
  app: Pick<App, "requestSingleInstanceLock" | "on">,
  showWindow: () => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on("second-instance", showWindow);
  return true;
}

export function bringToFront(
  window: Pick<BrowserWindow, "isMinimized" | "restore" | "show" | "focus">,
): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
