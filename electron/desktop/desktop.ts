import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type * as Electron from "electron";
import { listPageFiles } from "#core/page-files.ts";
import { createLog, toFile, toStderr } from "#core/system-log.ts";
import { createSystemPorts } from "#core/system-ports.ts";
import { createWorkbench, type Workbench } from "#core/workbench.ts";
import { defaultWorkspaceFolder } from "#core/workspace-folder.ts";
import { serveIpc } from "./ipc.ts";
import { menuTemplate } from "./menu.ts";
import { blockNetwork, guardNavigation } from "./navigation.ts";
import { pageSchemes, servePage } from "./page-protocol.ts";
import { denyPermissions } from "./permissions.ts";
import { chooseDesktopVault } from "./safe-storage-vault.ts";
import { claimSingleInstance } from "./single-instance.ts";
import { openWindow } from "./window.ts";

type DesktopElectron = Pick<
  typeof Electron,
  | "app"
  | "BrowserWindow"
  | "dialog"
  | "ipcMain"
  | "Menu"
  | "nativeTheme"
  | "protocol"
  | "safeStorage"
  | "session"
>;

/** Where the build put the preload script and the page. */
export interface DesktopFiles {
  preload: string;
  rendererFolder: string;
}

/** Starts the desktop app. Everything that has to happen before Electron is ready happens before this returns. */
export function startDesktop(electron: DesktopElectron, files: DesktopFiles): void {
  const { app, BrowserWindow } = electron;
  const folder = defaultWorkspaceFolder(process.platform, process.env, homedir());
  // Chromium's own files and the single-instance lock go with the workspace: two workspaces can be open at once.
  const userData = join(folder, "desktop");
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath("userData", userData);
  if (!claimSingleInstance(app, () => BrowserWindow.getAllWindows())) {
    app.quit();
    return;
  }
  electron.protocol.registerSchemesAsPrivileged(pageSchemes);
  app.enableSandbox();
  app.on("web-contents-created", (_event, contents) => guardNavigation(contents));
  app.on("window-all-closed", () => app.quit());

  // Never awaited at the top level of the main module: Electron waits for that module before it becomes ready.
  app.whenReady().then(
    () => openWorkbench(electron, files, folder).catch((error: unknown) => giveUp(electron, error)),
    (error: unknown) => giveUp(electron, error),
  );
}

async function openWorkbench(electron: DesktopElectron, files: DesktopFiles, folder: string): Promise<void> {
  const { app, session } = electron;
  const writeLine = toFile(join(folder, "logs", "desktop.log"));
  const log = createLog((line) => {
    writeLine(line);
    if (!app.isPackaged) toStderr(line);
  });
  denyPermissions(session.defaultSession);
  blockNetwork(session.defaultSession);
  servePage(electron.protocol, listPageFiles(files.rendererFolder));

  const vault = await chooseDesktopVault(electron.safeStorage, {
    platform: process.platform,
    workspaceFolder: folder,
  });
  const workbench = await createWorkbench({
    folder,
    host: "desktop",
    appVersion: app.getVersion(),
    capabilities: { nativeDialogs: false, nativeMenu: true },
    ports: createSystemPorts({ vault, log }),
    sample: true,
  });
  const stopIpc = serveIpc(electron.ipcMain, { workbench, log });
  closeBeforeQuit(app, workbench, stopIpc);

  const { locale, platform, isPackaged } = {
    locale: app.getLocale(),
    platform: process.platform,
    isPackaged: app.isPackaged,
  };
  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(menuTemplate({ locale, platform, isPackaged })),
  );
  openWindow(electron.BrowserWindow, {
    preload: files.preload,
    isDark: electron.nativeTheme.shouldUseDarkColors,
  });
}

/** Holds the quit until running work is stored and the database is closed. */
function closeBeforeQuit(app: Electron.App, workbench: Pick<Workbench, "close">, stopIpc: () => void): void {
  let isClosing = false;
  app.on("will-quit", (event) => {
    if (isClosing) return;
    isClosing = true;
    event.preventDefault();
    stopIpc();
    workbench.close().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
}

/** A start that fails is told in a window of the system's: there is no page yet that could. */
function giveUp({ app, dialog }: DesktopElectron, error: unknown): void {
  dialog.showErrorBox("Lathe could not start", error instanceof Error ? error.message : String(error));
  app.exit(1);
}
