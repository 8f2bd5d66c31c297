import type { Command } from "commander";
import type { TestRunSummary } from "#shared/model/test-run.ts";
import { dollars, moment, percent } from "#shared/reports/figures.ts";
import { commonCommand } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { findPrompt } from "./prompt-reference.ts";
import { type CommonOptions, withSession } from "./session.ts";
import { note, printJson, printLine, table } from "./terminal.ts";

type RunsOptions = CommonOptions & { prompt?: string; suite?: string; limit: number };

export function addRuns(program: Command): void {
  program.addCommand(
    commonCommand("runs [options]", "List the test runs, newest first.", 'runs --prompt "Customer reply"')
      .option("--prompt <name>", "only those of this prompt")
      .option("--suite <name>", "only those with this suite")
      .option("--limit <count>", "at most so many, 1 to 500", readLimit, 50)
      .action((options: RunsOptions) =>
        withSession(options, async (session) => {
          const { lathe, signal } = session;
          const prompt = options.prompt === undefined ? null : await findPrompt(session, options.prompt);
          const suite =
            options.suite === undefined
              ? null
              : await lathe.call("suites.find", { name: options.suite }, signal);
          const { runs } = await lathe.call(
            "tests.list",
            {
              limit: options.limit,
              ...(prompt && { promptId: prompt.promptId }),
              ...(suite && { suiteId: suite.suiteId }),
            },
            signal,
          );
          if (session.json) return printJson({ runs });
          if (runs.length === 0) return note("No test runs.");
          const head = ["RUN", "STARTED", "PROMPT", "SUITE", "STATE", "PASSED", "RATE", "COST"];
          printLine(table([head, ...runs.map(row)]));
        }),
      ),
  );
}

const row = (run: TestRunSummary): string[] => {
  const { planned, passed, failed, errored, unscored } = run.counts;
  const made = passed + failed + errored + unscored;
  return [
    run.testRunId,
    moment(run.createdAt),
    `${run.promptName}@${run.version ?? "draft"}`,
    `${run.suiteName} v${run.suiteVersion}`,
    made < planned ? `${run.state} (${made}/${planned})` : run.state,
    `${passed}/${passed + failed}${errored > 0 ? ` (${errored} errors)` : ""}`,
    run.passRate === null ? "–" : percent(run.passRate),
    `${run.costUsd === null ? "unknown" : dollars(run.costUsd)}${run.isBaseline ? "  baseline" : ""}`,
  ];
};

function readLimit(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 500) return count;
  throw badInput(`--limit ${text}: write a whole number from 1 to 500.`);
}
