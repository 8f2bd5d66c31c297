import { type Command, Option } from "commander";
import { type TestRunId, testRunId } from "#shared/model/ids.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { type CommonOptions, type Session, withSession } from "./session.ts";
import { note, printJson } from "./terminal.ts";
import { type Language, reportFormatOf, writeReport } from "./write-report.ts";

export function addReport(program: Command): void {
  program.addCommand(
    commonCommand(
      "report RUN --out FILE [FILE …] [options]",
      "Write reports of a test run from what is stored; nothing is called.",
      "report latest --out report.html junit.xml",
    )
      .argument("<run>", "a test run, as “runs” lists them; or “latest”")
      .requiredOption("--out <file...>", "where to; the form by the extension: .html .json .csv .xml .md")
      .addOption(languageOption())
      .action((run: string, options: CommonOptions & { out: string[]; language: Language }) => {
        for (const file of options.out) reportFormatOf(file);
        return withSession(options, async (session) => {
          const id = await findTestRun(session, run);
          for (const file of options.out)
            await writeReport(session, { testRunId: id, file, language: options.language });
          if (session.json) printJson({ run: id, files: options.out });
          else for (const file of options.out) note(`Written: ${file}`);
        });
      }),
  );
}

export const languageOption = (): Option =>
  new Option("--language <language>", "of HTML and Markdown reports").choices(["en", "zh"]).default("en");

/** The test run that was named; `latest` is the one that was started last. */
export async function findTestRun({ lathe, signal }: Session, name: string): Promise<TestRunId> {
  if (name !== "latest") {
    const id = testRunId.safeParse(name);
    if (id.success) return id.data;
    throw badInput(`“${name}” is not a test run. “lathe runs” lists them; “latest” is the newest.`);
  }
  const { runs } = await lathe.call("tests.list", { limit: 1 }, signal);
  const newest = runs[0];
  if (newest === undefined) throw badInput("There is no test run in this workspace yet.");
  return newest.testRunId;
}
