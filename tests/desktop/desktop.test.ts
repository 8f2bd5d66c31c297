import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MenuItemConstructorOptions } from "electron";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeContents } from "./fake-contents.ts";
import { createFakeDesktop } from "./fake-desktop.ts";
import { type DesktopTable, setDesktopTable, windowOf } from "./start-desktop.ts";

let table: DesktopTable;
beforeEach(() => {
  table = setDesktopTable();
});
afterEach(() => table.clear());

const labels = (menu: MenuItemConstructorOptions[] | undefined) => menu?.map(({ label }) => label);

describe("a start", () => {
  test("does before Electron is ready what is allowed only then, and guards the page before it is loaded", async () => {
    const started = table.start();
    const { desktop } = started;
    await windowOf(started);
    expect(desktop.schemes).toMatchObject([{ scheme: "app" }]);
    expect(desktop.app).toMatchObject({ isSandboxed: true, userData: join(table.home, "desktop") });
    expect(desktop.loads).toEqual(["app://lathe/"]);
    expect(desktop.story.indexOf("load")).toBe(desktop.story.length - 1);
    expect(desktop.story).toEqual(
      expect.arrayContaining([
        "setPermissionRequestHandler",
        "setPermissionCheckHandler",
        "setProxy",
        "serve",
      ]),
    );
  });

  test("serves the page from its own address, with the policy that keeps everything else out", async () => {
    const started = table.start();
    await windowOf(started);
    const answer = await started.desktop.ask("app://lathe/");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await answer.text()).toContain("<title>Lathe</title>");
    expect((await started.desktop.ask("app://lathe/assets/")).status).toBe(404);
  });

  test("guards the page that it opens, and every later one", async () => {
    const started = table.start();
    const { webContents } = await windowOf(started);
    const later = new FakeContents();
    started.desktop.app.emit("web-contents-created", {}, later);
    for (const contents of [webContents, later]) {
      expect(contents.goesTo("https://evil.example/")).toBe(false);
      expect(contents.opens("https://evil.example/")).toBe(false);
      expect(contents.webRtcPolicy).toBe("disable_non_proxied_udp");
    }
    expect(started.desktop.session.requests("https://evil.example/")).toBe(false);
  });

  test("opens the workspace of its folder, with the sample in a new one, for the page in its window", async () => {
    const started = table.start();
    await windowOf(started);
    const facts = await started.lathe.call("host.describe", {});
    expect(facts).toMatchObject({
      host: "desktop",
      workspaceFolder: table.home,
      appVersion: "0.1.0",
      capabilities: { nativeDialogs: true, nativeMenu: true, vault: "safe-storage" },
    });
    expect((await started.lathe.call("prompts.list", {})).total).toBeGreaterThan(0);
  });

  test("with a workspace file that is none opens the window all the same, and the page is told", async () => {
    writeFileSync(join(table.home, "workspace.db"), "not a database ".repeat(1000));
    const started = table.start();
    await windowOf(started);
    const { workspace } = await started.lathe.call("host.describe", {});
    expect(workspace.access).toBe("closed");
    await expect(started.lathe.call("settings.read", {})).rejects.toMatchObject({
      code: workspace.fault?.code,
    });
    expect(started.desktop.errors).toEqual([]);
  });

  test("without its page is told in a box of the system's, in its language: there is no page that could", () => {
    table.machine.locale = "zh-CN";
    const desktop = createFakeDesktop(table.machine);
    vi.stubEnv("LATHE_HOME", table.home);
    desktop.start({ rendererFolder: join(table.home, "nowhere") });
    desktop.app.becomeReady();
    return vi
      .waitUntil(() => desktop.app.exitCode === 1)
      .then(() => {
        expect(desktop.errors).toHaveLength(1);
        expect(desktop.errors[0]).toMatch(/^Lathe 无法启动: /);
      });
  });
});

describe("a second start", () => {
  test("on the same workspace ends, and the first one's window comes to the front, even a minimised one", async () => {
    const first = table.start();
    const window = await windowOf(first);
    window.minimize();
    const second = table.start();
    await vi.waitUntil(() => second.desktop.app.exitCode !== null);
    await vi.waitUntil(() => window.isFocusedNow);
    expect(window.isMinimized()).toBe(false);
    expect(second.desktop.app.windows).toEqual([]);
    expect(first.desktop.app.windows).toHaveLength(1);
  });

  test("on another workspace is a first one", async () => {
    const first = table.start();
    const second = table.start({ home: join(table.home, "another") });
    await Promise.all([windowOf(first), windowOf(second)]);
    expect((await second.lathe.call("host.describe", {})).workspaceFolder).toBe(join(table.home, "another"));
  });

  test("after the first has ended is a first one: the lock does not outlive its program", async () => {
    const first = table.start();
    await windowOf(first);
    await first.quit();
    await windowOf(table.start());
  });
});

