/**
 * What the version store costs through the whole contract, against the same SQLite doing only the insert.
 * Run with `npm run bench`. Figures are medians of one run on one machine: read the ratios.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#core/store/open-database.ts";
import { createWorkbench } from "#core/workbench.ts";
import { createClient } from "#shared/contract/client.ts";
import { promptContent } from "#shared/model/content.ts";
import { createTestPorts } from "../tests/support/test-ports.ts";

const saves = 300;
const history = 10_000;
const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
const text = "Answer the customer in a friendly and accurate way. ".repeat(80);
const contentOf = (count: number) =>
  promptContent.parse({ messages: [{ role: "human", template: `${count} ${text}` }] });

async function time(
  repeats: number,
  work: (index: number) => unknown,
): Promise<{ p50: number; p99: number }> {
  const taken: number[] = [];
  for (let index = 0; index < repeats; index += 1) {
    const started = performance.now();
    await work(index);
    taken.push(performance.now() - started);
  }
  taken.sort((a, b) => a - b);
  return { p50: taken[Math.floor(repeats / 2)] ?? 0, p99: taken[Math.floor(repeats * 0.99)] ?? 0 };
}

const rows: Record<string, string>[] = [];
const row = (what: string, { p50, p99 }: { p50: number; p99: number }, ratio = "") =>
  rows.push({ what, "p50 ms": p50.toFixed(2), "p99 ms": p99.toFixed(2), ratio });

const bare = openDatabase(join(folder, "bare", "workspace.db"), { log: () => {} });
const floor = await time(saves, (index) =>
  bare.run("bare insert", "INSERT INTO contents VALUES (@hash, @json, 1)", {
    hash: String(index).padStart(64, "0"),
    json: JSON.stringify(contentOf(index)),
  }),
);
row("bare durable insert of 4 KB", floor, "1.0 ×");
bare.close();

const workbench = await createWorkbench({
  folder: join(folder, "full"),
  host: "test",
  appVersion: "bench",
  capabilities: { nativeDialogs: false, nativeMenu: false },
  ports: createTestPorts(),
  sample: false,
});
const lathe = createClient<AbortSignal>(workbench.open);
const { promptId } = await lathe.call("prompts.create", { name: "bench", content: contentOf(-1) });
let revision = 1;
const saved = await time(saves, async (index) => {
  ({ revision } = await lathe.call("prompts.save-draft", {
    promptId,
    baseRevision: revision,
    content: contentOf(index),
  }));
  await lathe.call("prompts.save-version", { promptId, revision, message: "bench" });
});
row("save draft + save version through the contract", saved, `${(saved.p50 / floor.p50).toFixed(1)} ×`);

for (let index = saves; index < history; index += 1) {
  ({ revision } = await lathe.call("prompts.save-draft", {
    promptId,
    baseRevision: revision,
    content: contentOf(index),
  }));
  await lathe.call("prompts.save-version", { promptId, revision, message: "bench" });
}
const page = await time(50, () => lathe.call("prompts.versions", { promptId, limit: 100 }));
row(`first history page of ${history} versions`, page, `${(page.p50 / floor.p50).toFixed(1)} ×`);
const { versions } = await lathe.call("prompts.versions", { promptId, limit: 100 });
const opened = await time(50, (index) =>
  lathe.call("prompts.version", { versionId: (versions[index] as (typeof versions)[number]).versionId }),
);
row("open one version of 4 KB", opened, `${(opened.p50 / floor.p50).toFixed(1)} ×`);

console.table(rows);
await workbench.close();
rmSync(folder, { recursive: true });
