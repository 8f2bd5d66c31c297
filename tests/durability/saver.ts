import { writeSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { LatheError } from "../../shared/contract/errors.ts";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";

/**
 * Saves drafts, versions and backups of one prompt, until it is killed or has made its rounds. A line on stdout is an
 * acknowledgement: what it names must be in the workspace ever after. `refused CODE`: the save was not acknowledged, and
 * is tried again.
 */
export interface SaverOptions {
  folder: string;
  /** Makes the texts of this life its own. */
  life: string;
  /** The prompt's name. */
  prompt?: string;
  /** It ends after so many rounds, or after so many seconds and ten rounds; absent: when it is killed. */
  rounds?: number;
  seconds?: number;
  /** A backup every so many rounds; 0: none. */
  backUpEvery?: number;
  /** Puts the log away after each round, in every way there is: what SQLite does by itself now and then. */
  checkpoint?: boolean;
}

const options: SaverOptions = JSON.parse(process.argv[2] ?? "");
const { folder, life, prompt: name = "kept", rounds = Number.POSITIVE_INFINITY, backUpEvery = 0 } = options;
const endsAt = performance.now() + (options.seconds ?? Number.POSITIVE_INFINITY) * 1000;
const { lathe, close } = await openWorkbench(folder);
const content = (count: number) => contentOf(`${life} ${count} ${"字".repeat(2_000)}`);

const { promptId } = await lathe
  .call("prompts.find", { name })
  .catch(() => lathe.call("prompts.create", { name }));
let { revision } = (await lathe.call("prompts.open", { promptId })).draft;
// Synchronously: an acknowledgement that dies in a buffer of this process was none.
const say = (line: string) => void writeSync(1, `${line}\n`);

async function untilDone(save: () => Promise<string>): Promise<void> {
  for (;;) {
    try {
      return say(await save());
    } catch (error) {
      if (!(error instanceof LatheError)) throw error;
      say(`refused ${error.code}`);
    }
  }
}

const log = options.checkpoint ? new BetterSqlite3(join(folder, "workspace.db")) : null;
const ways = ["PASSIVE", "RESTART", "TRUNCATE", "FULL"];

say("ready");
for (let count = 0; count < rounds && (count < 10 || performance.now() < endsAt); count += 1) {
  await untilDone(async () => {
    const draft = await lathe.call("prompts.save-draft", {
      promptId,
      baseRevision: revision,
      content: content(count),
    });
    revision = draft.revision;
    return `draft ${revision} ${draft.contentHash}`;
  });
  if (count % 3 === 0) {
    await untilDone(async () => {
      const { version } = await lathe.call("prompts.save-version", { promptId, revision, message: "" });
      return `version ${version.version} ${version.contentHash}`;
    });
  }
  if (backUpEvery > 0 && count % backUpEvery === 0) {
    say("backing-up");
    await untilDone(async () => `backup ${(await lathe.call("workspace.back-up", {})).backupId}`);
  }
  log?.pragma(`wal_checkpoint(${ways[count % ways.length]})`);
}
log?.close();
await close();
