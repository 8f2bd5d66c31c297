import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { readCase } from "../suites/index.ts";
import { readAttempt } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { readingsOf } from "./evidence.ts";
import { experimentOf } from "./experiment-store.ts";
import { attemptedCells } from "./rows-fare.ts";

/** One case whole, and every attempt at it, by arm and in the order of the repeats. */
export async function readExperimentCase(
  context: ExperimentContext,
  input: ParsedInput<"experiments.case">,
): Promise<Output<"experiments.case">> {
  const { layout, columns } = readingsOf(context, experimentOf(context, input.experimentId));
  const index = layout.rounds.findIndex(({ round }) => round === input.round);
  const round = layout.rounds[index];
  const place = round?.caseIndexes.indexOf(input.caseIndex) ?? -1;
  const hash = round?.hashes[input.caseIndex];
  if (round === undefined || place < 0 || hash === undefined) throw noSuchCase();
  const attempts = round.arms.map((places, arm) => {
    const sequence = columns[index]?.[arm]?.sequence ?? new Float64Array(0);
    return attemptedCells(sequence, places, place, layout.repeats).map((cell) => sequence[cell] as number);
  });
  // One after the other: what changes meanwhile are errors that are tried again, and those are still there.
  const arms: Output<"experiments.case">["arms"] = [];
  for (const own of attempts) {
    const read = [];
    for (const attempt of own) read.push(await readAttempt(context.tests, attempt));
    arms.push(read);
  }
  return { content: readCase(context.db, hash), arms };
}

const noSuchCase = (): LatheError =>
  new LatheError({
    code: "experiments.no-such-case",
    message: "This case is not among those that were compared. Open the comparison again.",
  });
