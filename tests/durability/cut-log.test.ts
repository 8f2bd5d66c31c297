import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasTool } from "../support/needs-tool.ts";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";
import { temporaryFolder } from "../support/run-cli.ts";
import { isAcknowledgement, readSaved, saveToEnd } from "./run-saver.ts";

/** A power cut keeps what was flushed and may lose the rest: the log up to any byte, or with zeros from there on. */
const cuts = Number(process.env.LATHE_CUTS ?? 90);
const headerBytes = 32;
const frameBytes = 24 + 4096;

describe("a power cut, modelled by cutting the write-ahead log", () => {
  it.each([
    ["that was there before", true],
    ["in its first session", false],
  ])(
    "R-08 loses no save of a workspace %s that was acknowledged before the cut, and shows none that was not whole",
    {
      timeout: 3_600_000,
    },
    async (_what, wasThere) => {
      const { folder, saves, logBytes } = await saveWithLog(wasThere);
      const frames = Math.floor((logBytes - headerBytes) / frameBytes);
      // Each border of a frame, and a place inside each frame that wanders through it; then spread over the whole log.
      const places = [0, headerBytes - 1, headerBytes];
      for (let frame = 0; frame < frames; frame += 1) {
        const start = headerBytes + frame * frameBytes;
        places.push(start + ((frame * 397) % (frameBytes - 1)) + 1, start + frameBytes);
      }
      const tried = spread(places, cuts);
      const log = readFileSync(join(folder, "workspace.db-wal"));
      let whole = 0;
      for (const [index, place] of tried.entries()) {
        const cut = temporaryFolder();
        copyFileSync(join(folder, "workspace.db"), join(cut, "workspace.db"));
        const rest = Buffer.alloc(index % 2 === 0 ? 0 : logBytes - place);
        writeFileSync(join(cut, "workspace.db-wal"), Buffer.concat([log.subarray(0, place), rest]));
        const { lines, problems } = readSaved(join(cut, "workspace.db"));
        const kept = saves.filter((save) => save.logBytes <= place);
        expect(problems, `cut at ${place}`).toEqual([]);
        expect([...lines].sort(), `cut at ${place}`).toEqual(kept.map((save) => save.line).sort());
        whole = Math.max(whole, kept.length);
      }
      expect(tried.length).toBeGreaterThanOrEqual(Math.min(cuts, places.length));
      expect(whole).toBe(saves.length);
      if (cuts > 200)
        console.log(`${tried.length} cuts through ${frames} frames, ${saves.length} saves: none lost`);
    },
  );

  describe.skipIf(!hasTool("strace"))("and counted", () => {
    it("R-08 flushes the log at least once for every save that it acknowledges", async () => {
      const trace = join(temporaryFolder(), "trace");
      const options = { folder: temporaryFolder(), life: "flushed", rounds: 20 };
      const said = await saveToEnd(
        ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", trace],
        options,
      );
      const flushes = readFileSync(trace, "utf8").match(/f(data)?sync\(\d+<[^>]*workspace\.db-wal>\) += 0/g);
      expect(said.filter(isAcknowledgement)).toHaveLength(27);
      expect(flushes?.length ?? 0).toBeGreaterThanOrEqual(27);
    });
  });
});

/** Saves, and how long the log was when each was acknowledged. The workspace is still open: its log was not put away. */
async function saveWithLog(wasThere: boolean) {
  const folder = temporaryFolder();
  if (wasThere) await (await openWorkbench(folder)).close();

  const { lathe, close } = await openWorkbench(folder);
  const { promptId } = await lathe.call("prompts.create", { name: "kept" });
  const logSize = () => statSync(join(folder, "workspace.db-wal")).size;
  const saves: { line: string; logBytes: number }[] = [];
  let { revision } = (await lathe.call("prompts.open", { promptId })).draft;
  for (let count = 0; count < 40; count += 1) {
    const content = contentOf(`text ${count} ${"字".repeat(500 * (count % 5))}`);
    const draft = await lathe.call("prompts.save-draft", { promptId, baseRevision: revision, content });
    revision = draft.revision;
    saves.push({ line: `draft ${revision} ${draft.contentHash}`, logBytes: logSize() });
    if (count % 3 !== 0) continue;
    const { version } = await lathe.call("prompts.save-version", { promptId, revision, message: "" });
    saves.push({ line: `version ${version.version} ${version.contentHash}`, logBytes: logSize() });
  }
  const kept = temporaryFolder();
  for (const name of ["workspace.db", "workspace.db-wal"]) copyFileSync(join(folder, name), join(kept, name));
  await close();
  return { folder: kept, saves, logBytes: statSync(join(kept, "workspace.db-wal")).size };
}

/** At most `count` of them, from the first to the last. */
const spread = (places: number[], count: number): number[] =>
  places.length <= count
    ? places
    : Array.from(
        { length: count },
        (_, index) => places[Math.round((index * (places.length - 1)) / (count - 1))] ?? 0,
      );
