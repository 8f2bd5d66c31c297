import type { IpcRenderer, IpcRendererEvent } from "electron";
import { ipcChannels } from "#shared/contract/ipc-channels.ts";
import type { Bridge, Frame } from "#shared/contract/wire.ts";

/** The three functions the page gets. It can name no channel and never sees an Electron object. */
export function createBridge(ipcRenderer: Pick<IpcRenderer, "send" | "on" | "off">): Bridge {
  return {
    open: (request) => ipcRenderer.send(ipcChannels.open, request),
    cancel: (id) => ipcRenderer.send(ipcChannels.cancel, id),
    onFrame(listener) {
      const relay = (_event: IpcRendererEvent, id: string, frame: Frame) => listener(id, frame);
      ipcRenderer.on(ipcChannels.frame, relay);
      return () => void ipcRenderer.off(ipcChannels.frame, relay);
    },
  };
}
