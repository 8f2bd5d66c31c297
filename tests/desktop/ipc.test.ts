import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Frame, ipcChannels } from "#shared/contract/wire.ts";
import { createBridge } from "../../electron/desktop/bridge.ts";
import { serveIpc } from "../../electron/desktop/ipc.ts";
import { createScriptedWorkbench, type ScriptedWorkbench } from "../contract/scripted-workbench.ts";
import {
  createFakeElectron,
  type FakeFrame,
  type FakePage,
  pageFrame,
  whenDelivered,
} from "./fake-electron.ts";

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

describe("A-08 a message that is no call", () => {
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

describe("A-08 a call that is not from Lathe's page", () => {
  test.each([
    ["a frame that is gone", null],
    ["another origin", { origin: "https://evil.example", parent: null }],
    ["an origin that begins like it", { origin: "app://lathe.evil", parent: null }],
    ["a page without an origin", { origin: "null", parent: null }],
    ["a file", { origin: "file://", parent: null }],
    ["a frame inside the page", { origin: "app://lathe", parent: pageFrame as never }],
    ["a foreign frame inside the page", { origin: "https://evil.example", parent: pageFrame as never }],
  ] satisfies [string, FakeFrame | null][])(
    "but from %s is refused, logged and not answered",
    async (_who, frame) => {
      const stranger = electron.openPage(frame);
      const answers: Frame[] = [];
      const bridge = createBridge(stranger.ipcRenderer);
      bridge.onFrame((_id, answer) => void answers.push(answer));
      bridge.open({ id: "a", operation: "prompts.remove", input: { promptId: "prm_example0000000000" } });
      await whenDelivered();
      expect(workbench.journal).toEqual([]);
      expect(answers).toEqual([]);
      expect(log).toEqual(["warn A call from a frame that is not Lathe's page was refused."]);
    },
  );

  test("cannot end one that is", async () => {
    createBridge(page.ipcRenderer).open(follow("one", "run_wait1"));
    await workbench.until("follow run_wait1");
    const frame = electron.openPage({ origin: "app://lathe", parent: pageFrame as never }, page.contents);
    createBridge(frame.ipcRenderer).cancel("one");
    await whenDelivered();
    expect(workbench.journal).not.toContain("left run_wait1");
  });
});

test("A-08 nothing listens but to the two channels of the bridge", () => {
  expect(electron.channels().sort()).toEqual([ipcChannels.cancel, ipcChannels.open].sort());
});

test.each([
  ["more than 10 MB", { promptId: "x".repeat(10 * 1024 * 1024) }, "host.too-large"],
  [
    "more than 10 MB of characters that take three bytes",
    { promptId: "漢".repeat(4 * 1024 * 1024) },
    "host.too-large",
  ],
  ["nesting that goes on and on", nested(1_000), "host.bad-input"],
  ["a list for an object", [], "host.bad-input"],
  ["a number for a name", { promptId: 5 }, "host.bad-input"],
  ["an object for a name", { promptId: { toString: "prm_one" } }, "host.bad-input"],
  ["bytes for a name", { promptId: new Uint8Array(9) }, "host.bad-input"],
])("A-08 a call with %s is refused before it reaches anything", async (_what, input, code) => {
  const answers: Frame[] = [];
  const bridge = createBridge(page.ipcRenderer);
  bridge.onFrame((_id, answer) => void answers.push(answer));
  bridge.open({ id: "a", operation: "prompts.remove", input });
  await whenDelivered();
  expect(answers).toMatchObject([{ kind: "failed", error: { code } }]);
  expect(workbench.journal).toEqual([]);
});

function nested(depth: number): unknown {
  let inner: unknown = {};
  for (let level = 0; level < depth; level += 1) inner = { inner };
  return inner;
}

test.each(["prompts.erase", "__proto__", "constructor", "host", "lathe:open", ""])(
  "A-08 there is no operation %o",
  async (operation) => {
    const answers: Frame[] = [];
    const bridge = createBridge(page.ipcRenderer);
    bridge.onFrame((_id, answer) => void answers.push(answer));
    bridge.open({ id: "a", operation, input: {} });
    await whenDelivered();
    expect(answers).toMatchObject([{ kind: "failed", error: { code: "host.unknown-operation" } }]);
  },
);

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
