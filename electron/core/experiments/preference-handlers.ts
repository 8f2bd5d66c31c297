import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import { nextBallot } from "./ballots.ts";
import type { ExperimentContext } from "./context.ts";
import { startJudging, stopJudging } from "./judge.ts";
import { sumJudgementSpend } from "./judge-store.ts";
import { readPreferences } from "./preferences.ts";
import { vote } from "./votes.ts";

type Own = Pick<
  typeof experimentOperations,
  | "experiments.ballot"
  | "experiments.vote"
  | "experiments.judge"
  | "experiments.stop-judge"
  | "experiments.preferences"
  | "experiments.spend"
>;

export const preferenceHandlers = (context: ExperimentContext): HandlersOf<Own> => ({
  "experiments.ballot": (input) => nextBallot(context, input),
  "experiments.vote": (input) => vote(context, input),
  "experiments.judge": (input) => startJudging(context, input),
  "experiments.stop-judge": (input) => stopJudging(context, input),
  "experiments.preferences": (input) => readPreferences(context, input),
  "experiments.spend": ({ since }) => sumJudgementSpend(context.db, since),
});
