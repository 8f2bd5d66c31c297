import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { insertVersion } from "#core/prompts/version-store.ts";
import { keepContent } from "#core/store/content-store.ts";
import type { Database } from "#core/store/database.ts";
import { openDatabase } from "#core/store/open-database.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import { diffContent } from "#shared/text/diff-content.ts";
import { contentOf, type OpenWorkbench, openWorkbench } from "./support/open-workbench.ts";
import { temporaryFolder } from "./support/run-cli.ts";

/** A workbench on a workspace that `fill` wrote at one go: one call for each row would take minutes. */
async function workbenchOn(fill: (db: Database) => void): Promise<OpenWorkbench["lathe"]> {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
  db.transaction(() => fill(db));
  db.close();
  const workbench = await openWorkbench(folder);
  onTestFinished(() => workbench.close());
  return workbench.lathe;
}

function insertPrompt(db: Database, id: string, name: string): void {
  db.run(
    "insert prompt",
    "INSERT INTO prompts VALUES (@id, @name, @name, '', '', 'design', '2026-11-24T12:00:00.000Z', '2026-11-24T12:00:00.000Z', NULL)",
    { id, name },
  );
  db.run(
    "insert draft",
    "INSERT INTO drafts VALUES (@id, 1, @hash, NULL, @name, '2026-11-24T12:00:00.000Z')",
    {
      id,
      name,
      hash: keepContent(db, contentOf(name)),
    },
  );
}

const count = 10_000;
const promptId = "prm_long0000000" as PromptId;
const versionId = (sequence: number) => `ver_${String(sequence).padStart(12, "0")}` as VersionId;

it("R-28 the history of 10,000 versions lists each once, newest first, and any two can be compared", async () => {
  const lathe = await workbenchOn((db) => {
    insertPrompt(db, promptId, "long");
    for (let sequence = 1; sequence <= count; sequence += 1) {
      insertVersion(db, {
        versionId: versionId(sequence),
        promptId,
        version: `1.0.${sequence - 1}`,
        sequence,
        message: `change ${sequence}`,
        contentHash: keepContent(db, contentOf(`Answer briefly.\nRound ${sequence}.\n{{question}}`)),
        parentId: sequence === 1 ? null : versionId(sequence - 1),
        revertOf: null,
        createdAt: "2026-11-24T12:00:00.000Z",
      });
    }
  });
  const seen: number[] = [];
  for (let before: number | null = null; ; ) {
    const page: { versions: { sequence: number }[] } = await lathe.call("prompts.versions", {
      promptId,
      before,
      limit: 500,
    });
    seen.push(...page.versions.map(({ sequence }) => sequence));
    before = page.versions.at(-1)?.sequence ?? null;
    if (before === null) break;
  }
  expect(seen).toEqual(Array.from({ length: count }, (_, index) => count - index));

  const read = (sequence: number) => lathe.call("prompts.version", { versionId: versionId(sequence) });
  const [first, middle, last] = [await read(1), await read(5_000), await read(count)];
  for (const [one, other] of [
    [first, last],
    [middle, last],
    [last, first],
  ] as const) {
    const said = JSON.stringify(diffContent(one.content, other.content));
    expect(said).toContain(`Round ${one.sequence}.`);
    expect(said).toContain(`Round ${other.sequence}.`);
  }
});

it("R-28 the list of 5,000 prompts shows each once and in order, and finds one of them", async () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `prompt ${String(index).padStart(4, "0")}`);
  const lathe = await workbenchOn((db) => {
    for (const name of names.toReversed()) insertPrompt(db, `prm_${name.replace(" ", "")}`, name);
  });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: { prompts: { name: string }[]; next: string | null; total: number } = await lathe.call(
      "prompts.list",
      {
        after,
        limit: 500,
      },
    );
    expect(page.total).toBe(names.length);
    seen.push(...page.prompts.map(({ name }) => name));
    after = page.next;
  } while (after !== null);
  expect(seen).toEqual(names);
  const found = await lathe.call("prompts.list", { search: "PROMPT 4321" });
  expect(found.prompts.map(({ name }) => name)).toEqual(["prompt 4321"]);
});
