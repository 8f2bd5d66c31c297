import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isAcknowledgement, readSaved, saveToEnd } from "../durability/run-saver.ts";
import { hasTool } from "../support/needs-tool.ts";
import { openWorkbench } from "../support/open-workbench.ts";
import { temporaryFolder } from "../support/run-cli.ts";

/** Makes the given calls of a program fail, as the kernel would. */
const failing = (calls: string, error: string, when: string): string[] => [
  "strace",
  "-f",
  "-qq",
  "-o",
  "/dev/null",
  "-e",
  `trace=${calls}`,
  "-e",
  `inject=${calls}:error=${error}:when=${when}`,
];

describe.skipIf(!hasTool("strace"))("a disk that fails", () => {
  it.each([
    ["flushing", "fsync,fdatasync", "EIO", "7..9", "store.disk-error"],
    ["flushing, once in a while", "fsync,fdatasync", "EIO", "5+4", "store.disk-error"],
    ["writing", "pwrite64", "EIO", "40..42", "store.disk-error"],
    ["writing, being full", "pwrite64", "ENOSPC", "40..42", "store.disk-full"],
  ])(
    "R-09 while %s is told, acknowledges nothing, loses nothing, and the next save works",
    async (_what, calls, error, when, code) => {
      const folder = temporaryFolder();
      const { lathe, close } = await openWorkbench(folder);
      // So that everything that the saver writes is a save.
      await lathe.call("prompts.create", { name: "kept" });
      await close();
      const said = await saveToEnd(failing(calls, error, when), { folder, life: "faulty", rounds: 15 });
      const refused = said.filter((line) => line.startsWith("refused"));
      expect(refused.length).toBeGreaterThanOrEqual(3);
      expect([...new Set(refused)]).toEqual([`refused ${code}`]);

      const acknowledged = said.filter(isAcknowledgement);
      expect(acknowledged).toHaveLength(20);
      expect(isAcknowledgement(said.at(-1) ?? "")).toBe(true);
      const { lines, problems } = readSaved(join(folder, "workspace.db"));
      expect(problems).toEqual([]);
      expect(acknowledged.filter((line) => !lines.has(line))).toEqual([]);
      // A refused save that was there all the same would make the one after it a second one of its kind.
      expect(lines.size).toBe(acknowledged.length);
    },
  );
});
