import type { Command } from "commander";
import { diffContent } from "#shared/text/diff-content.ts";
import { renderContentDiff } from "#shared/text/render-content-diff.ts";
import { commonCommand } from "./common-command.ts";
import { findVersion } from "./prompt-reference.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

export function addDiff(program: Command): void {
  program.addCommand(
    commonCommand(
      "diff NAME@A NAME@B [options]",
      "Show what changed between two versions: messages, variables, settings, tools.",
      'diff "Customer reply@1.0.0" "Customer reply@1.0.2"',
    )
      .argument("<before>", "NAME@VERSION")
      .argument("<after>", "NAME@VERSION")
      .action((before: string, after: string, options: CommonOptions) =>
        withSession(options, async (session) => {
          const a = await findVersion(session, before);
          const b = await findVersion(session, after);
          const diff = diffContent(a.version.content, b.version.content);
          const names = {
            before: `${a.prompt.name}@${a.version.version}`,
            after: `${b.prompt.name}@${b.version.version}`,
          };
          if (session.json) return printJson({ ...names, diff });
          const lines = renderContentDiff(diff, names);
          if (lines.length === 0) return note(`${names.before} and ${names.after} have the same content.`);
          printLine(lines.join("\n"));
        }),
      ),
  );
}
