import { EventEmitter } from "node:events";
import type {
  App,
  BrowserWindowConstructorOptions,
  CustomScheme,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  NativeTheme,
  OpenDialogOptions,
  Protocol,
  SafeStorage,
  Screen,
} from "electron";
import { type DesktopElectron, startDesktop } from "../../electron/desktop/desktop.ts";
import { askListeners } from "./fake-contents.ts";
import { createFakeElectron, type FakePage, pageFrame } from "./fake-electron.ts";
import { FakeSession } from "./fake-session.ts";
import { displayOf, FakeWindow, laptop, type WindowSystem } from "./fake-window.ts";

/** One computer: its screens, and who holds which single-instance lock. */
export class FakeMachine {
  workAreas = [laptop];
  systemIsDark = false;
  locale = "en-GB";
  /** The folder of Electron for this program. */
  appData = "/nowhere";
  readonly locks = new Map<string, FakeApp>();
}

type AppUses =
  | "setPath"
  | "getPath"
  | "requestSingleInstanceLock"
  | "enableSandbox"
  | "whenReady"
  | "getVersion"
  | "getLocale"
  | "quit"
  | "exit";

/** The program's life as Electron runs it: ready only after the main module, closed windows before the end. */
class FakeApp extends EventEmitter implements Pick<App, AppUses> {
  isPackaged = true;
  isReady = false;
  isSandboxed = false;
  userData: string;
  exitCode: number | null = null;
  readonly windows: FakeWindow[] = [];
  readonly #machine: FakeMachine;
  readonly #ready = Promise.withResolvers<void>();
  #isQuitting = false;

  constructor(machine: FakeMachine) {
    super();
    this.#machine = machine;
    this.userData = machine.appData;
  }

