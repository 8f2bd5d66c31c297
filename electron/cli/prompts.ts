import type { Command } from "commander";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { commonCommand } from "./common-command.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

export function addPrompts(program: Command): void {
  program.addCommand(
    commonCommand("prompts [options]", "List the prompts.", "prompts --search refund")
      .option("--search <text>", "only those with this text in name, description, tags or messages", "")
      .action((options: CommonOptions & { search: string }) =>
        withSession(options, async (session) => {
          const prompts = await listAll(session, options.search);
          if (session.json) return printJson({ prompts });
          if (prompts.length === 0) return note("No prompts. `init --sample` adds some to a new workspace.");
          const rows = prompts.map((prompt) => [
            prompt.name,
            prompt.latestVersion ?? "draft only",
            prompt.stage,
            prompt.draftChanged && prompt.latestVersion !== null ? "draft differs" : "",
            prompt.folder,
          ]);
          printLine(table([["NAME", "VERSION", "STAGE", "DRAFT", "FOLDER"], ...rows]));
        }),
      ),
  );
}

async function listAll({ lathe, signal }: Session, search: string): Promise<PromptSummary[]> {
  const all: PromptSummary[] = [];
  let after: string | null = null;
  do {
    const page: { prompts: PromptSummary[]; next: string | null } = await lathe.call(
      "prompts.list",
      { search, after, limit: 500 },
      signal,
    );
    all.push(...page.prompts);
    after = page.next;
  } while (after !== null);
  return all;
}
