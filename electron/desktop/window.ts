import type * as Electron from "electron";
import { pageOrigin } from "#core/page-policy.ts";
import type { Log } from "#core/ports.ts";
import type { Theme } from "#shared/model/settings.ts";
import {
  placeWindow,
  readWindowState,
  smallestSize,
  type WindowState,
  writeWindowState,
} from "./window-state.ts";

/** The page is as powerless as a page in a browser; all it has is the bridge of the preload. */
export const webPreferences = (preload: string): Electron.WebPreferences => ({
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

/** The page's own surfaces, for the moment before it is drawn and for edges while it is resized. */
const surface = { light: "#ffffff", dark: "#1b2021" };
const surfaceOf = ({ shouldUseDarkColors }: Pick<Electron.NativeTheme, "shouldUseDarkColors">): string =>
  shouldUseDarkColors ? surface.dark : surface.light;

export function windowOptions(
  preload: string,
  look: { place: ReturnType<typeof placeWindow>; backgroundColor: string },
): Electron.BrowserWindowConstructorOptions {
  return {
    title: "Lathe",
    ...look.place,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    // Shown when it has something to show: no white flash.
    show: false,
    backgroundColor: look.backgroundColor,
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload),
  };
}

interface WindowSettings {
  preload: string;
  /** Where the place of the window is kept between two starts. */
  stateFile: string;
  log: Log;
}

/** A page that never draws anything must not be a window that never appears. */
const showAfterMs = 5_000;

/** Opens the window as it was left, with Lathe's page in it. */
export function openWindow(
  electron: Pick<typeof Electron, "BrowserWindow" | "nativeTheme" | "screen">,
  { preload, stateFile, log }: WindowSettings,
): Electron.BrowserWindow {
  const { nativeTheme, screen } = electron;
  const left = readWindowState(stateFile);
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const workAreas = [main, ...others].map(({ workArea }) => workArea);
  const window = new electron.BrowserWindow(
    windowOptions(preload, {
      place: placeWindow(left?.bounds ?? null, workAreas),
      backgroundColor: surfaceOf(nativeTheme),
    }),
  );
  showWhenReady(window, left?.shown ?? "normal");
  rememberPlace(window, { stateFile, log, theme: () => nativeTheme.themeSource });
  const recolour = () => window.setBackgroundColor(surfaceOf(nativeTheme));
  nativeTheme.on("updated", recolour);
  window.once("closed", () => nativeTheme.off("updated", recolour));
  letClose(window.webContents);
  window.loadURL(`${pageOrigin}/`).catch((error: unknown) => {
    log("error", `The page could not be loaded: ${error}`);
    if (!window.isDestroyed()) window.show();
  });
  return window;
}

function showWhenReady(window: Electron.BrowserWindow, shown: WindowState["shown"]): void {
  const show = () => {
    clearTimeout(atLast);
    window.off("ready-to-show", show);
    if (window.isDestroyed() || window.isVisible()) return;
    if (shown === "maximised") window.maximize();
    window.show();
    if (shown === "full-screen") window.setFullScreen(true);
  };
  const atLast = setTimeout(show, showAfterMs);
  window.on("ready-to-show", show);
  window.once("closed", () => clearTimeout(atLast));
}

/** While an edge is dragged the size changes with every frame. */
const rememberAfterMs = 500;

function rememberPlace(
  window: Electron.BrowserWindow,
  { stateFile, log, theme }: Pick<WindowSettings, "stateFile" | "log"> & { theme: () => Theme },
): void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  let hasComplained = false;
  const remember = () => {
    clearTimeout(soon);
    const shown = window.isFullScreen() ? "full-screen" : window.isMaximized() ? "maximised" : "normal";
    try {
      writeWindowState(stateFile, { bounds: window.getNormalBounds(), shown, theme: theme() });
    } catch (error) {
      if (!hasComplained) log("warn", `The place of the window could not be kept: ${error}`);
      hasComplained = true;
    }
  };
  const rememberSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(remember, rememberAfterMs);
  };
  window.on("resize", rememberSoon);
  window.on("move", rememberSoon);
  window.on("maximize", rememberSoon);
  window.on("unmaximize", rememberSoon);
  window.on("enter-full-screen", rememberSoon);
  window.on("leave-full-screen", rememberSoon);
  window.on("close", remember);
  window.on("closed", () => clearTimeout(soon));
}

/**
 * While text is on its way to the workbench the page asks a browser to hold it open. Electron takes that for a no and
 * keeps the window open without a word; by then the page has sent its text and kept a copy, so it may go.
 */
export function letClose(contents: Pick<Electron.WebContents, "on">): void {
  contents.on("will-prevent-unload", (event) => event.preventDefault());
}
