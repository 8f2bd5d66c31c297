import { homedir } from "node:os";
import { join } from "node:path";
import type * as Electron from "electron";
import { listPageFiles } from "#core/page-files.ts";
import type { Log } from "#core/ports.ts";
import { createRedactor } from "#core/redactor.ts";
import { createLog, type LogSink, toFile, toStderr } from "#core/system-log.ts";
import { createSystemPorts } from "#core/system-ports.ts";
import { openWorkspace } from "#core/workspace/workspace.ts";
import { defaultWorkspaceFolder } from "#core/workspace-folder.ts";
import type { Settings } from "#shared/model/settings.ts";
import { createFileDialogs } from "./file-dialogs.ts";
import { followSettings } from "./follow-settings.ts";
import { serveIpc } from "./ipc.ts";
import { openLate } from "./late-workspace.ts";
import { contextMenuTemplate, menuTemplate } from "./menu.ts";
import { guardNavigation } from "./navigation.ts";
import { closeWebRtc, keepOffline, trustNobody } from "./offline-session.ts";
import { keepPageAlive } from "./page-health.ts";
import { pageSchemes, servePage } from "./page-protocol.ts";
import { denyBluetooth, denyPermissions } from "./permissions.ts";
import { closeBeforeQuit } from "./quit.ts";
import { chooseDesktopVault } from "./safe-storage-vault.ts";
import { bringToFront, claimSingleInstance } from "./single-instance.ts";
import { chooseUserData } from "./user-data.ts";
import { openWindow } from "./window.ts";
import { readWindowState } from "./window-state.ts";
import { wordsFor } from "./words.ts";

export type DesktopElectron = Pick<
  typeof Electron,
  | "app"
  | "BrowserWindow"
  | "dialog"
  | "ipcMain"
  | "Menu"
  | "nativeTheme"
  | "protocol"
  | "safeStorage"
  | "screen"
  | "session"
>;

/** Where the build put the preload script and the page. */
export interface DesktopFiles {
  preload: string;
  rendererFolder: string;
}

interface Surroundings {
  files: DesktopFiles;
  workspaceFolder: string;
  userData: string;
  platform: NodeJS.Platform;
}

/** Starts the desktop app. Everything that has to happen before Electron is ready happens before this returns. */
export function startDesktop(
  electron: DesktopElectron,
  files: DesktopFiles,
  platform: NodeJS.Platform = process.platform,
): void {
  const { app } = electron;
  const workspaceFolder = defaultWorkspaceFolder(platform, process.env, homedir());
  const userData = chooseUserData(workspaceFolder, app.getPath("userData"));
  app.setPath("userData", userData);
  let showWindow = () => {};
  if (!claimSingleInstance(app, () => showWindow())) {
    app.quit();
    return;
  }
  electron.protocol.registerSchemesAsPrivileged(pageSchemes);
  app.enableSandbox();
  trustNobody(app);
  app.on("web-contents-created", (_event, contents) => {
    guardNavigation(contents);
    denyBluetooth(contents);
    closeWebRtc(contents);
  });
  // On macOS a program without a window goes on, and its icon in the Dock opens one.
  app.on("window-all-closed", () => {
    if (platform !== "darwin") app.quit();
  });
  app.on("activate", () => showWindow());

  // Never awaited at the top level of the main module: Electron waits for that module before it becomes ready.
  app.whenReady().then(() => {
    try {
      showWindow = openShell(electron, { files, workspaceFolder, userData, platform });
      showWindow();
    } catch (error) {
      giveUp(electron, error);
    }
  });
}

/** Puts everything in place but the window, and answers the function that shows it, or opens it anew. */
function openShell(electron: DesktopElectron, surroundings: Surroundings): () => void {
  const { app, dialog, nativeTheme, session } = electron;
  const { files, userData, platform } = surroundings;
  const logFile = join(surroundings.workspaceFolder, "logs", "desktop.log");
  const log = openLog(logFile, app.isPackaged);
  const stateFile = join(userData, "window.json");
  denyPermissions(session.defaultSession);
  keepOffline(session.defaultSession, log);
  servePage(electron.protocol, listPageFiles(files.rendererFolder), log);

  let window: Electron.BrowserWindow | null = null;
  let words = wordsFor("system", app.getLocale());
  const showMenu = () => {
    const template = menuTemplate({ words: words.menu, platform, isPackaged: app.isPackaged });
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template));
  };
  const apply = ({ language, theme }: Pick<Settings, "language" | "theme">) => {
    nativeTheme.themeSource = theme;
    const chosen = wordsFor(language, app.getLocale());
    if (chosen === words) return;
    words = chosen;
    showMenu();
  };
  // Until the workspace is open: its own words come a moment later.
  nativeTheme.themeSource = readWindowState(stateFile)?.theme ?? "system";
  showMenu();

  const leaving = new AbortController();
  const dialogs = createFileDialogs(dialog, { window: () => window, words: () => words });
  const workspace = openLate(() => openDesktopWorkspace(electron, surroundings, log, dialogs), {
    log,
    onOpen: (opened) => void followSettings(opened, apply, leaving.signal),
  });
  const stopIpc = serveIpc(electron.ipcMain, { workbench: workspace, log });
  const quitNow = closeBeforeQuit(app, log, async () => {
    leaving.abort();
    stopIpc();
    await workspace.close();
  });

  function openAnew(): Electron.BrowserWindow {
    const opened = openWindow(electron, { preload: files.preload, stateFile, log });
    keepPageAlive(opened, {
      dialog,
      words: () => words,
      log,
      logFile,
      now: () => performance.now(),
      quit: () => app.quit(),
    });
    opened.webContents.on("context-menu", (_event, params) => {
      const template = contextMenuTemplate(words.menu, params);
      if (template !== null) electron.Menu.buildFromTemplate(template).popup({ window: opened });
    });
    opened.on("closed", () => {
      window = null;
    });
    // Windows ends a session without the events of a quit.
    opened.on("session-end", quitNow);
    return opened;
  }

  return () => {
    if (window === null) window = openAnew();
    else bringToFront(window);
  };
}

async function openDesktopWorkspace(
  electron: DesktopElectron,
  { workspaceFolder, platform }: Surroundings,
  log: Log,
  dialogs: ReturnType<typeof createFileDialogs>,
): ReturnType<typeof openWorkspace> {
  const vault = await chooseDesktopVault(electron.safeStorage, {
    platform,
    workspaceFolder,
    wish: process.env.LATHE_VAULT,
    log,
  });
  return openWorkspace({
    folder: workspaceFolder,
    host: "desktop",
    appVersion: electron.app.getVersion(),
    capabilities: { nativeDialogs: true, nativeMenu: true },
    ports: createSystemPorts({ vault, log }),
    dialogs,
    sample: true,
  });
}

/**
 * A log that cannot be written is no reason not to start. The workbench has redacted what it says; what the shell says
 * may hold the shape of a key as well.
 */
function openLog(file: string, isPackaged: boolean): Log {
  const { redact } = createRedactor();
  let writeLine: LogSink;
  try {
    writeLine = toFile(file);
  } catch {
    return createLog(toStderr, redact);
  }
  return createLog((line) => {
    writeLine(line);
    if (!isPackaged) toStderr(line);
  }, redact);
}

/** What keeps even the window from opening is told in one of the system's: there is no page that could. */
function giveUp({ app, dialog }: DesktopElectron, error: unknown): void {
  const { startFailed } = wordsFor("system", app.getLocale());
  dialog.showErrorBox(startFailed, error instanceof Error ? error.message : String(error));
  app.exit(1);
}
