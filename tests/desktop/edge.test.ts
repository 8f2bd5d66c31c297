import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { Session, WebContents } from "electron";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listPageFiles, type PageFiles } from "#core/page-files.ts";
import { menuTemplate } from "../../electron/desktop/menu.ts";
import { blockNetwork, guardNavigation } from "../../electron/desktop/navigation.ts";
import { answerPage, pageSchemes } from "../../electron/desktop/page-protocol.ts";
import { denyPermissions } from "../../electron/desktop/permissions.ts";
import { claimSingleInstance } from "../../electron/desktop/single-instance.ts";
import { openWindow, webPreferences, windowOptions } from "../../electron/desktop/window.ts";
import { writePage } from "../contract/loopback-host.ts";

describe("the window", () => {
  test("has exactly these powers; a new one has to be argued for here", () => {
    expect(webPreferences("/app/preload.cjs")).toEqual({
      preload: "/app/preload.cjs",
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
      spellcheck: false,
    });
    expect(windowOptions("/app/preload.cjs", true).webPreferences).toEqual(
      webPreferences("/app/preload.cjs"),
    );
  });

  test("opens the page's own address, and shows itself even where that fails", async () => {
    const seen: string[] = [];
    class FakeWindow extends EventEmitter {
      webContents = new EventEmitter();
      loadURL(url: string) {
        seen.push(url);
        return Promise.reject(new Error("ERR_FAILED"));
      }
      show() {
        seen.push("shown");
      }
    }
    openWindow(FakeWindow as never, { preload: "/app/preload.cjs", isDark: false });
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(["app://lathe/", "shown"]);
  });

  test("closes although the page asks for time to save: Electron would keep it open without a word", () => {
    class FakeWindow extends EventEmitter {
      webContents = new EventEmitter();
      loadURL = async () => {};
    }
    const window = openWindow(FakeWindow as never, { preload: "/app/preload.cjs", isDark: false });
    let isLetGo = false;
    // To prevent the default of this event is to let the page go.
    window.webContents.emit("will-prevent-unload", { preventDefault: () => (isLetGo = true) });
    expect(isLetGo).toBe(true);
  });
});

test("the packaged binary is no Node interpreter, no debugger's target and loads its own archive only", () => {
  const built = readFileSync(new URL("../../electron-builder.yml", import.meta.url), "utf8");
  const block = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(built)?.[1] ?? "";
  const fuses = Object.fromEntries(
    [...block.matchAll(/(\w+): (true|false)/g)].map(([, name, on]) => [name, on === "true"]),
  );
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  });
});

describe("permissions", () => {
  type Handlers = { [K in keyof Session as K extends `set${string}Handler` ? K : never]?: never };
  const given: Record<string, (...args: unknown[]) => unknown> = {};
  const session = new Proxy({} as Handlers, {
    get: (_target, name: string) => (handler: (...args: unknown[]) => unknown) => {
      given[name] = handler;
    },
  });
  denyPermissions(session as never);
  const page = { isMainFrame: true, requestingUrl: "app://lathe/" };
  const isGranted = (permission: string, details: object) => {
    let granted: unknown;
    given.setPermissionRequestHandler?.(null, permission, (answer: unknown) => (granted = answer), details);
    const checked = given.setPermissionCheckHandler?.(null, permission, "app://lathe", details);
    expect(checked, permission).toBe(granted);
    return granted;
  };

  test("are all denied, which Electron by itself would grant", () => {
    const asked = [
      "media",
      "geolocation",
      "notifications",
      "midi",
      "pointerLock",
      "fullscreen",
      "openExternal",
    ];
    const more = [
      "clipboard-read",
      "display-capture",
      "usb",
      "hid",
      "serial",
      "fileSystem",
      "local-network",
      "unknown",
    ];
    for (const permission of [...asked, ...more]) expect(isGranted(permission, page), permission).toBe(false);
    expect(given.setDevicePermissionHandler?.({})).toBe(false);
    expect(given.setDisplayMediaRequestHandler).toBeNull();
  });

  test("but copying text works from Lathe's own page, and from no other frame", () => {
    const copying = "clipboard-sanitized-write";
    expect(isGranted(copying, page)).toBe(true);
    expect(isGranted(copying, { ...page, isMainFrame: false })).toBe(false);
    expect(isGranted(copying, { ...page, requestingUrl: "app://lathe.evil/" })).toBe(false);
    expect(isGranted(copying, { ...page, requestingUrl: "https://evil.example/app://lathe/" })).toBe(false);
  });
});

