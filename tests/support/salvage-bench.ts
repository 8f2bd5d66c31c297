import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { sha256 } from "#core/store/content-store.ts";
import type { Database } from "#core/store/database.ts";
import { openDatabase } from "#core/store/open-database.ts";
import { salvageWorkspace } from "#core/store/salvage/salvage-workspace.ts";
import { verifyWorkspace } from "#core/store/verify.ts";
import type { SalvageReport } from "#shared/model/workspace.ts";
import { copyAsCrashed, hashesOf } from "./damage.ts";

export interface Salvaged {
  report: SalvageReport;
  /** The result, open; null where nothing was written. */
  target: Database | null;
  /** Of the report's table with that name. */
  table(name: string): SalvageReport["tables"][number] | undefined;
  /** Named in the report, without those of which nothing is lost. */
  prompt(name: string): SalvageReport["prompts"][number] | undefined;
}

export interface SalvageBench {
  /** Copies `file`, damages the copy, salvages it, and checks all that must hold whatever the damage was. */
  salvage(file: string, damage: (copy: string) => void): Promise<Salvaged>;
  path(name: string): string;
  remove(): void;
}

export function createSalvageBench(): SalvageBench {
  const folder = mkdtempSync(join(tmpdir(), "lathe-salvage-"));
  const opened: Database[] = [];
  let count = 0;
  return {
    path: (name) => join(folder, name),
    async salvage(file, damage) {
      count += 1;
      const own = join(folder, String(count));
      mkdirSync(own);
      const copy = join(own, "workspace.db");
      copyAsCrashed(file, copy);
      damage(copy);
      const before = hashesOf(copy);
      const names = readdirSync(own);
      const targetFile = join(own, "salvaged.db");
      const report = await salvageWorkspace(copy, targetFile, { log: () => {} });

      expect(hashesOf(copy)).toEqual(before);
      expect(readdirSync(own).sort()).toEqual([...names, ...(report.readable ? ["salvaged.db"] : [])].sort());
      const target = report.readable ? openDatabase(targetFile, { log: () => {} }) : null;
      if (target !== null) {
        opened.push(target);
        expectSound(target, report);
      }
      return {
        report,
        target,
        table: (name) => report.tables.find((table) => table.name === name),
        prompt: (name) => report.prompts.find((prompt) => prompt.name === name),
      };
    },
    remove() {
      for (const db of opened) db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function expectSound(target: Database, report: SalvageReport): void {
  expect(verifyWorkspace(target)).toMatchObject({ ok: true, problems: [] });
  const versions = target.all<{ content_hash: string; json: string }>(
    "versions with their texts",
    "SELECT content_hash, json FROM versions JOIN contents ON hash = content_hash",
  );
  expect(versions.filter(({ content_hash, json }) => sha256(json) !== content_hash)).toEqual([]);
  const count = (sql: string) => target.get<{ n: number }>("count", sql)?.n;
  expect(count("SELECT count(*) AS n FROM versions")).toBe(versions.length);
  expect(report.tables.find(({ name }) => name === "versions")?.kept).toBe(versions.length);
  expect(report.prompts.reduce((sum, prompt) => sum + prompt.versionsKept, 0)).toBe(versions.length);
  expect(count("SELECT count(*) AS n FROM prompts")).toBe(report.prompts.length);
  expect(count("SELECT count(*) AS n FROM drafts")).toBe(report.prompts.length);
  expect(count("SELECT count(*) AS n FROM runs WHERE id NOT IN (SELECT run_id FROM attempts)")).toBe(0);
}

/** All rows of a table, in the order of its key, to compare two workspaces. */
export const rowsOf = (db: Database, table: string, columns = "*"): object[] =>
  db.all("all rows", `SELECT ${columns} FROM "${table}" ORDER BY 1, 2`);
