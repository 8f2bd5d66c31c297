import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents, WebPreferences } from "electron";
import { pageOrigin } from "#core/page-policy.ts";

/** The page is as powerless as a page in a browser; all it has is the bridge of the preload. */
export const webPreferences = (preload: string): WebPreferences => ({
  preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // The spelling checker fetches its dictionaries from the network.
  spellcheck: false,
});

const background = { light: "#ffffff", dark: "#1a1b1e" };

export function windowOptions(preload: string, isDark: boolean): BrowserWindowConstructorOptions {
  return {
    title: "Lathe",
    width: 1440,
    height: 900,
    minWidth: 880,
    minHeight: 560,
    // Shown when it has something to show: no white flash.
    show: false,
    backgroundColor: isDark ? background.dark : background.light,
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload),
  };
}

export function openWindow(
  Window: new (options: BrowserWindowConstructorOptions) => BrowserWindow,
  options: { preload: string; isDark: boolean },
): BrowserWindow {
  const window = new Window(windowOptions(options.preload, options.isDark));
  window.once("ready-to-show", () => window.show());
  letClose(window.webContents);
  window.loadURL(`${pageOrigin}/`).catch(() => window.show());
  return window;
}

/**
 * While text is on its way to the workbench the page asks a browser to hold it open. Electron takes that for a no and
 * keeps the window open without a word; by then the page has sent its text and kept a copy, so it may go.
 */
export function letClose(contents: Pick<WebContents, "on">): void {
  contents.on("will-prevent-unload", (event) => event.preventDefault());
}
