import type { Command } from "commander";
import { LatheError } from "#shared/contract/errors.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { type CommonOptions, type Session, withSession, workspaceFolder } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

type Report = ReturnType<Session["workbench"]["verify"]>;

export function addVerify(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "verify [options]",
      "Check the workspace: the file, every reference, every content against its hash. Exit 1 on a problem.",
      "verify",
    ).action(async (options: CommonOptions) => {
      const report = await withSession(options, async ({ workbench }) => workbench.verify()).catch(
        unreadable,
      );
      if (!report.ok) finish(exitCodes.no);
      if (options.json) return printJson(report);
      const { contents, versions, drafts, runs, recordings } = report.checked;
      for (const { object, problem } of report.problems) note(`${object}: ${problem}`);
      printLine(
        `${report.ok ? "Sound" : `${report.problems.length} problems`}: ${workspaceFolder(options)} — ${contents} contents, ${versions} versions, ${drafts} drafts, ${runs} runs, ${recordings} recordings.`,
      );
    }),
  );
}

const isDamage = new Set([
  "store.damaged",
  "store.foreign-file",
  "store.migration-altered",
  "store.not-a-workspace",
]);

/** A file that is too damaged to be opened is what this command is there to find, not a fault of its own. */
function unreadable(error: unknown): Report {
  if (!(error instanceof LatheError) || !isDamage.has(error.code)) throw error;
  return {
    ok: false,
    checked: { contents: 0, versions: 0, drafts: 0, runs: 0, recordings: 0 },
    problems: [{ object: "workspace.db", problem: error.message }],
  };
}
