import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { type Client, createClient } from "#shared/contract/client.ts";
import { createBridge } from "../../electron/desktop/bridge.ts";
import { ipcTransport } from "../../renderer/host/ipc-transport.ts";
import { writePage } from "../contract/loopback-host.ts";
import { createFakeDesktop, type FakeDesktop, FakeMachine } from "./fake-desktop.ts";

export interface StartedDesktop {
  desktop: FakeDesktop;
  /** The page in the window, as it calls the workbench. */
  lathe: Client<AbortSignal>;
  /** Ends the program as a person does, and resolves when it has ended. */
  quit(): Promise<void>;
}

export interface DesktopTable {
  /** The workspace folder of `LATHE_HOME`. */
  readonly home: string;
  readonly machine: FakeMachine;
  /** Starts Lathe on the machine; a start on another home is one of another workspace. */
  start(options?: StartOptions): StartedDesktop;
  clear(): Promise<void>;
}

interface StartOptions {
  home?: string;
  platform?: NodeJS.Platform;
  prepare?: (desktop: FakeDesktop) => void;
}

/** A fake computer with the real workbench: what a start does is read off its windows, dialogs and files. */
export function setDesktopTable(folderName = ""): DesktopTable {
  const root = mkdtempSync(join(tmpdir(), "lathe-desktop-"));
  const home = join(root, folderName);
  const page = writePage();
  const machine = new FakeMachine();
  machine.appData = join(root, "app-data");
  const started: StartedDesktop[] = [];

  const quit = async (desktop: FakeDesktop) => {
    desktop.app.quit();
    await vi.waitUntil(() => desktop.app.exitCode !== null, { timeout: 20_000 });
  };
  return {
    home,
    machine,
    start({ home: chosen = home, platform = "linux", prepare } = {}) {
      const desktop = createFakeDesktop(machine);
      prepare?.(desktop);
      vi.stubEnv("LATHE_HOME", chosen);
      desktop.start({ rendererFolder: page.folder }, platform);
      desktop.app.becomeReady();
      const one: StartedDesktop = {
        desktop,
        get lathe() {
          return createClient<AbortSignal>(ipcTransport(createBridge(desktop.page().ipcRenderer)));
        },
        quit: () => quit(desktop),
      };
      started.push(one);
      return one;
    },
    async clear() {
      for (const { desktop } of started) if (desktop.app.exitCode === null) await quit(desktop);
      vi.unstubAllEnvs();
      page.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Resolves when the start has come as far as its window. */
export const windowOf = async ({ desktop }: StartedDesktop) => {
  await vi.waitUntil(() => desktop.app.windows.length > 0);
  return desktop.window();
};
