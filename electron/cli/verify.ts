import type { Command } from "commander";
import { commonCommand, type Finish } from "./common-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

export function addVerify(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "verify [options]",
      "Check the workspace: the file, every reference, every content against its hash. Exit 1 on a problem.",
      "verify",
    ).action((options: CommonOptions) =>
      withSession(options, async ({ workbench, json, folder }) => {
        const report = workbench.verify();
        if (!report.ok) finish(exitCodes.no);
        if (json) return printJson(report);
        const { contents, versions, drafts, runs, recordings } = report.checked;
        for (const { object, problem } of report.problems) note(`${object}: ${problem}`);
        printLine(
          `${report.ok ? "Sound" : `${report.problems.length} problems`}: ${folder} — ${contents} contents, ${versions} versions, ${drafts} drafts, ${runs} runs, ${recordings} recordings.`,
        );
      }),
    ),
  );
}
