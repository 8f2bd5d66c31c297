import { Command } from "commander";

/** Tells the exit code of a command that ended by itself. */
export type Finish = (code: number) => void;

export const addCommonOptions = (command: Command): Command =>
  command
    .option("--home <folder>", "the workspace folder (default: LATHE_HOME, else the platform's data folder)")
    .option("--json", "print exactly one JSON document on stdout");

/** A command with the options that all have; `example` ends its help. */
export function commonCommand(usage: string, description: string, example: string): Command {
  return addCommonOptions(new Command(usage.split(" ")[0]))
    .usage(usage.split(" ").slice(1).join(" "))
    .description(description)
    .exitOverride()
    .showHelpAfterError("Add --help for the usage.")
    .addHelpText("after", `\nExample:\n  npm run --silent lathe -- ${example}`);
}
