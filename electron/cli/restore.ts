import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { inWords } from "./backup.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

export function addRestore(program: Command): void {
  program.addCommand(
    commonCommand(
      "restore [options] [file]",
      "Put a backup in the workspace's place, once it has proved whole. What is there now is kept, and can be brought back.",
      "restore 000012-daily-20261124T173246Z.db",
    )
      .argument(
        "[file]",
        "a backup by the name that “backup --list” shows, or any workspace file by its path",
      )
      .option("--salvage", "read what can be read of a damaged workspace, and go on with that")
      .action((file: string | undefined, options: CommonOptions & { salvage?: boolean }) => {
        if ((file === undefined) === (options.salvage !== true))
          throw badInput("Name a backup, or give --salvage; “lathe backup --list” shows the backups.");
        return withSession(
          options,
          (session) => (file === undefined ? salvage(session) : restore(session, file)),
          { mending: true },
        );
      }),
  );
}

async function restore({ lathe, signal, json }: Session, file: string): Promise<void> {
  const isPath = /[/\\]/.test(file) || existsSync(file);
  const source = isPath ? { path: resolve(file) } : { backupId: file };
  const restored = await lathe.call("workspace.restore", { source }, signal);
  if (json) return printJson(restored);
  printLine(`Restored: ${inWords(restored)}.`);
  if (restored.undo !== null)
    printLine(`What was there is kept; “lathe restore ${restored.undo.backupId}” brings it back.`);
  if (restored.keptAs !== null) printLine(`The file that could not be opened is kept in ${restored.keptAs}.`);
}

async function salvage({ lathe, signal, json }: Session): Promise<void> {
  const report = await lathe.call("workspace.salvage", {}, signal);
  if (!report.readable) {
    for (const line of report.notes) note(line);
    throw badInput("Nothing could be read out of the file. It was left as it is; restore a backup.");
  }
  const kept = await lathe.call("workspace.keep-salvaged", {}, signal);
  if (json) return printJson({ ...kept, report });
  const lost = (count: number | null) => (count === null ? "unknown" : String(count));
  printLine(
    table([
      ["", "kept", "lost"],
      ...report.tables.map((row) => [row.name, String(row.kept), lost(row.lost)]),
    ]),
  );
  for (const line of report.notes) printLine(line);
  printLine(`The workspace goes on with ${inWords(kept)}. The damaged file is kept in ${kept.keptAs}.`);
}
