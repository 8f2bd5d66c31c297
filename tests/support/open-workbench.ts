import type { Ports } from "../../electron/core/ports.ts";
import type { Router } from "../../electron/core/router.ts";
import { createSystemPorts } from "../../electron/core/system-ports.ts";
import { createSessionVault } from "../../electron/core/vaults/session-vault.ts";
import { openWorkspace, type Workspace } from "../../electron/core/workspace/workspace.ts";
import { type Client, createClient } from "../../shared/contract/client.ts";
import { LatheError } from "../../shared/contract/errors.ts";
import { type PromptContent, promptContent } from "../../shared/model/content.ts";

export interface OpenWorkbench extends Router {
  lathe: Client<AbortSignal>;
  close(): Promise<void>;
}

/** The real workspace of a folder with the real clock and network, as a host puts it together; no sample. */
export const openFolder = (folder: string, ports: Partial<Ports> = {}): Promise<Workspace> =>
  openWorkspace({
    folder,
    host: "test",
    appVersion: "0.0.0",
    capabilities: { nativeDialogs: false, nativeMenu: false },
    ports: { ...createSystemPorts({ vault: createSessionVault(), log: () => {} }), ...ports },
    sample: false,
  });

/** The same, of a workspace that can be opened. */
export async function openWorkbench(folder: string, ports: Partial<Ports> = {}): Promise<OpenWorkbench> {
  const workspace = await openFolder(folder, ports);
  const { access, fault } = workspace.state();
  if (access === "closed" && fault !== null) throw LatheError.from(fault);
  const { open, close } = workspace;
  return { open, close, lathe: createClient<AbortSignal>(open) };
}

/** A prompt that is one human message. */
export const contentOf = (template: string): PromptContent =>
  promptContent.parse({ messages: [{ role: "human", template }] });

/** What a page would do to the workspace of a folder: in this process, and so many times as quick as a command. */
export async function inPage<T>(
  folder: string,
  work: (lathe: OpenWorkbench["lathe"]) => Promise<T>,
): Promise<T> {
  const { lathe, close } = await openWorkbench(folder);
  return work(lathe).finally(close);
}

/** A prompt of one human message with its version 1.0.0, and a provider without a key where an address is given. */
export async function addPrompt(
  lathe: OpenWorkbench["lathe"],
  { name, template, fake }: { name: string; template: string; fake?: string },
): Promise<void> {
  const variables = [...template.matchAll(/\{(\w+)\}/g)].map(([, variable]) => ({ name: variable ?? "" }));
  const content = promptContent.parse({ ...contentOf(template), variables });
  const { promptId } = await lathe.call("prompts.create", { name, content });
  const { draft } = await lathe.call("prompts.open", { promptId });
  await lathe.call("prompts.save-version", { promptId, revision: draft.revision, message: "" });
  if (fake !== undefined)
    await lathe.call("providers.add", { name: "fake", baseUrl: fake, key: { kind: "none" } });
}
