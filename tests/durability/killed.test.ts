import { join } from "node:path";
import { expect, it } from "vitest";
import { openDatabase } from "#core/store/open-database.ts";
import { verifyWorkspace } from "#core/store/verify.ts";
import { temporaryFolder } from "../support/run-cli.ts";
import { saveUntilKilled } from "./kill-while-saving.ts";

/** More with `LATHE_KILLS=100`. */
const kills = Number(process.env.LATHE_KILLS ?? 10);

it("keeps every draft and version that it acknowledged, whenever it is killed", {
  timeout: 600_000,
}, async () => {
  const folder = temporaryFolder();
  const acknowledged: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    acknowledged.push(...(await saveUntilKilled(folder, `life ${kill}`, Math.random() * 60)));

    const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
    const verified = verifyWorkspace(db);
    const kept = new Set([
      ...db
        .all<{ line: string }>(
          "journal",
          "SELECT 'draft ' || revision || ' ' || content_hash AS line FROM draft_journal",
        )
        .map(({ line }) => line),
      ...db
        .all<{ line: string }>(
          "versions",
          "SELECT 'version ' || version || ' ' || content_hash AS line FROM versions",
        )
        .map(({ line }) => line),
    ]);
    const draft = db.get<{ revision: number }>("draft", "SELECT revision FROM drafts");
    db.close();
    expect(verified.problems).toEqual([]);
    expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
    const newest = acknowledged.findLast((line) => line.startsWith("draft "))?.split(" ")[1] ?? 0;
    expect(draft?.revision).toBeGreaterThanOrEqual(Number(newest));
  }
  expect(acknowledged.length).toBeGreaterThan(kills);
  if (kills > 10) console.log(`${kills} kills, ${acknowledged.length} acknowledgements, none lost`);
});
