import type { Command } from "commander";
import { comply } from "#shared/design/comply.ts";
import { contentOfSpec } from "#shared/design/generate-content.ts";
import { readSpecFile } from "#shared/design/read-spec-file.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { DesignIssue } from "#shared/model/spec.ts";
import { neededVariables } from "#shared/text/needed-variables.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { readText } from "./read-text.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

type DesignOptions = CommonOptions & { spec: string; save?: string };

export function addDesign(program: Command): void {
  program.addCommand(
    commonCommand(
      "design --spec FILE [options]",
      "Make a chat template from a spec. Prints it; with --save it becomes the draft of a new prompt, which keeps the spec.",
      'design --spec order-reply.yaml --save "Order reply"',
    )
      .requiredOption("--spec <file>", "YAML or JSON with role, task, constraints, output …; - reads stdin")
      .option("--save <name>", "the name of the prompt to make")
      .action((options: DesignOptions) =>
        withSession(options, async ({ lathe, signal, json }) => {
          const file = options.spec === "-" ? "stdin" : options.spec;
          const reading = readSpecFile(await readText(options.spec, signal));
          if (!reading.ok) throw badInput(`${file}: ${reading.message}`);
          for (const line of reading.notes) note(`${file}: ${line}`);
          const { spec, description } = reading;
          const content = contentOfSpec(spec);
          const { issues } = comply(content, spec);
          if (!json) for (const issue of issues) note(`${issue.level} ${issue.rule}: ${issue.text}`);
          if (options.save === undefined) {
            if (json) return printJson({ spec, content, issues: issues.map(toJson), notes: reading.notes });
            return printLine(asText(content));
          }
          const prompt = await lathe.call(
            "design.create-prompt",
            { name: options.save, description, spec },
            signal,
          );
          const { promptId, name } = prompt;
          if (json)
            return printJson({
              promptId,
              name,
              spec,
              content,
              issues: issues.map(toJson),
              notes: reading.notes,
            });
          printLine(
            `Made “${name}”. Its variables: ${neededVariables(content)
              .map((one) => one.name)
              .join(", ")}.`,
          );
        }),
      ),
  );
}

/** Without the whole content that a fix would give. */
export const toJson = ({ fix, ...issue }: DesignIssue) => ({ ...issue, fix: fix?.text ?? null });

const asText = ({ messages }: PromptContent): string =>
  messages
    .map((message) =>
      message.role === "history"
        ? `[history]\n{${message.variable}}`
        : `[${message.role}]\n${message.template}`,
    )
    .join("\n\n");
