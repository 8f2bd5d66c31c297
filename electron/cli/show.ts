import type { Command } from "commander";
import { toPromptFile } from "#shared/text/prompt-file.ts";
import { commonCommand } from "./common-command.ts";
import { readReference } from "./prompt-reference.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

export function addShow(program: Command): void {
  program.addCommand(
    commonCommand(
      "show NAME[@VERSION] [options]",
      "Print a version of a prompt; the draft where there is no version.",
      'show "Customer reply@1.0.1"',
    )
      .argument("<reference>", "NAME or NAME@VERSION")
      .action((reference: string, options: CommonOptions) =>
        withSession(options, async (session) => {
          const shown = await readReference(session, reference);
          if (session.json)
            return printJson({
              ...shown,
              ...toPromptFile(shown.content),
              content: undefined,
              promptId: undefined,
            });
          const { content } = shown;
          note(`${shown.name} ${shown.version === null ? "(draft, no version yet)" : `@ ${shown.version}`}`);
          for (const message of content.messages) {
            printLine(`── ${message.role}`);
            printLine(message.role === "history" ? `{${message.variable}}` : message.template);
          }
          for (const { name, text } of content.snippets ?? []) {
            printLine(`── snippet ${name}`);
            printLine(text);
          }
        }),
      ),
  );
}
