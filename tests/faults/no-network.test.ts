import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createSystemPorts } from "#core/system-ports.ts";
import { createSessionVault } from "#core/vaults/session-vault.ts";
import { openWorkspace } from "#core/workspace/workspace.ts";
import { createClient } from "#shared/contract/client.ts";
import { startFakeOpenAi } from "../support/fake-openai.ts";

it("A-66 a start, with a provider set up, looks up no name and opens no connection until the user asks for one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lathe-quiet-"));
  const fake = await startFakeOpenAi({ models: ["m"] });
  let opened = 0;
  const onSocket = () => {
    opened += 1;
  };
  subscribe("net.client.socket", onSocket);
  onTestFinished(async () => {
    unsubscribe("net.client.socket", onSocket);
    await fake.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const asked: string[] = [];
  const start = async () => {
    const ports = createSystemPorts({ vault: createSessionVault(), log: () => {} });
    const workbench = await openWorkspace({
      folder,
      host: "test",
      appVersion: "0",
      capabilities: { nativeDialogs: false, nativeMenu: false },
      ports: {
        ...ports,
        lookup: (host) => {
          asked.push(host);
          return ports.lookup(host);
        },
      },
      sample: true,
    });
    return { workbench, lathe: createClient<AbortSignal>(workbench.open) };
  };

  const first = await start();
  const baseUrl = fake.baseUrl.replace("127.0.0.1", "localhost");
  await first.lathe.call("providers.add", { name: "local", baseUrl, key: { kind: "none" } });
  await first.workbench.close();
  const { workbench, lathe } = await start();
  await lathe.call("host.describe", {});
  await lathe.call("settings.read", {});
  await lathe.call("providers.list", {});
  await lathe.call("providers.prices", {});
  const { prompts } = await lathe.call("prompts.list", {});
  const { promptId } = prompts[0] ?? expect.fail("no sample");
  await lathe.call("prompts.open", { promptId });
  expect([opened, asked, fake.connections()]).toEqual([0, [], 0]);

  await lathe.call("providers.models", {});
  expect(fake.connections()).toBe(1);
  expect(asked).toEqual(["localhost"]);
  await workbench.close();
});
