import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { expect, test, vi } from "vitest";
import preloadBuild from "../../vite.preload.config.ts";
import { readModule } from "../support/module-text.ts";

const exposed: Record<string, unknown> = {};
const sent: unknown[][] = [];
vi.mock("electron", () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => {
      exposed[name] = value;
    },
  },
  ipcRenderer: {
    send: (...args: unknown[]) => void sent.push(args),
    on: () => {},
    off: () => {},
    invoke: () => {},
  },
}));

const root = join(import.meta.dirname, "..", "..");

test("A-09 the page gets three functions and nothing of Electron, and can name no channel", async () => {
  await import("../../electron/preload.ts");
  expect(Object.keys(exposed)).toEqual(["lathe"]);
  const bridge = exposed.lathe as Record<string, (...args: unknown[]) => unknown>;
  expect(Object.keys(bridge).sort()).toEqual(["cancel", "onFrame", "open"]);
  for (const member of Object.values(bridge)) expect(typeof member).toBe("function");
  bridge.open?.("other:channel", "one", "two");
  bridge.cancel?.("other:channel", "one");
  expect(sent).toEqual([
    ["lathe:open", "other:channel"],
    ["lathe:cancel", "other:channel"],
  ]);
  // Neither the event, which holds the pipe, nor the pipe itself.
  expect(typeof bridge.onFrame?.(() => {})).toBe("function");
});

test("A-09 the built preload is one file that asks for Electron's bridge and pipe, and for nothing else", async () => {
  const built = await build({
    ...preloadBuild,
    configFile: false,
    root,
    logLevel: "silent",
    build: { ...preloadBuild.build, write: false },
  });
  const chunks = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  expect(chunks.map(({ fileName }) => fileName)).toEqual(["preload.cjs"]);
  const code = chunks[0]?.type === "chunk" ? chunks[0].code : "";
  expect([...code.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
  const used = new Set([...code.matchAll(/\b(?:electron|import_electron)\.(\w+)/g)].map(([, name]) => name));
  expect([...used].sort()).toEqual(["contextBridge", "ipcRenderer"]);
  expect([...code.matchAll(/ipcRenderer\w*\.(\w+)\(/g)].map(([, name]) => name).sort()).toEqual([
    "off",
    "on",
    "send",
    "send",
  ]);
  expect(code.match(/exposeInMainWorld\(/g)).toHaveLength(1);
  expect(code).not.toMatch(/\binvoke\b|\bsendSync\b|\bpostMessage\b|\bsendToHost\b|process\.|\beval\b/);
});

test("A-04 A-69 no file of the program opens another program by an address, or updates itself", () => {
  const files = readdirSync(join(root, "electron"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join(root, "electron", path), "utf8") }));
  expect(files.length).toBeGreaterThan(50);
  for (const { path, text } of files) {
    const { imports } = readModule(path, text);
    expect(
      imports.filter((name) => /electron-updater|update-electron-app/.test(name)),
      path,
    ).toEqual([]);
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    expect(code, path).not.toMatch(/\bopenExternal\(|\bautoUpdater\b|\bcrashReporter\b/);
    for (const [, names = ""] of code.matchAll(/import\s*{([^}]*)}\s*from\s*"electron"/g)) {
      expect(
        names.split(",").map((name) => name.trim()),
        path,
      ).not.toContain("shell");
    }
  }
});