describe("the end", () => {
  test("waits until running work is stored: no run is left open for ever", async () => {
    const started = table.start();
    await windowOf(started);
    const { lathe } = started;
    const { prompts } = await lathe.call("prompts.list", {});
    const { promptId } = prompts[0] as (typeof prompts)[number];
    const { runId } = await lathe.call("runs.start", {
      promptId,
      source: { kind: "content", content: { messages: [{ role: "human", template: "Tell a long story." }] } },
      values: {},
    });
    await started.quit();
    expect(started.desktop.app.exitCode).toBe(0);
    const again = table.start();
    await windowOf(again);
    const { state } = await again.lathe.call("runs.read", { runId });
    expect(["interrupted", "done"]).toContain(state);
  });

  test("is not cut short by a second quit, nor by a page that asks to stay", async () => {
    const started = table.start();
    const window = await windowOf(started);
    await started.lathe.call("settings.read", {});
    window.webContents.leaving = "asks to stay";
    started.desktop.app.quit();
    expect(window.isDestroyed()).toBe(true);
    started.desktop.app.quit();
    expect(started.desktop.app.exitCode).toBeNull();
    await vi.waitUntil(() => started.desktop.app.exitCode !== null);
    expect(started.desktop.app.exitCode).toBe(0);
  });

  test("of a Windows session closes the workspace, although Electron tells of no quit then", async () => {
    const started = table.start({ platform: "win32", home: table.home });
    const window = await windowOf(started);
    await started.lathe.call("settings.read", {});
    window.emit("session-end");
    await vi.waitUntil(() => started.desktop.app.exitCode === 0);
  });

  test("comes with the last window, but not on macOS, where the Dock opens it again", async () => {
    const linux = table.start();
    (await windowOf(linux)).close();
    // It closes what is still being filled with the sample first.
    await vi.waitUntil(() => linux.desktop.app.exitCode === 0, { timeout: 20_000 });

    const mac = table.start({ platform: "darwin", home: join(table.home, "mac") });
    (await windowOf(mac)).close();
    expect(mac.desktop.app.exitCode).toBeNull();
    mac.desktop.app.emit("activate");
    expect(mac.desktop.app.windows).toHaveLength(1);
    expect(await mac.lathe.call("settings.read", {})).toMatchObject({ theme: "system" });
  });
});

describe("the settings", () => {
  test("choose the language of the menu, at once and at the next start", async () => {
    const started = table.start();
    await windowOf(started);
    expect(labels(started.desktop.menus.at(-1))).toEqual(["File", "Edit", "View", "Window"]);
    await started.lathe.call("settings.update", { patch: { language: "zh" } });
    await vi.waitUntil(() => started.desktop.menus.length > 1);
    expect(labels(started.desktop.menus.at(-1))).toEqual(["文件", "编辑", "视图", "窗口"]);
    await started.quit();
    const again = table.start();
    await vi.waitUntil(() => labels(again.desktop.menus.at(-1))?.[0] === "文件");
  });

  test("choose the colour of the title bar and of the surface behind the page", async () => {
    const started = table.start();
    const window = await windowOf(started);
    expect(window.backgroundColor).toBe("#ffffff");
    await started.lathe.call("settings.update", { patch: { theme: "dark" } });
    await vi.waitUntil(() => started.desktop.theme.themeSource === "dark");
    expect(window.backgroundColor).toBe("#1b2021");
    await started.quit();
    // From the first pixel, before the workspace is open.
    const again = table.start();
    expect((await windowOf(again)).options.backgroundColor).toBe("#1b2021");
  });
});

test("the right button offers the clipboard where the page shows no menu of its own", async () => {
  const started = table.start();
  const { webContents } = await windowOf(started);
  const roles = (params: { isEditable: boolean; selectionText: string }) => {
    started.desktop.popups.length = 0;
    webContents.emit("context-menu", {}, params);
    return started.desktop.popups[0]?.map(({ role }) => role) ?? [];
  };
  expect(roles({ isEditable: true, selectionText: "" })).toEqual(["cut", "copy", "paste"]);
  expect(roles({ isEditable: false, selectionText: "words" })).toEqual(["copy"]);
  expect(roles({ isEditable: false, selectionText: " " })).toEqual([]);
});

describe("the file dialog", () => {
  const ask = { purpose: "backup", title: "Choose a backup" } as const;

  test("answers the file that was chosen, and null for a dialog that was closed", async () => {
    const started = table.start();
    await windowOf(started);
    expect(await started.lathe.call("host.choose-file", ask)).toEqual({ path: null });
    started.desktop.chooseFile = () => ["/backups/2026-11-24.db"];
    expect(await started.lathe.call("host.choose-file", ask)).toEqual({ path: "/backups/2026-11-24.db" });
    expect(started.desktop.fileDialogs[0]).toMatchObject({
      title: "Choose a backup",
      properties: ["openFile", "dontAddToRecent"],
    });
  });

  test("is there for a workspace that cannot be opened: that is when a backup is looked for", async () => {
    writeFileSync(join(table.home, "workspace.db"), "not a database ".repeat(1000));
    const started = table.start();
    await windowOf(started);
    started.desktop.chooseFile = () => ["/backups/good.db"];
    expect(await started.lathe.call("host.choose-file", ask)).toEqual({ path: "/backups/good.db" });
  });
});

describe("R-58 the workspace folder", () => {
  test.each([
    ["with blanks", "my prompts and so on"],
    ["in Chinese and with an emoji", "提示词 工作区 🪵"],
    ["of 200 characters", "x".repeat(100).concat("/", "y".repeat(100))],
    ["with a hash, a percent sign and a question mark", "100% #1 what?"],
  ])("%s keeps its window and its prompts, and may be moved", async (_what, name) => {
    await table.clear();
    table = setDesktopTable(name);
    const started = table.start();
    const window = await windowOf(started);
    const { total } = await started.lathe.call("prompts.list", {});
    window.drag({ x: 40, y: 60, width: 1000, height: 700 });
    await started.quit();
    const again = table.start();
    expect((await windowOf(again)).getNormalBounds()).toEqual({ x: 40, y: 60, width: 1000, height: 700 });
    expect((await again.lathe.call("prompts.list", {})).total).toBe(total);
  });
});