describe("navigation", () => {
  type OpenHandler = Parameters<WebContents["setWindowOpenHandler"]>[0];
  function guardedContents() {
    const emitter = new EventEmitter();
    let openHandler: OpenHandler = () => ({ action: "allow" });
    const contents = Object.assign(emitter, {
      setWindowOpenHandler: (handler: OpenHandler) => {
        openHandler = handler;
      },
    });
    guardNavigation(contents as never);
    const isPrevented = (event: string, details: object) => {
      let prevented = false;
      emitter.emit(event, { ...details, preventDefault: () => (prevented = true) });
      return prevented;
    };
    return { isPrevented, open: (url: string) => openHandler({ url } as never) };
  }

  test.each([
    "https://evil.example/",
    "http://127.0.0.1:8080/",
    "file:///etc/passwd",
    "data:text/html,<script>1</script>",
    "javascript:alert(1)",
    "smb://evil/share",
    "ms-msdt:/id",
    "app://lathe.evil/",
    "app://evil/",
    "about:blank",
  ])("to %s is stopped, in the page, in a frame and as a new window", (url) => {
    const { isPrevented, open } = guardedContents();
    expect(isPrevented("will-frame-navigate", { url, isMainFrame: true })).toBe(true);
    expect(isPrevented("will-frame-navigate", { url, isMainFrame: false })).toBe(true);
    expect(isPrevented("will-redirect", { url, isMainFrame: true })).toBe(true);
    expect(isPrevented("will-attach-webview", {})).toBe(true);
    expect(open(url)).toEqual({ action: "deny" });
  });

  test("to itself goes on, so that a page can be reloaded; a frame inside it cannot show it", () => {
    const { isPrevented, open } = guardedContents();
    expect(isPrevented("will-frame-navigate", { url: "app://lathe/", isMainFrame: true })).toBe(false);
    expect(isPrevented("will-frame-navigate", { url: "app://lathe/", isMainFrame: false })).toBe(true);
    expect(open("app://lathe/")).toEqual({ action: "deny" });
  });

  test("the window loads nothing from any network", () => {
    let ask: (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void = () => {};
    blockNetwork({
      webRequest: { onBeforeRequest: (handler: typeof ask) => (ask = handler) },
    } as never);
    const isCancelled = (url: string) => {
      let answer: boolean | undefined;
      ask({ url }, ({ cancel }) => (answer = cancel));
      return answer;
    };
    for (const url of [
      "https://evil.example/?q=secret",
      "http://127.0.0.1:1/",
      "ws://evil.example/",
      "file:///x",
    ]) {
      expect(isCancelled(url), url).toBe(true);
    }
    for (const url of ["app://lathe/assets/index.js", "data:image/png;base64,AA", "blob:app://lathe/1"]) {
      expect(isCancelled(url), url).toBe(false);
    }
    expect(isCancelled("blob:https://evil.example/1")).toBe(true);
  });
});

describe("app://lathe", () => {
  const page = writePage();
  let files: PageFiles;
  beforeAll(() => {
    files = listPageFiles(page.folder);
  });
  afterAll(() => page.remove());
  const get = (url: string, method = "GET") => answerPage({ url, method }, files);

  test("is an origin of its own, not a file", () => {
    expect(pageSchemes).toMatchObject([{ scheme: "app", privileges: { standard: true, secure: true } }]);
    expect(pageSchemes[0]?.privileges).not.toHaveProperty("bypassCSP");
    expect(pageSchemes[0]?.privileges).not.toHaveProperty("corsEnabled");
  });

  test("answers the page with the policy that keeps foreign scripts out, also where it refuses", async () => {
    for (const url of ["app://lathe/", "app://lathe/assets/index-abc123.js?v=1", "app://lathe/none"]) {
      const { headers } = await get(url);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect((await get("app://lathe/")).headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await (await get("app://lathe/")).text()).toContain("<title>Lathe</title>");
  });

  test.each([
    "app://lathe/../secret.txt",
    "app://lathe/..%2fsecret.txt",
    "app://lathe/%2e%2e/secret.txt",
    "app://lathe/assets/..\\..\\secret.txt",
    "app://lathe//etc/passwd",
    "app://lathe/%00",
    "app://lathe/assets/index-abc123.js.map",
    "app://evil/",
    "app://lathe.evil/",
    "app://user@lathe/",
    "file:///etc/passwd",
  ])("gives no file for %s", async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe("Not found");
  });

  test("answers reading only", async () => {
    expect((await get("app://lathe/", "POST")).status).toBe(404);
  });
});

describe("a second start", () => {
  const startWith = (isFirst: boolean) => {
    const app = Object.assign(new EventEmitter(), { requestSingleInstanceLock: () => isFirst });
    const seen: string[] = [];
    const window = {
      isMinimized: () => true,
      restore: () => void seen.push("restored"),
      focus: () => void seen.push("focused"),
    };
    return { app, seen, claimed: claimSingleInstance(app as never, () => [window]) };
  };

  test("brings the first one's window to the front, even a minimised one", () => {
    const { app, seen, claimed } = startWith(true);
    expect(claimed).toBe(true);
    app.emit("second-instance");
    expect(seen).toEqual(["restored", "focused"]);
  });

  test("is told to end, so that two never write to one workspace", () => {
    expect(startWith(false).claimed).toBe(false);
  });
});

describe("the menu", () => {
  const template = (locale: string, isPackaged: boolean) =>
    JSON.stringify(menuTemplate({ locale, isPackaged, platform: "linux" }));

  test("has no developer tools in the product", () => {
    expect(template("en-GB", true)).not.toContain("toggleDevTools");
    expect(template("en-GB", false)).toContain("toggleDevTools");
  });

  test("speaks the system's language", () => {
    expect(template("zh-CN", true)).toContain("编辑");
    expect(template("fr", true)).toContain("Edit");
  });

  test("leaves Ctrl/Cmd-W and Ctrl/Cmd-R to the page", () => {
    expect(template("en", true)).not.toContain('"reload"');
    expect(template("en", true)).toContain("CmdOrCtrl+Shift+W");
  });
});
