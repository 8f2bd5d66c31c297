import { expect, test, vi } from "vitest";

const exposed: Record<string, unknown> = {};
vi.mock("electron", () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => {
      exposed[name] = value;
    },
  },
  ipcRenderer: { send: () => {}, on: () => {}, off: () => {}, invoke: () => {} },
}));

test("the page gets three functions and nothing of Electron", async () => {
  await import("../../electron/preload.ts");
  expect(Object.keys(exposed)).toEqual(["lathe"]);
  const bridge = exposed.lathe as Record<string, unknown>;
  expect(Object.keys(bridge).sort()).toEqual(["cancel", "onFrame", "open"]);
  for (const member of Object.values(bridge)) expect(typeof member).toBe("function");
});
