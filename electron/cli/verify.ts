import type { Command } from "commander";
import { LatheError } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { type CommonOptions, withSession, workspaceFolder } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

type Report = Output<"workspace.verify">;

export function addVerify(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "verify [options]",
      "Check the workspace: the file, its schema and every reference; --deep: every row and text too. Exit 1 on a problem.",
      "verify",
    )
      .option("--deep", "also compare every content and every row with its hash")
      .action(async (options: CommonOptions & { deep?: boolean }) => {
        const { deep = false } = options;
        const report = await withSession(options, async ({ lathe, signal }) =>
          lathe.call("workspace.verify", { deep }, signal),
        ).catch((error) => unreadable(error, deep));
        if (!report.ok) finish(exitCodes.no);
        if (options.json) return printJson(report);
        const { contents, versions, drafts, runs, recordings } = report.checked;
        for (const { object, problem } of report.problems) note(`${object}: ${problem}`);
        printLine(
          `${report.ok ? "Sound" : `${report.problems.length} problem${report.problems.length === 1 ? "" : "s"}`}: ${workspaceFolder(options)} — ${contents} contents, ${versions} versions, ${drafts} drafts, ${runs} runs, ${recordings} recordings.`,
        );
      }),
  );
}

const isDamage = new Set([
  "store.damaged",
  "store.foreign-file",
  "store.lost",
  "store.migration-altered",
  "store.not-a-workspace",
]);

/** A file that is too damaged to be opened is what this command is there to find, not a fault of its own. */
function unreadable(error: unknown, deep: boolean): Report {
  if (!(error instanceof LatheError) || !isDamage.has(error.code)) throw error;
  return {
    ok: false,
    deep,
    checked: { contents: 0, versions: 0, drafts: 0, runs: 0, recordings: 0 },
    problems: [{ object: "workspace.db", problem: error.message }],
  };
}
