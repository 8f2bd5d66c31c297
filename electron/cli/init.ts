import type { Command } from "commander";
import { commonCommand } from "./common-command.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { printJson, printLine } from "./terminal.ts";

export function addInit(program: Command): void {
  program.addCommand(
    commonCommand(
      "init [options]",
      "Make the workspace, with --sample filled with three sample prompts.",
      "init --sample",
    )
      .option("--sample", "add the sample prompts to a new workspace")
      .action(async (options: CommonOptions & { sample?: boolean }) => {
        await withSession(
          options,
          async ({ workspace, lathe, json, folder }) => {
            const { total } = await lathe.call("prompts.list", { limit: 1 });
            const { sampleAdded } = workspace;
            if (json) return printJson({ folder, prompts: total, sampleAdded });
            printLine(`Workspace: ${folder} (${total} prompts)`);
            if (options.sample && !sampleAdded)
              printLine("It held prompts before, so the sample was not added.");
          },
          { sample: options.sample ?? false },
        );
      }),
  );
}
