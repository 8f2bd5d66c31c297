import { type Command, Option } from "commander";
import { type TextMatch, type TextMatches, type TextScope, textScope } from "#shared/model/text-match.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";

interface FindOptions extends CommonOptions {
  case?: boolean;
  word?: boolean;
  in: TextScope;
}

export function addFind(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "find TEXT [options]",
      "Find a text in all prompts: messages, names, descriptions, variables and tools. Exit 1 when it is in none.",
      "find refund --word",
    )
      .argument("<text>", "taken as it is, whatever the case")
      .option("--case", "match the case")
      .option("--word", "whole words only")
      .addOption(
        new Option("--in <scope>", "which text of each prompt").choices(textScope.options).default("drafts"),
      )
      .action((text: string, options: FindOptions) =>
        withSession(options, async (session) => {
          const question = {
            text,
            matchCase: options.case ?? false,
            wholeWord: options.word ?? false,
            scope: options.in,
            mostMatches: 10_000,
          };
          const stream = session.lathe.stream("prompts.find-text", question, session.signal);
          const all: TextMatches[] = [];
          for (;;) {
            const step = await stream.next();
            if (!step.done) {
              if (session.json) all.push(...step.value.found);
              else for (const found of step.value.found) printMatches(found);
              continue;
            }
            const { matches, prompts, isCut } = step.value;
            if (matches === 0) finish(exitCodes.no);
            if (session.json) return printJson({ matches, prompts, isCut, found: all });
            return note(
              matches === 0
                ? "Nothing found."
                : `${count(matches, "match", "matches")} in ${count(prompts, "prompt", "prompts")}.${isCut ? " There are more." : ""}`,
            );
          }
        }),
      ),
  );
}

/** `PROMPT[@VERSION]: PLACE LINE:COLUMN: EXCERPT` */
function printMatches({ name, version, matches }: TextMatches): void {
  const what = version === null ? name : `${name}@${version.version}`;
  for (const match of matches) {
    const { before, match: found, after } = match.excerpt;
    const excerpt = `${before}${found}${after}`.replace(/\s+/g, " ");
    printLine(`${what}: ${placeOf(match)} ${match.line}:${match.column}: ${excerpt}`);
  }
}

function placeOf({ place }: TextMatch): string {
  switch (place.in) {
    case "message":
      return `message ${place.index + 1} (${place.role})`;
    case "history":
      return `message ${place.index + 1} (history)`;
    case "variable":
      return place.field === "name" ? "variable" : `variable ${place.name}, ${place.field}`;
    case "tool":
      return `tool ${place.index + 1}, ${place.field}`;
    default:
      return place.in;
  }
}

const count = (amount: number, one: string, more: string): string => `${amount} ${amount === 1 ? one : more}`;
