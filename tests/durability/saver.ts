import { writeSync } from "node:fs";
import { createSystemPorts } from "../../electron/core/system-ports.ts";
import { createSessionVault } from "../../electron/core/vaults/session-vault.ts";
import { createWorkbench } from "../../electron/core/workbench.ts";
import { createClient } from "../../shared/contract/client.ts";
import { promptContent } from "../../shared/model/content.ts";

/**
 * Saves drafts and versions of one prompt until it is killed. A line on stdout is an acknowledgement: what it names must
 * be in the workspace ever after. Arguments: the workspace folder and a word that makes the texts of this life its own.
 */
const [folder = "", life = ""] = process.argv.slice(2);
const workbench = await createWorkbench({
  folder,
  host: "test",
  appVersion: "0.0.0",
  capabilities: { nativeDialogs: false, nativeMenu: false },
  ports: createSystemPorts({ vault: createSessionVault(), log: () => {} }),
  sample: false,
});
const lathe = createClient<AbortSignal>(workbench.open);
const content = (count: number) =>
  promptContent.parse({ messages: [{ role: "human", template: `${life} ${count} ${"字".repeat(2_000)}` }] });

const { promptId } = await lathe
  .call("prompts.find", { name: "kept" })
  .catch(() => lathe.call("prompts.create", { name: "kept" }));
const opened = await lathe.call("prompts.open", { promptId });
let { revision } = opened.draft;
// Synchronously: an acknowledgement that dies in a buffer of this process was none.
const say = (line: string) => void writeSync(1, `${line}\n`);
say("ready");
for (let count = 0; ; count += 1) {
  const draft = await lathe.call("prompts.save-draft", {
    promptId,
    baseRevision: revision,
    content: content(count),
  });
  revision = draft.revision;
  say(`draft ${revision} ${draft.contentHash}`);
  if (count % 3 !== 0) continue;
  const { version } = await lathe.call("prompts.save-version", { promptId, revision, message: "" });
  say(`version ${version.version} ${version.contentHash}`);
}
