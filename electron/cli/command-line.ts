import { Command, CommanderError } from "commander";
import { cancelled, type ErrorData, LatheError } from "#shared/contract/errors.ts";
import { addBackup } from "./backup.ts";
import { addCommonOptions } from "./common-command.ts";
import { addCompare } from "./compare.ts";
import { addDesign } from "./design.ts";
import { addDiff } from "./diff.ts";
import { addEstimate } from "./estimate.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { addExport } from "./export.ts";
import { addFind } from "./find.ts";
import { addImport } from "./import.ts";
import { addInit } from "./init.ts";
import { addLint } from "./lint.ts";
import { addPrompts } from "./prompts.ts";
import { addProvider } from "./provider.ts";
import { addReport } from "./report.ts";
import { addRescore } from "./rescore.ts";
import { addRestore } from "./restore.ts";
import { addRun } from "./run.ts";
import { addRuns } from "./runs.ts";
import { addSave } from "./save.ts";
import { appVersion } from "./session.ts";
import { addShow } from "./show.ts";
import { addSuite } from "./suite.ts";
import { addTemplates } from "./templates.ts";
import { note, outliveReader, printJson } from "./terminal.ts";
import { addTest } from "./test.ts";
import { addValidate } from "./validate.ts";
import { addVerify } from "./verify.ts";
import { addVersions } from "./versions.ts";
import { addWeb } from "./web.ts";

const commands = [
  addInit,
  addPrompts,
  addShow,
  addSuite,
  addTemplates,
  addSave,
  addVersions,
  addImport,
  addExport,
  addDiff,
  addFind,
  addLint,
  addDesign,
  addValidate,
  addRun,
  addEstimate,
  addTest,
  addCompare,
  addRuns,
  addRescore,
  addReport,
  addProvider,
  addVerify,
  addBackup,
  addRestore,
];

/**
 * Runs one command and answers its exit code. Never throws, and ends no process by itself. `rendererFolder` holds the
 * built page.
 */
export async function runCommandLine(args: string[], rendererFolder: string): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = addCommonOptions(new Command("lathe"))
    .description("Lathe: write, run, save and compare prompts, from the terminal.")
    .version(appVersion)
    .exitOverride()
    .showHelpAfterError("Add --help for the usage.")
    .addHelpText("after", exitCodesHelp);
  for (const add of commands) {
    add(program, (code) => {
      exitCode = code;
    });
  }
  addWeb(program, rendererFolder);
  // Either side of the command's name will do: the outermost command takes these options first.
  program.hook("preAction", (outermost, command) => {
    for (const [name, value] of Object.entries(outermost.opts())) command.setOptionValue(name, value);
  });
  const outputFault = outliveReader();

  try {
    await program.parseAsync(args, { from: "user" });
    const fault = await outputFault();
    if (fault === null) return exitCode;
    note(`The output could not be written: ${fault.message}.`);
    return exitCodes.outside;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const data = errorOf(error);
    if (args.includes("--json")) printJson({ error: data });
    // Commander has written its own words already.
    if (!(error instanceof CommanderError)) note(data.message);
    return exitCodeOf(data);
  }
}

const exitCodesHelp = `
Exit codes:
  0 done · 1 a check or gate said no · 2 bad usage or input · 3 something outside failed · 130 cancelled

Example:
  npm run --silent lathe -- run "Customer reply" --help`;

function errorOf(error: unknown): ErrorData {
  if (error instanceof LatheError) return error.toData();
  if (error instanceof CommanderError) {
    const message =
      error.code === "commander.help"
        ? "Name a command; --help lists them."
        : error.message.replace(/^error: /, "");
    return { code: "cli.bad-usage", message, retryable: false };
  }
  if (error instanceof Error && error.name === "AbortError") return cancelled().toData();
  const said = error instanceof Error ? error.message : String(error);
  return { code: "host.internal", message: `Lathe made a mistake of its own: ${said}`, retryable: false };
}
