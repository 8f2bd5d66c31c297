import { EventEmitter } from "node:events";
import type { IpcMain, IpcRenderer, WebFrameMain } from "electron";
import { pageOrigin } from "#core/page-policy.ts";
import { FakeContents } from "./fake-contents.ts";

export type FakeFrame = Pick<WebFrameMain, "origin" | "parent">;
export const pageFrame: FakeFrame = { origin: pageOrigin, parent: null };

/** A window's page as both processes see it. Messages are cloned and arrive in order, a turn later, as over a real pipe. */
export interface FakePage {
  ipcRenderer: Pick<IpcRenderer, "send" | "on" | "off">;
  contents: FakeContents;
  /** Emits what Electron emits for a navigation that arrives; the old page hears nothing any more. */
  reload(): void;
  /** A link was followed and the guard said no: the page stays. */
  startRefusedNavigation(): void;
  destroy(): void;
}

/** The pipe between the main process and its pages. */
export function createFakeElectron() {
  const emitter = new EventEmitter();
  return {
    /** Everything that listens to messages, whichever channel. */
    channels: (): (string | symbol)[] => emitter.eventNames(),
    ipcMain: emitter as unknown as Pick<IpcMain, "on" | "off">,
    openPage(frame: FakeFrame | null = pageFrame, contents = new FakeContents()): FakePage {
      let renderer = new EventEmitter();
      contents.deliver = (channel, args) => void renderer.emit(channel, {}, ...args);
      const navigation = { isMainFrame: true, isSameDocument: false };
      return {
        contents,
        ipcRenderer: {
          send(channel: string, ...args: unknown[]) {
            const copy = structuredClone(args);
            setImmediate(() => emitter.emit(channel, { sender: contents, senderFrame: frame }, ...copy));
          },
          on: (channel: string, listener: (...args: unknown[]) => void) => renderer.on(channel, listener),
          off: (channel: string, listener: (...args: unknown[]) => void) => renderer.off(channel, listener),
        } as unknown as FakePage["ipcRenderer"],
        reload() {
          contents.emit("did-start-navigation", navigation);
          renderer = new EventEmitter();
          contents.emit("did-navigate");
        },
        startRefusedNavigation: () => void contents.emit("did-start-navigation", navigation),
        destroy: () => contents.destroy(),
      };
    },
  };
}

/** Resolves when everything that was sent before has arrived and been answered as far as it could be at once. */
export async function whenDelivered(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
