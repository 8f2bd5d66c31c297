import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#core/store/open-database.ts";
import { openWorkspace } from "#core/workspace/workspace.ts";
import { createClient } from "#shared/contract/client.ts";
import { promptContent } from "#shared/model/content.ts";
import { diffContent } from "#shared/text/diff-content.ts";
import { createTestPorts } from "../tests/support/test-ports.ts";
import { type Figure, time } from "./figures.ts";

const saves = 300;
const history = 10_000;
const text = "Answer the customer in a friendly and accurate way. ".repeat(80);
const contentOf = (count: number) =>
  promptContent.parse({ messages: [{ role: "human", template: `${count} ${text}` }] });

/** What the version store costs through the whole contract, against SQLite doing one durable insert. */
export async function measureStore(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  try {
    const bare = openDatabase(join(folder, "bare", "workspace.db"), { log: () => {} });
    const floor = await time(saves, (index) =>
      bare.run("bare insert", "INSERT INTO settings VALUES (@name, @json)", {
        name: String(index),
        json: JSON.stringify(contentOf(index)),
      }),
    );
    bare.close();
    return [
      { what: "one bare durable insert of 4 KB, p50", value: floor.p50, unit: "ms" },
      ...(await measureWorkspace(join(folder, "full"), floor.p50)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureWorkspace(folder: string, floor: number): Promise<Figure[]> {
  const workspace = await openWorkspace({
    folder,
    host: "test",
    appVersion: "bench",
    capabilities: { nativeDialogs: false, nativeMenu: false },
    ports: createTestPorts(),
    sample: false,
  });
  const lathe = createClient<AbortSignal>(workspace.open);
  const { promptId } = await lathe.call("prompts.create", { name: "bench", content: contentOf(-1) });
  let revision = 1;
  const save = async (index: number) => {
    const draft = { promptId, baseRevision: revision, content: contentOf(index) };
    ({ revision } = await lathe.call("prompts.save-draft", draft));
    await lathe.call("prompts.save-version", { promptId, revision, message: "bench" });
  };
  const saved = await time(saves, save);
  for (let index = saves; index < history; index += 1) await save(index);

  const page = await time(50, () => lathe.call("prompts.versions", { promptId, limit: 100 }));
  const { versions } = await lathe.call("prompts.versions", { promptId, limit: 100 });
  const open = (index: number) =>
    lathe.call("prompts.version", { versionId: (versions[index] as (typeof versions)[number]).versionId });
  const opened = await time(50, open);
  const [one, other] = [await open(0), await open(1)];
  const compared = await time(50, () => diffContent(one.content, other.content));
  const backedUp = await time(3, () => lathe.call("workspace.back-up", {}));
  const verified = await time(1, () => lathe.call("workspace.verify", { deep: true }));
  await workspace.close();

  const against = "a bare insert";
  const figure = (what: string, value: number, goal?: number): Figure => ({
    what,
    value,
    unit: "ms",
    ratio: value / floor,
    against,
    ...(goal === undefined ? {} : { goal }),
  });
  return [
    figure("save draft and version through the contract, durable, p50", saved.p50, 8),
    figure("the same, p99", saved.p99, 25),
    figure(`first history page of ${history} versions, p50`, page.p50, 50),
    figure("open one version of 4 KB, p50", opened.p50, 20),
    figure("compare two versions of 4 KB, p50", compared.p50, 20),
    figure(`back up ${history} versions, p50`, backedUp.p50),
    figure(`verify --deep of ${history} versions`, verified.p50, 10_000),
  ];
}
