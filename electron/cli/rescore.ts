import type { Command } from "commander";
import { commonCommand, type Finish } from "./common-command.ts";
import { followTest } from "./follow-test.ts";
import { findTestRun, languageOption } from "./report.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { type Language, refuseUnwritable } from "./write-report.ts";

type RescoreOptions = CommonOptions & { judges: boolean; out: string[]; language: Language };

export function addRescore(program: Command, finish: Finish): void {
  program.addCommand(
    commonCommand(
      "rescore RUN [options]",
      "Score the replies of a test run again by the checks that its suite has now. No model under test is called.",
      "rescore latest --no-judges",
    )
      .argument("<run>", "a test run, as “runs” lists them; or “latest”")
      .option("--no-judges", "ask no judge: what was judged before is taken, other judged checks are skipped")
      .option("--out <file...>", "write a report: .html .json .csv .xml (JUnit) .md", [])
      .addOption(languageOption())
      .action(async (name: string, options: RescoreOptions) => {
        for (const file of options.out) await refuseUnwritable(file);
        return withSession(options, async (session) => {
          const { lathe, signal } = session;
          const { testRunId } = await lathe.call(
            "tests.rescore",
            { testRunId: await findTestRun(session, name), withoutJudges: !options.judges },
            signal,
          );
          await followTest(session, testRunId, { finish, ...options });
        });
      }),
  );
}
