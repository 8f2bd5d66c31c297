import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Frame, ipcChannels } from "#shared/contract/wire.ts";
import { createBridge } from "../../electron/desktop/bridge.ts";
import { serveIpc } from "../../electron/desktop/ipc.ts";
import { createScriptedWorkbench, type ScriptedWorkbench } from "../contract/scripted-workbench.ts";
import { createFakeElectron, type FakePage, whenDelivered } from "./fake-electron.ts";

let workbench: ScriptedWorkbench;
let electron: ReturnType<typeof createFakeElectron>;
let page: FakePage;
let log: string[];
let stop: () => void;
beforeEach(() => {
  workbench = createScriptedWorkbench();
  electron = createFakeElectron();
  log = [];
  stop = serveIpc(electron.ipcMain, {
    workbench,
    log: (level, message) => void log.push(`${level} ${message}`),
  });
  page = electron.openPage();
});
afterEach(() => stop());

const follow = (id: string, runId: string) => ({ id, operation: "runs.follow", input: { runId } });

describe("a message that is no call", () => {
  test.each([
    [undefined],
    [null],
    ["text"],
    [{}],
    [{ id: 1, operation: "settings.read" }],
    [{ id: "", operation: "settings.read" }],
    [{ id: "x".repeat(65), operation: "settings.read" }],
    [{ id: "a", operation: ["settings.read"] }],
    [{ id: "a", operation: "x".repeat(101) }],
  ])("%o is refused and logged", async (message) => {
    page.ipcRenderer.send(ipcChannels.open, message);
    await whenDelivered();
    expect(workbench.journal).toEqual([]);
    expect(log).toHaveLength(1);
  });
});

test("a window whose frame is gone before Electron says so ends its call, and not the program", async () => {
  const unhandled: unknown[] = [];
  const hear = (reason: unknown) => void unhandled.push(reason);
  process.on("unhandledRejection", hear);
  page.contents.send = () => {
    throw new Error("Render frame was disposed before WebFrameMain could be accessed");
  };
  page.ipcRenderer.send(ipcChannels.open, { id: "a", operation: "settings.read", input: {} });
  await whenDelivered();
  process.off("unhandledRejection", hear);
  expect(unhandled).toEqual([]);
  expect(log.at(-1)).toContain("could not be sent");
});

test("input that only looks like JSON becomes JSON or an error, never a surprise for a handler", async () => {
  const answers = new Map<string, Frame>();
  const bridge = createBridge(page.ipcRenderer);
  bridge.onFrame((id, frame) => void answers.set(id, frame));
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const inputs: [string, unknown][] = [
    ["circular", circular],
    ["bigint", { promptId: 1n }],
    ["map", new Map([["promptId", "prm_sneaky"]])],
  ];
  for (const [id, input] of inputs) bridge.open({ id, operation: "prompts.remove", input });
  await whenDelivered();
  for (const [id] of inputs) expect(answers.get(id), id).toMatchObject({ error: { code: "host.bad-input" } });
  expect(workbench.journal).toEqual([]);
});

test("a number used twice does not take over the first call", async () => {
  const bridge = createBridge(page.ipcRenderer);
  bridge.open(follow("one", "run_wait1"));
  bridge.open(follow("one", "run_three"));
  await whenDelivered();
  expect(workbench.journal).toEqual(["follow run_wait1"]);
  bridge.cancel("one");
  await workbench.until("left run_wait1");
});

test("another page cannot cancel a call by guessing its number", async () => {
  createBridge(page.ipcRenderer).open(follow("one", "run_wait1"));
  await workbench.until("follow run_wait1");
  createBridge(electron.openPage().ipcRenderer).cancel("one");
  await whenDelivered();
  expect(workbench.journal).not.toContain("left run_wait1");
});

test("a link that the guard refused does not cut off the page that stays", async () => {
  createBridge(page.ipcRenderer).open(follow("one", "run_wait1"));
  await workbench.until("follow run_wait1");
  page.startRefusedNavigation();
  await whenDelivered();
  expect(workbench.journal).not.toContain("left run_wait1");
});

test.each([
  ["closing the window", () => page.destroy()],
  ["a crash of the page", () => void page.contents.emit("render-process-gone")],
  ["a reload", () => page.reload()],
  ["the end of the program", () => stop()],
])("%s ends the page's calls", async (_name, leave) => {
  createBridge(page.ipcRenderer).open(follow("one", "run_wait1"));
  await workbench.until("follow run_wait1");
  leave();
  await workbench.until("left run_wait1");
});

test("a window that closes in the middle of a reply is not written to", async () => {
  createBridge(page.ipcRenderer).open(follow("one", "run_endless"));
  await workbench.until("follow run_endless");
  page.destroy();
  await workbench.until("left run_endless");
  expect(log).toEqual([]);
});
