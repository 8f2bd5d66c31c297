import BetterSqlite3 from "better-sqlite3";
import { createClient } from "../../shared/contract/client.ts";
import type { WorkspaceState } from "../../shared/contract/workspace.ts";
import { contentOf, openFolder } from "../support/open-workbench.ts";

/** What somebody finds in a workspace folder who is not its owner; printed as JSON. */
export interface Look {
  state: WorkspaceState;
  /** The draft of each prompt that can be read. */
  drafts: string[];
  /** The codes with which a save, a run and a backup were refused; null: they were not. */
  refused: (string | null)[];
}

const [folder = "", userId = "0"] = process.argv.slice(2);
// Before the privileges go: the binding may lie where only its owner reads.
new BetterSqlite3(":memory:").close();
if (userId !== "0") {
  process.setgroups?.([]);
  process.setgid?.(Number(userId));
  process.setuid?.(Number(userId));
}
const workspace = await openFolder(folder);
const lathe = createClient<AbortSignal>(workspace.open);
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { code?: string }) => error.code ?? String(error),
  );

const look: Look = { state: workspace.state(), drafts: [], refused: [] };
const prompts = look.state.access === "closed" ? [] : (await lathe.call("prompts.list", {})).prompts;
for (const { promptId } of prompts) {
  const { draft } = await lathe.call("prompts.open", { promptId });
  look.drafts.push(JSON.stringify(draft.content.messages));
  const content = contentOf("changed");
  look.refused.push(
    await refusal(lathe.call("prompts.save-draft", { promptId, baseRevision: draft.revision, content })),
    await refusal(lathe.call("runs.start", { promptId, source: { kind: "content", content }, values: {} })),
  );
}
await workspace.close();
process.stdout.write(JSON.stringify(look));
