import { Command, CommanderError } from "commander";
import { LatheError } from "#shared/contract/errors.ts";
import { addDiff } from "./diff.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { addInit } from "./init.ts";
import { addPrompts } from "./prompts.ts";
import { addProvider } from "./provider.ts";
import { addRun } from "./run.ts";
import { addSave } from "./save.ts";
import { appVersion } from "./session.ts";
import { addShow } from "./show.ts";
import { note, printJson, stripControls } from "./terminal.ts";
import { addVerify } from "./verify.ts";
import { addVersions } from "./versions.ts";
import { addWeb } from "./web.ts";

/** Runs one command and answers its exit code. Never throws, and ends no process by itself. */
export async function runCommandLine(args: string[], rendererFolder: string): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = new Command("lathe")
    .description("Lathe: write, run, save and compare prompts, from the terminal.")
    .version(appVersion)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("Add --help for the usage.");
  const finish = (code: number) => {
    exitCode = code;
  };
  for (const add of [
    addInit,
    addPrompts,
    addShow,
    addSave,
    addVersions,
    addDiff,
    addRun,
    addProvider,
    addVerify,
    (command: Command) => addWeb(command, rendererFolder),
  ]) {
    add(program, finish);
  }
  const wantsJson = args.includes("--json");
  program.configureOutput({ writeErr: (text) => (wantsJson ? undefined : process.stderr.write(text)) });

  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      const asked = error.exitCode === 0 || error.code === "commander.help";
      if (asked && error.exitCode === 0) return exitCodes.done;
      if (wantsJson) printJson({ error: { code: "cli.bad-usage", message: error.message } });
      return exitCodes.badInput;
    }
    const data =
      error instanceof LatheError
        ? error.toData()
        : {
            code: "host.internal",
            message: `Lathe made a mistake of its own: ${error instanceof Error ? error.message : String(error)}`,
            retryable: false,
          };
    if (wantsJson) printJson({ error: data });
    else note(stripControls(data.message));
    return exitCodeOf(data);
  }
}
