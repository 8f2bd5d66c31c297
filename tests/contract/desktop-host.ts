import type { Frame } from "#shared/contract/wire.ts";
import { createBridge } from "../../electron/desktop/bridge.ts";
import { serveIpc } from "../../electron/desktop/ipc.ts";
import { ipcTransport } from "../../renderer/host/ipc-transport.ts";
import { createFakeElectron, type FakePage, whenDelivered } from "../desktop/fake-electron.ts";
import type { HostUnderTest, TestPage } from "./host-under-test.ts";
import { createScriptedWorkbench } from "./scripted-workbench.ts";

/** The desktop's ipc edge, bridge and transport over a fake pipe. */
export async function openDesktopHost(): Promise<HostUnderTest> {
  const workbench = createScriptedWorkbench();
  const electron = createFakeElectron();
  const stop = serveIpc(electron.ipcMain, { workbench, log: () => {} });

  const asTestPage = (page: FakePage): TestPage => {
    const bridge = createBridge(page.ipcRenderer);
    return {
      transport: ipcTransport(bridge),
      reload() {
        page.reload();
        return asTestPage(page);
      },
      sendRaw: (request) =>
        new Promise<Frame>((resolve) => {
          bridge.onFrame((id, frame) => {
            if (id === "raw" && frame.kind !== "chunk") resolve(frame);
          });
          bridge.open({ id: "raw", ...request });
        }),
    };
  };

  return {
    workbench,
    openPage: () => asTestPage(electron.openPage()),
    async sendAsStranger(request) {
      const strangers = [
        null,
        { origin: "https://evil.example", parent: null },
        { origin: "app://lathe.evil", parent: null },
        { origin: "app://lathe", parent: { origin: "app://lathe" } as never },
      ];
      for (const frame of strangers) {
        createBridge(electron.openPage(frame).ipcRenderer).open({ id: "stranger", ...request });
      }
      await whenDelivered();
    },
    close: async () => stop(),
  };
}
