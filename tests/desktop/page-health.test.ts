import { beforeEach, describe, expect, test } from "vitest";
import { keepPageAlive } from "../../electron/desktop/page-health.ts";
import { wordsFor } from "../../electron/desktop/words.ts";
import { createFakeDesktop, type FakeDesktop } from "./fake-desktop.ts";
import { whenDelivered } from "./fake-electron.ts";
import type { FakeWindow } from "./fake-window.ts";

let desktop: FakeDesktop;
let window: FakeWindow;
let clock: number;
beforeEach(() => {
  desktop = createFakeDesktop();
  desktop.app.becomeReady();
  new desktop.electron.BrowserWindow({});
  window = desktop.window();
  clock = 0;
  keepPageAlive(window as never, {
    dialog: desktop.electron.dialog as never,
    words: () => wordsFor("en", ""),
    log: () => {},
    logFile: "/home/ada/logs/desktop.log",
    now: () => clock,
    quit: () => desktop.app.quit(),
  });
});

const press = (button: string) => {
  desktop.press = (box) => (box.buttons?.includes(button) ? button : null);
};

describe("a page whose process is gone", () => {
  test.each(["crashed", "oom", "killed"] as const)("(%s) is there again after a reload", async (reason) => {
    press("Reload");
    window.webContents.crash(reason);
    await whenDelivered();
    expect(window.webContents).toMatchObject({ hasProcess: true, loads: 1 });
    expect(desktop.boxes).toHaveLength(1);
  });

  test("is not reloaded without a question: the person may want to quit", async () => {
    press("Quit");
    window.webContents.crash("crashed");
    await whenDelivered();
    expect(window.webContents.loads).toBe(0);
    expect(desktop.app.exitCode).toBe(0);
  });

  test("because the window closed is no crash", async () => {
    window.webContents.crash("clean-exit");
    await whenDelivered();
    expect(desktop.boxes).toEqual([]);
  });

  test("again and again is not offered a reload for ever, and the log is named", async () => {
    press("Reload");
    for (let crash = 0; crash < 2; crash += 1) {
      window.webContents.crash("crashed");
      await whenDelivered();
      clock += 5_000;
    }
    press("Quit");
    window.webContents.crash("crashed");
    await whenDelivered();
    const last = desktop.boxes.at(-1);
    expect(last?.buttons).toEqual(["Quit"]);
    expect(last?.detail).toContain("/home/ada/logs/desktop.log");
    expect(window.isDestroyed()).toBe(true);
  });

  test("once in a while is always offered one", async () => {
    press("Reload");
    for (let crash = 0; crash < 10; crash += 1) {
      window.webContents.crash("crashed");
      await whenDelivered();
      clock += 40_000;
    }
    expect(window.webContents.loads).toBe(10);
  });

  test("and whose window is closed meanwhile is left alone", async () => {
    desktop.press = () => {
      window.destroy();
      return "Reload";
    };
    window.webContents.crash("crashed");
    await whenDelivered();
    expect(window.webContents.loads).toBe(0);
  });
});

describe("a page that does not answer", () => {
  test("is asked about once, and the question goes away when it answers again", async () => {
    window.emit("unresponsive");
    window.emit("unresponsive");
    await whenDelivered();
    expect(desktop.boxes).toHaveLength(1);
    window.emit("responsive");
    await whenDelivered();
    expect(window.webContents).toMatchObject({ loads: 0, hasProcess: true });
    window.emit("unresponsive");
    expect(desktop.boxes).toHaveLength(2);
  });

  test("is replaced by a new process, and that is not told as a crash", async () => {
    press("Reload");
    window.emit("unresponsive");
    await whenDelivered();
    expect(window.webContents).toMatchObject({ loads: 1, hasProcess: true });
    expect(desktop.boxes).toHaveLength(1);
    press("Quit");
    window.webContents.crash("crashed");
    await whenDelivered();
    expect(desktop.boxes).toHaveLength(2);
  });

  test("may be waited for", async () => {
    press("Wait");
    window.emit("unresponsive");
    await whenDelivered();
    expect(window.webContents.loads).toBe(0);
  });
});
