import { EventEmitter } from "node:events";
import type { IpcMain, IpcRenderer, WebContents, WebFrameMain } from "electron";
import { pageOrigin } from "#core/page-policy.ts";

export type FakeFrame = Pick<WebFrameMain, "origin" | "parent">;
export const pageFrame: FakeFrame = { origin: pageOrigin, parent: null };

/** A window's page as both processes see it. Messages are cloned and arrive in order, a turn later, as over a real pipe. */
export interface FakePage {
  ipcRenderer: Pick<IpcRenderer, "send" | "on" | "off">;
  contents: EventEmitter & Pick<WebContents, "send" | "isDestroyed">;
  /** Emits what Electron emits for a navigation that arrives; the old page hears nothing any more. */
  reload(): void;
  /** A link was followed and the guard said no: the page stays. */
  startRefusedNavigation(): void;
  destroy(): void;
}

export function createFakeElectron() {
  const emitter = new EventEmitter();
  return {
    ipcMain: emitter as unknown as Pick<IpcMain, "on" | "off">,
    openPage(frame: FakeFrame | null = pageFrame): FakePage {
      let renderer = new EventEmitter();
      let isDestroyed = false;
      const contents = Object.assign(new EventEmitter(), {
        isDestroyed: () => isDestroyed,
        send(channel: string, ...args: unknown[]) {
          if (isDestroyed) throw new TypeError("Object has been destroyed");
          const copy = structuredClone(args);
          setImmediate(() => renderer.emit(channel, {}, ...copy));
        },
      });
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
        destroy() {
          isDestroyed = true;
          contents.emit("destroyed");
        },
      };
    },
  };
}

/** Resolves when everything that was sent before has arrived and been answered as far as it could be at once. */
export async function whenDelivered(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
