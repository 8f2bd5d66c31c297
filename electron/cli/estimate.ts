import type { Command } from "commander";
import type { Output } from "#shared/contract/operations.ts";
import { dollars } from "#shared/reports/figures.ts";
import { commonCommand } from "./common-command.ts";
import { withSession } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";
import { addWishOptions, readWish, type WishOptions } from "./test-wish.ts";

export function addEstimate(program: Command): void {
  program.addCommand(
    addWishOptions(
      commonCommand(
        "estimate NAME[@VERSION] --suite NAME [options]",
        "Tell what a test would take, in calls, tokens and money. Nothing is called.",
        'estimate "Customer reply" --suite "Customer replies" --model simulator/default',
      ).argument("<reference>", "NAME, NAME@VERSION or NAME@draft (default: the latest version)"),
    ).action((reference: string, options: WishOptions) =>
      withSession(options, async (session) => {
        const wish = await readWish(session, reference, options);
        const estimate = await session.lathe.call("tests.estimate", wish, session.signal);
        if (session.json) printJson(estimate);
        else report(estimate);
      }),
    ),
  );
}

function report(estimate: Output<"tests.estimate">): void {
  const { calls, judgeCalls, recorded, inputTokens, outputTokens, judgeCostUsd, unpriced } = estimate;
  const judged = judgeCalls === 0 ? "" : `, and ${judgeCalls} of judges`;
  printLine(`${estimate.cases} cases · ${calls} calls${judged}`);
  if (recorded > 0) printLine(`${recorded} of them are answered by recordings`);
  printLine(`about ${inputTokens} tokens in, ${outputTokens} out`);
  const ofJudges = judgeCostUsd > 0 ? `, ${dollars(judgeCostUsd)} of it for judges` : "";
  printLine(`about ${dollars(estimate.costUsd)}${ofJudges}`);
  if (estimate.perModel.length > 1) {
    for (const { model, calls: own, costUsd } of estimate.perModel)
      printLine(`  ${model}: ${own} calls, ${costUsd === null ? "price unknown" : dollars(costUsd)}`);
  }
  if (unpriced.length > 0)
    note(`The price of ${unpriced.join(", ")} is unknown; what it costs is not in the sum.`);
  if (estimate.withoutChecks > 0)
    note(`${estimate.withoutChecks} cases have no check that decides anything.`);
  if (estimate.problemCount === 0) return;
  note(`${estimate.problemCount} cases cannot be called as they are and would end in an error:`);
  for (const { caseIndex, caseName, error } of estimate.problems)
    note(`  ${caseIndex + 1}${caseName === "" ? "" : ` ${caseName}`}: ${error.message}`);
  const more = estimate.problemCount - estimate.problems.length;
  if (more > 0) note(`  and ${more} more`);
}
