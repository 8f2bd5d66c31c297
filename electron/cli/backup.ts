import type { Command } from "commander";
import type { Backup } from "#shared/model/workspace.ts";
import { commonCommand } from "./common-command.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { printJson, printLine, table } from "./terminal.ts";

export function addBackup(program: Command): void {
  program.addCommand(
    commonCommand(
      "backup [options]",
      "Copy the workspace into its backups folder, or list the copies there are.",
      "backup",
    )
      .option("--list", "only list the backups, newest first")
      .action((options: CommonOptions & { list?: boolean }) =>
        withSession(
          options,
          async ({ lathe, json }) => {
            if (!options.list) {
              const made = await lathe.call("workspace.back-up", {});
              if (json) return printJson(made);
              return printLine(
                `Backed up: ${made.backupId} (${inWords(made)}). “lathe restore ${made.backupId}” puts it back.`,
              );
            }
            const { folder, backups } = await lathe.call("workspace.backups", {});
            if (json) return printJson({ folder, backups });
            if (backups.length === 0) return printLine(`There is no backup in ${folder} yet.`);
            printLine(table(backups.map((backup) => [backup.backupId, backup.createdAt, inWords(backup)])));
          },
          // Those who look for a backup often have a workspace that does not open.
          { mending: options.list ?? false },
        ),
      ),
  );
}

export const inWords = ({ counts }: Pick<Backup, "counts">): string =>
  counts === null
    ? "cannot be read"
    : `${counts.prompts} prompts, ${counts.versions} versions, ${counts.runs} runs`;
