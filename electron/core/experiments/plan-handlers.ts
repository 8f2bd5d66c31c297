import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { HandlersOf } from "../router.ts";
import { cancelExperiment, pauseExperiment, resumeExperiment, retryExperiment } from "./commands.ts";
import type { ExperimentContext } from "./context.ts";
import { estimateExperiment } from "./estimate.ts";
import { listExperiments, wholeExperiments } from "./experiment-store.ts";
import { extendExperiment } from "./extend.ts";
import { followExperiment } from "./follow.ts";
import { startExperiment } from "./start.ts";
import { compareRuns } from "./start-from-runs.ts";
import { summaryOf } from "./summaries.ts";

type Own = Pick<
  typeof experimentOperations,
  | "experiments.estimate"
  | "experiments.start"
  | "experiments.from-runs"
  | "experiments.pause"
  | "experiments.resume"
  | "experiments.cancel"
  | "experiments.retry-errors"
  | "experiments.extend"
  | "experiments.list"
  | "experiments.follow"
>;

export const planHandlers = (context: ExperimentContext): HandlersOf<Own> => ({
  "experiments.estimate": (wish, { signal }) => estimateExperiment(context, wish, signal),
  "experiments.start": (wish) => startExperiment(context, wish),
  "experiments.from-runs": (wish) => compareRuns(context, wish),
  "experiments.pause": ({ experimentId }) => {
    pauseExperiment(context, experimentId);
    return null;
  },
  "experiments.resume": async (input) => {
    await resumeExperiment(context, input);
    return null;
  },
  "experiments.cancel": ({ experimentId }) => {
    cancelExperiment(context, experimentId);
    return null;
  },
  "experiments.retry-errors": ({ experimentId }) => retryExperiment(context, experimentId),
  "experiments.extend": (input) => extendExperiment(context, input),
  "experiments.list": (input) => listPage(context, input),
  "experiments.follow": ({ experimentId }, { signal }) => followExperiment(context, experimentId, signal),
});

function listPage(
  context: ExperimentContext,
  input: ParsedInput<"experiments.list">,
): Output<"experiments.list"> {
  const rows = listExperiments(context.db, input, input.before, input.limit + 1);
  const page = rows.slice(0, input.limit);
  return {
    experiments: wholeExperiments(context, page).map((experiment) => summaryOf(context, experiment)),
    next: rows.length > input.limit ? (page.at(-1)?.sequence ?? null) : null,
  };
}
