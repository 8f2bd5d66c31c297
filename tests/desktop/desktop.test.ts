import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WorkbenchOptions } from "#core/workbench.ts";
import { createClient } from "#shared/contract/client.ts";
import { createBridge } from "../../electron/desktop/bridge.ts";
import { startDesktop } from "../../electron/desktop/desktop.ts";
import { ipcTransport } from "../../renderer/host/ipc-transport.ts";
import { writePage } from "../contract/loopback-host.ts";
import { createScriptedWorkbench } from "../contract/scripted-workbench.ts";
import { createFakeElectron } from "./fake-electron.ts";

const opened: WorkbenchOptions[] = [];
let openFails: Error | null = null;
let workbenchClosed = false;
vi.mock("../../electron/core/workbench.ts", () => ({
  createWorkbench: async (options: WorkbenchOptions) => {
    opened.push(options);
    if (openFails !== null) throw openFails;
    return {
      ...createScriptedWorkbench(),
      close: async () => {
        workbenchClosed = true;
      },
    };
  },
}));

let folder = "";
let page: ReturnType<typeof writePage>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lathe-desktop-"));
  vi.stubEnv("LATHE_HOME", folder);
  page = writePage();
  opened.length = 0;
  openFails = null;
  workbenchClosed = false;
});
afterEach(() => {
  vi.unstubAllEnvs();
  page.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Electron with the parts that the start touches. `story` has what was asked of it, in order. */
function fakeElectron(options: { isFirst?: boolean } = {}) {
  const story: string[] = [];
  const tell = (line: string) => void story.push(line);
  const ready = Promise.withResolvers<void>();
  const settled = Promise.withResolvers<void>();
  const { ipcMain, openPage } = createFakeElectron();
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    setPath: (name: string, path: string) => tell(`${name} ${path}`),
    requestSingleInstanceLock: () => options.isFirst ?? true,
    enableSandbox: () => tell("sandbox"),
    whenReady: () => ready.promise,
    getVersion: () => "0.1.0",
    getLocale: () => "en",
    quit: () => tell("quit"),
    exit: (code: number) => {
      tell(`exit ${code}`);
      settled.resolve();
    },
  });
  class BrowserWindow extends EventEmitter {
    webContents = new EventEmitter();
    static getAllWindows = () => [];
    loadURL = async (url: string) => {
      tell(`load ${url}`);
      settled.resolve();
    };
    show = () => tell("show");
  }
  const session = new Proxy(
    { webRequest: { onBeforeRequest: () => tell("network blocked") } },
    { get: (target, name) => Reflect.get(target, name) ?? (() => tell(String(name))) },
  );
  const electron = {
    app,
    BrowserWindow,
    ipcMain,
    session: { defaultSession: session },
    dialog: { showErrorBox: (_title: string, text: string) => tell(`error ${text}`) },
    Menu: { buildFromTemplate: () => ({}), setApplicationMenu: () => tell("menu") },
    nativeTheme: { shouldUseDarkColors: false },
    protocol: {
      registerSchemesAsPrivileged: () => tell("schemes"),
      handle: (scheme: string) => tell(`serve ${scheme}`),
    },
    safeStorage: {
      getSelectedStorageBackend: () => "basic_text",
      isAsyncEncryptionAvailable: async () => true,
    },
  };
  const start = () => startDesktop(electron as never, { preload: "/p.cjs", rendererFolder: page.folder });
  return { app, start, story, becomeReady: ready.resolve, settled: settled.promise, openPage };
}

test("what Electron allows only before it is ready is done before it is ready", async () => {
  const { start, story, becomeReady, settled } = fakeElectron();
  start();
  expect(story).toEqual([`userData ${join(folder, "desktop")}`, "schemes", "sandbox"]);
  becomeReady();
  await settled;
  const before = (first: string, second: string) =>
    story.indexOf(first) >= 0 && story.indexOf(first) < story.indexOf(second);
  for (const guard of [
    "setPermissionRequestHandler",
    "setPermissionCheckHandler",
    "network blocked",
    "serve app",
  ]) {
    expect(before(guard, "load app://lathe/"), guard).toBe(true);
  }
});

test("the window's page reaches the workbench of its folder", async () => {
  const { start, becomeReady, settled, openPage } = fakeElectron();
  start();
  becomeReady();
  await settled;
  expect(opened).toMatchObject([{ folder, host: "desktop", sample: true, appVersion: "0.1.0" }]);
  const client = createClient(ipcTransport(createBridge(openPage().ipcRenderer)));
  expect(await client.call("settings.read", {})).toMatchObject({ theme: "system" });
});

test("a second Lathe on the same workspace ends without opening it", async () => {
  const { start, story, becomeReady } = fakeElectron({ isFirst: false });
  start();
  becomeReady();
  expect(story.at(-1)).toBe("quit");
  expect(opened).toEqual([]);
});

test("a workspace that cannot be opened is told in a window instead of a silent icon", async () => {
  openFails = new Error("The workspace was made by a newer Lathe.");
  const { start, story, becomeReady, settled } = fakeElectron();
  start();
  becomeReady();
  await settled;
  expect(story.slice(-2)).toEqual(["error The workspace was made by a newer Lathe.", "exit 1"]);
});

test("quitting waits until the workbench has stored its work", async () => {
  const { app, start, story, becomeReady, settled } = fakeElectron();
  start();
  becomeReady();
  await settled;
  let isHeld = false;
  app.emit("will-quit", { preventDefault: () => (isHeld = true) });
  expect(isHeld).toBe(true);
  await vi.waitUntil(() => story.includes("exit 0"));
  expect(workbenchClosed).toBe(true);
});

test("every page that appears, also a later one, is guarded", () => {
  const { app, start } = fakeElectron();
  start();
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: () => {} });
  app.emit("web-contents-created", {}, contents);
  let isStopped = false;
  contents.emit("will-frame-navigate", {
    url: "https://evil.example/",
    isMainFrame: true,
    preventDefault: () => (isStopped = true),
  });
  expect(isStopped).toBe(true);
});
