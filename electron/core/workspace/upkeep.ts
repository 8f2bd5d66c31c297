import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Ports } from "../ports.ts";
import { newestOf } from "../store/backups.ts";
import { replacePrivateFile } from "../vaults/private-file.ts";
import type { Workbench } from "../workbench.ts";

const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;
/** After the start, so that a person who opens Lathe gets the editor first. */
const firstLookMs = 20_000;
const lookEveryMs = 60 * 60 * 1000;

const lastCheck = z.object({ at: z.iso.datetime(), problems: z.int() });
export type LastCheck = z.infer<typeof lastCheck>;

/** What is done for the workspace without being asked: a backup a day, a check of everything a week. */
export interface Upkeep {
  readonly lastCheck: LastCheck | null;
  /** A backup where the last daily one is a day old. */
  backUpIfDue(): void;
  noteCheck(problems: number): Promise<void>;
  stop(): void;
}

export function startUpkeep(options: {
  folder: string;
  backupFolder: string;
  workbench: Workbench;
  ports: Pick<Ports, "clock" | "log">;
  publish: (event: LatheEvent) => void;
}): Upkeep {
  const { workbench, publish } = options;
  const { clock, log } = options.ports;
  const noteFile = join(options.folder, "last-check.json");
  const stopped = new AbortController();
  let checked = readLastCheck(noteFile);

  /** Also where the clock was set back: what was made “tomorrow”, or on no day, would otherwise hold up the next for years. */
  const isDue = (at: string | null, everyMs: number) =>
    at === null || !(Math.abs(clock.now() - Date.parse(at)) < everyMs);

  function backUpIfDue(): void {
    try {
      if (!workbench.hasWork() || !isDue(newestOf(options.backupFolder, "daily"), dayMs)) return;
      workbench.backUp("daily");
      publish({ type: "backup.made" });
    } catch (error) {
      log("error", `The daily backup could not be made: ${error}`);
    }
  }

  async function noteCheck(problems: number): Promise<void> {
    checked = { at: new Date(clock.now()).toISOString(), problems };
    publish({ type: "workspace.checked", problems });
    try {
      await replacePrivateFile(noteFile, Buffer.from(JSON.stringify(checked)));
    } catch (error) {
      log("warn", `The date of the check could not be kept: ${error}`);
    }
  }

  async function checkIfDue(): Promise<void> {
    if (!isDue(checked?.at ?? null, weekMs)) return;
    const report = await workbench.verify({ deep: true }, stopped.signal);
    for (const { object, problem } of report.problems.slice(0, 20)) log("error", `${object}: ${problem}`);
    await noteCheck(report.problems.length);
  }

  async function look(): Promise<void> {
    backUpIfDue();
    try {
      await checkIfDue();
    } catch (error) {
      if (!stopped.signal.aborted) log("error", `The workspace could not be checked: ${error}`);
    }
  }

  const first = setTimeout(() => void look(), firstLookMs);
  const timer = setInterval(() => void look(), lookEveryMs);
  first.unref();
  timer.unref();
  return {
    get lastCheck() {
      return checked;
    },
    backUpIfDue,
    noteCheck,
    stop() {
      clearTimeout(first);
      clearInterval(timer);
      stopped.abort();
    },
  };
}

function readLastCheck(file: string): LastCheck | null {
  try {
    return lastCheck.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}
