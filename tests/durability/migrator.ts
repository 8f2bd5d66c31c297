import { writeSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { migrate, migrations } from "../../electron/core/store/migrate.ts";

/**
 * Brings a workspace file to a schema, as an opening does: a copy first, then the steps. Arguments: the file and the
 * number of the last step. Says when it begins and when it is done, and then waits to be killed.
 */
const [file = "", last = ""] = process.argv.slice(2);
const say = (line: string) => void writeSync(1, `${line}\n`);
const raw = new BetterSqlite3(file);
raw.pragma("journal_mode = WAL");
raw.pragma("synchronous = FULL");
raw.pragma("foreign_keys = ON");
say("ready");
const copyAside = () => {
  raw.prepare("VACUUM INTO ?").run(`${file}.copy`);
  return `${file}.copy`;
};
migrate(
  raw,
  file,
  copyAside,
  migrations.filter(({ number }) => number <= Number(last)),
);
say("done");
setInterval(() => {}, 1_000);
