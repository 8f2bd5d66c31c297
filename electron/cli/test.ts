import type { Command } from "commander";
import type { TestRunId } from "#shared/model/ids.ts";
import { commonCommand, type Finish } from "./common-command.ts";
import { badInput } from "./exit-codes.ts";
import { followTest } from "./follow-test.ts";
import { findTestRun, languageOption } from "./report.ts";
import { type Session, withSession } from "./session.ts";
import { note } from "./terminal.ts";
import { addWishOptions, readDollars, readWhole, readWish, type WishOptions } from "./test-wish.ts";
import { type Language, refuseUnwritable } from "./write-report.ts";

type TestOptions = WishOptions & {
  concurrency?: number;
  maxCost?: number;
  resume?: string;
  retryErrors?: string;
  out: string[];
  language: Language;
};

export function addTest(program: Command, finish: Finish): void {
  program.addCommand(
    addWishOptions(
      commonCommand(
        "test [NAME[@VERSION] --suite NAME] [options]",
        "Put a suite's cases to a prompt, check the replies, and end with 1 where one does not pass.",
        'test "Customer reply" --suite "Customer replies" --out report.html',
      ).argument("[reference]", "NAME, NAME@VERSION or NAME@draft (default: the latest version)"),
    )
      .option(
        "--concurrency <count>",
        "calls at once, under the limit of the provider",
        readWhole("--concurrency", 1, 256),
      )
      .option("--max-cost <usd>", "start no call that might pass this sum", readDollars("--max-cost"))
      .option("--out <file...>", "write a report: .html .json .csv .xml (JUnit) .md", [])
      .option("--resume <run>", "go on with a run that stands still; only what is missing is called")
      .option("--retry-errors <run>", "call those attempts of a run again that ended in an error")
      .addOption(languageOption())
      .action(async (reference: string | undefined, options: TestOptions) => {
        refuseMixture(reference, options);
        for (const file of options.out) await refuseUnwritable(file);
        return withSession(options, async (session) => {
          const id = await begin(session, reference, options);
          if (id !== null) await followTest(session, id, { finish, ...options });
        });
      }),
  );
}

function refuseMixture(reference: string | undefined, { resume, retryErrors }: TestOptions): void {
  const ways = [reference, resume, retryErrors].filter((way) => way !== undefined);
  if (ways.length === 1) return;
  throw badInput(
    ways.length === 0
      ? "Name a prompt to test, or a run with --resume or --retry-errors."
      : "Either name a prompt, or a run with --resume, or one with --retry-errors.",
  );
}

/** null: there is nothing to do. */
async function begin(
  session: Session,
  reference: string | undefined,
  options: TestOptions,
): Promise<TestRunId | null> {
  const { lathe, signal } = session;
  if (options.resume !== undefined) {
    const testRunId = await findTestRun(session, options.resume);
    const cap = options.maxCost === undefined ? {} : { maxCostUsd: options.maxCost };
    await lathe.call("tests.resume", { testRunId, ...cap }, signal);
    return testRunId;
  }
  if (options.retryErrors !== undefined) {
    const testRunId = await findTestRun(session, options.retryErrors);
    const { attempts } = await lathe.call("tests.retry-errors", { testRunId }, signal);
    if (attempts === 0) note("No attempt of this run ended in an error.");
    return testRunId;
  }
  const wish = await readWish(session, reference ?? "", options);
  const { testRunId } = await lathe.call(
    "tests.start",
    { ...wish, concurrency: options.concurrency ?? null, maxCostUsd: options.maxCost ?? null },
    signal,
  );
  return testRunId;
}