  setPath(name: string, path: string): void {
    if (name === "userData") this.userData = path;
  }
  getPath(name: string): string {
    return name === "userData" ? this.userData : "/tmp";
  }
  requestSingleInstanceLock(): boolean {
    const first = this.#machine.locks.get(this.userData);
    if (first === undefined) this.#machine.locks.set(this.userData, this);
    // Guaranteed to come after the first one's `ready`.
    else void first.whenReady().then(() => first.emit("second-instance", {}, [], "/", undefined));
    return first === undefined;
  }
  enableSandbox(): void {
    if (this.isReady) throw new Error("app.enableSandbox() can only be called before app is ready");
    this.isSandboxed = true;
  }
  whenReady = (): Promise<void> => this.#ready.promise;
  getVersion = (): string => "0.1.0";
  getLocale = (): string => (this.isReady ? this.#machine.locale : "");

  quit(): void {
    if (this.#isQuitting || askListeners(this, "before-quit")) return;
    this.#isQuitting = true;
    for (const window of [...this.windows]) window.close();
    this.#isQuitting = this.windows.length === 0;
    if (this.#isQuitting && !askListeners(this, "will-quit")) this.exit(0);
    this.#isQuitting = false;
  }

  exit(code: number): void {
    this.exitCode ??= code;
    this.removeAllListeners();
    for (const window of [...this.windows]) window.destroy();
    for (const [userData, holder] of this.#machine.locks) {
      if (holder === this) this.#machine.locks.delete(userData);
    }
  }

  // ---

  becomeReady(): void {
    this.isReady = true;
    this.#ready.resolve();
  }
  add(window: FakeWindow): void {
    this.windows.push(window);
    this.emit("web-contents-created", {}, window.webContents);
  }
  remove(window: FakeWindow): void {
    this.windows.splice(this.windows.indexOf(window), 1);
    if (this.windows.length === 0 && !this.#isQuitting) this.emit("window-all-closed");
  }
}

class FakeTheme extends EventEmitter implements Pick<NativeTheme, "themeSource" | "shouldUseDarkColors"> {
  readonly #machine: FakeMachine;
  #source: NativeTheme["themeSource"] = "system";

  constructor(machine: FakeMachine) {
    super();
    this.#machine = machine;
  }
  get themeSource() {
    return this.#source;
  }
  set themeSource(source) {
    this.#source = source;
    this.emit("updated");
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === "system" ? this.#machine.systemIsDark : this.#source === "dark";
  }
}

/** Electron on one machine, with what a person and the system do to it. */
export function createFakeDesktop(machine = new FakeMachine()) {
  const app = new FakeApp(machine);
  const session = new FakeSession();
  const theme = new FakeTheme(machine);
  const pipe = createFakeElectron();
  const schemes: CustomScheme[] = [];
  const answers = new Map<string, Parameters<Protocol["handle"]>[1]>();
  const boxes: MessageBoxOptions[] = [];
  const errors: string[] = [];
  const fileDialogs: OpenDialogOptions[] = [];
  const menus: MenuItemConstructorOptions[][] = [];
  const popups: MenuItemConstructorOptions[][] = [];
  const loads: string[] = [];
  const story: string[] = [];
  const later = (what: string) => {
    if (!app.isReady) throw new Error(`${what} cannot be used before the app is ready`);
  };

  const desktop = {
    app,
    session,
    theme,
    machine,
    schemes,
    boxes,
    errors,
    fileDialogs,
    menus,
    popups,
    loads,
    story,
    /** The button that is pressed in a message box, by its words; null: it stays open until it is closed for them. */
    press: (_box: MessageBoxOptions): string | null => null,
    chooseFile: (_dialog: OpenDialogOptions): string[] => [],
    keyring: "gnome_libsecret" as ReturnType<SafeStorage["getSelectedStorageBackend"]>,
    load: async (_url: string): Promise<void> => {},
    channels: pipe.channels,
    ask: (url: string): Promise<Response> =>
      Promise.resolve(answers.get("app")?.(new Request(url)) as Response),
    window(): FakeWindow {
      const [window] = app.windows;
      if (window === undefined) throw new Error("there is no window");
      return window;
    },
    page(): FakePage {
      return pipe.openPage(pageFrame, desktop.window().webContents);
    },
    start(files: { rendererFolder: string }, platform: NodeJS.Platform = "linux"): void {
      startDesktop(
        electron as unknown as DesktopElectron,
        { preload: "/app/preload.cjs", ...files },
        platform,
      );
    },
  };

  const system: WindowSystem = {
    get workAreas() {
      return machine.workAreas;
    },
    load: (url) => {
      loads.push(url);
      story.push("load");
      return desktop.load(url);
    },
    onCreated: (window) => app.add(window),
    onClosed: (window) => app.remove(window),
  };
  class BrowserWindow extends FakeWindow {
    constructor(options: BrowserWindowConstructorOptions) {
      later("BrowserWindow");
      super(system, options);
    }
  }
  const noted = <K extends Extract<keyof FakeSession, `set${string}`>>(name: K) => {
    const set = session[name].bind(session) as (...args: unknown[]) => unknown;
    Object.assign(session, {
      [name]: (...args: unknown[]) => {
        story.push(name);
        return set(...args);
      },
    });
  };
  noted("setPermissionRequestHandler");
  noted("setPermissionCheckHandler");
  noted("setProxy");

  const electron = {
    app,
    BrowserWindow,
    ipcMain: pipe.ipcMain,
    nativeTheme: theme,
    session: {
      get defaultSession() {
        later("session");
        return session;
      },
    },
    screen: {
      getAllDisplays: () => {
        later("screen");
        return machine.workAreas.map(displayOf);
      },
      getPrimaryDisplay: () => {
        later("screen");
        return displayOf(machine.workAreas[0] ?? laptop, 0);
      },
    } satisfies Partial<Screen>,
    dialog: {
      showErrorBox: (title: string, text: string) => void errors.push(`${title}: ${text}`),
      showMessageBox: (_over: unknown, box: MessageBoxOptions) => {
        boxes.push(box);
        const pressed = desktop.press(box);
        const response = box.buttons?.indexOf(pressed ?? "") ?? 0;
        if (pressed !== null) return Promise.resolve({ response, checkboxChecked: false });
        return new Promise((resolve) =>
          box.signal?.addEventListener("abort", () =>
            resolve({ response: box.cancelId ?? 0, checkboxChecked: false }),
          ),
        );
      },
      showOpenDialog: async (_over: unknown, options: OpenDialogOptions) => {
        fileDialogs.push(options);
        const filePaths = desktop.chooseFile(options);
        return { canceled: filePaths.length === 0, filePaths };
      },
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => ({
        template,
        popup: () => void popups.push(template),
      }),
      setApplicationMenu: (menu: { template: MenuItemConstructorOptions[] }) =>
        void menus.push(menu.template),
    },
    protocol: {
      registerSchemesAsPrivileged: (given: CustomScheme[]) => {
        if (app.isReady)
          throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
        schemes.push(...given);
      },
      handle: (scheme: string, answer: Parameters<Protocol["handle"]>[1]) => {
        later("protocol.handle");
        if (answers.has(scheme)) throw new Error(`Protocol ${scheme} is already handled`);
        answers.set(scheme, answer);
        story.push("serve");
      },
    } satisfies Partial<Protocol>,
    safeStorage: {
      getSelectedStorageBackend: () => (app.isReady ? desktop.keyring : "unknown"),
      isAsyncEncryptionAvailable: async () => app.isReady && desktop.keyring !== "basic_text",
    },
  };
  return Object.assign(desktop, { electron: electron as typeof electron & DesktopElectron });
}

export type FakeDesktop = ReturnType<typeof createFakeDesktop>;
