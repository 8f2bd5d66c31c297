import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rectangle } from "electron";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openWindow } from "../../electron/desktop/window.ts";
import { createFakeDesktop, FakeMachine } from "./fake-desktop.ts";
import { laptop } from "./fake-window.ts";

let folder: string;
let stateFile: string;
let machine: FakeMachine;
let log: string[];
beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), "lathe-window-"));
  stateFile = join(folder, "window.json");
  machine = new FakeMachine();
  log = [];
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function open(options: { file?: string; load?: (url: string) => Promise<void> } = {}) {
  const desktop = createFakeDesktop(machine);
  if (options.load !== undefined) desktop.load = options.load;
  desktop.app.becomeReady();
  openWindow(desktop.electron, {
    preload: "/app/preload.cjs",
    stateFile: options.file ?? stateFile,
    log: (_level, message) => void log.push(message),
  });
  return desktop.window();
}
const keep = (bounds: unknown, rest: object = {}) =>
  writeFileSync(stateFile, JSON.stringify({ format: 1, bounds, shown: "normal", theme: "system", ...rest }));
const boundsOf = (kept: unknown): Rectangle => {
  keep(kept);
  return open().getNormalBounds();
};

const usual = { x: 240, y: 70, width: 1440, height: 900 };
const left = { x: 100, y: 120, width: 1100, height: 700 };
const second = { x: 1920, y: 0, width: 2560, height: 1400 };

describe("the place of the window", () => {
  test("is what it was: where it was dragged to, and not where it was maximised from", () => {
    const window = open();
    expect(window.getNormalBounds()).toEqual(usual);
    window.drag(left);
    window.maximize();
    window.close();
    const again = open();
    expect(again.getNormalBounds()).toEqual(left);
    again.emit("ready-to-show");
    expect(again.isMaximized()).toBe(true);
  });

  test("is kept while the program runs, once it has come to rest: a crash does not lose it", () => {
    const window = open();
    for (let step = 0; step < 100; step += 1) window.drag({ ...left, x: step });
    expect(readdirSync(folder)).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(JSON.parse(readFileSync(stateFile, "utf8"))).toMatchObject({ bounds: { x: 99 } });
    expect(readdirSync(folder)).toEqual(["window.json"]);
  });

  test("is full screen again after full screen, and normal again after that", () => {
    const window = open();
    window.setFullScreen(true);
    window.close();
    const again = open();
    again.emit("ready-to-show");
    expect(again.isFullScreen()).toBe(true);
    again.setFullScreen(false);
    again.close();
    const third = open();
    third.emit("ready-to-show");
    expect(third.isFullScreen()).toBe(false);
  });

  test("on a display that is gone is not one where nobody finds it", () => {
    machine.workAreas = [laptop, second];
    expect(boundsOf({ x: 2400, y: 80, width: 1600, height: 900 })).toMatchObject({ x: 2400, y: 80 });
    machine.workAreas = [laptop];
    expect(boundsOf({ x: 2400, y: 80, width: 1600, height: 900 })).toEqual({
      x: 160,
      y: 70,
      width: 1600,
      height: 900,
    });
  });

  test("across two displays stays there, also to the left of and above the main one", () => {
    machine.workAreas = [laptop, second];
    const across = { x: 1500, y: 100, width: 2400, height: 900 };
    expect(boundsOf(across)).toEqual(across);
    machine.workAreas = [laptop, { x: -1280, y: -200, width: 1280, height: 1000 }];
    const beside = { x: -1200, y: -150, width: 1000, height: 700 };
    expect(boundsOf(beside)).toEqual(beside);
  });

  test.each([
    ["a title bar above the screen", { ...left, y: -200 }],
    ["a title bar below it", { ...left, y: 1039 }],
    ["only a sliver within reach", { ...left, x: 1900 }],
    ["only a sliver on the other side", { ...left, x: -1050 }],
  ])("with %s is given up, and the size kept", (_what, kept) => {
    expect(boundsOf(kept)).toEqual({ x: 410, y: 170, width: 1100, height: 700 });
  });

  test.each([
    ["too small to work in", { ...left, width: 300, height: 200 }],
    ["of no size", { ...left, width: 0, height: 0 }],
    ["of a negative size", { ...left, width: -1100 }],
    ["beyond every window system", { ...left, x: 10_000_000_000, y: 10_000_000_000 }],
    ["with half a pixel", { ...left, x: 0.5 }],
    ["with a number that is none", { ...left, x: null }],
    ["with a number in words", { ...left, width: "1100" }],
    ["of three numbers", { x: 1, y: 2, width: 1100 }],
    ["that is a list", [1, 2, 3, 4]],
    ["of nothing", undefined],
  ])("%s is the usual one", (_what, kept) => {
    expect(boundsOf(kept)).toEqual(usual);
  });

  test("is no larger than all screens together", () => {
    expect(boundsOf({ x: 0, y: 0, width: 30_000, height: 30_000 })).toEqual(laptop);
    machine.workAreas = [{ x: 0, y: 0, width: 1280, height: 680 }];
    rmSync(stateFile);
    expect(open().getNormalBounds()).toEqual({ x: 0, y: 0, width: 1280, height: 680 });
  });

  test.each([
    ["empty", ""],
    ["cut off", '{"format":1,"bounds":{"x":1'],
    ["not JSON", "\u0000\u0001\u0002"],
    ["of another time", '{"format":2,"bounds":{"x":1,"y":1,"width":1000,"height":700}}'],
    ["null", "null"],
    ["with a way to the prototype", '{"__proto__":{"format":1},"bounds":null}'],
  ])("in a file that is %s is the usual one", (_what, text) => {
    writeFileSync(stateFile, text);
    expect(open().getNormalBounds()).toEqual(usual);
  });

  test("that cannot be kept is logged once, and the window works", () => {
    const window = open({ file: join(folder, "missing", "window.json") });
    window.drag(left);
    vi.advanceTimersByTime(1000);
    window.drag(left);
    window.close();
    expect(log).toHaveLength(1);
    expect(window.isDestroyed()).toBe(true);
  });

  test("that cannot be put in its place leaves nothing beside it", () => {
    mkdirSync(stateFile);
    const window = open();
    window.drag(left);
    window.close();
    expect(log).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(["window.json"]);
  });

  test("is not asked of a window that is gone", () => {
    const window = open();
    window.drag(left);
    window.destroy();
    expect(() => vi.advanceTimersByTime(60_000)).not.toThrow();
  });
});

describe("the window", () => {
  test("appears when there is something to see, and in the end even without", async () => {
    const window = open();
    expect(window.isVisible()).toBe(false);
    window.emit("ready-to-show");
    expect(window.isVisible()).toBe(true);

    const silent = open();
    vi.advanceTimersByTime(10_000);
    expect(silent.isVisible()).toBe(true);

    const broken = open({ load: () => Promise.reject(new Error("ERR_FAILED")) });
    await vi.advanceTimersByTimeAsync(0);
    expect(broken.isVisible()).toBe(true);
    expect(log).toEqual(["The page could not be loaded: Error: ERR_FAILED"]);
  });

  test("closes although the page asks for time to save: Electron would keep it open without a word", () => {
    const window = open();
    window.webContents.leaving = "asks to stay";
    window.close();
    expect(window.isDestroyed()).toBe(true);
  });
});
