import type { Command } from "commander";
import type { VersionSummary } from "#shared/model/prompt.ts";
import { commonCommand } from "./common-command.ts";
import { findPrompt } from "./prompt-reference.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

export function addVersions(program: Command): void {
  program.addCommand(
    commonCommand(
      "versions NAME [options]",
      "List the versions of a prompt, newest first.",
      'versions "Customer reply"',
    )
      .argument("<name>", "the prompt's name")
      .action((name: string, options: CommonOptions) =>
        withSession(options, async (session) => {
          const prompt = await findPrompt(session, name);
          const versions: VersionSummary[] = [];
          let before: number | null = null;
          do {
            const page: { versions: VersionSummary[]; next: number | null } = await session.lathe.call(
              "prompts.versions",
              { promptId: prompt.promptId, before, limit: 500 },
              session.signal,
            );
            versions.push(...page.versions);
            before = page.next;
          } while (before !== null);
          if (session.json) return printJson({ name: prompt.name, versions });
          if (versions.length === 0) return note(`“${prompt.name}” has no saved version yet.`);
          const rows = versions.map((version) => [
            version.version,
            version.createdAt.slice(0, 16).replace("T", " "),
            version.contentHash.slice(0, 12),
            (version.message.split("\n")[0] ?? "") +
              (version.revertOf === null ? "" : ` (back to ${version.revertOf})`),
          ]);
          printLine(table([["VERSION", "SAVED (UTC)", "CONTENT", "MESSAGE"], ...rows]));
        }),
      ),
  );
}
