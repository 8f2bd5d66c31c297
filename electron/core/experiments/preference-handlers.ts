import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import type { ExperimentContext } from "./context.ts";

type Own = Pick<
  typeof experimentOperations,
  | "experiments.ballot"
  | "experiments.vote"
  | "experiments.judge"
  | "experiments.stop-judge"
  | "experiments.preferences"
>;

const notYet = (): never => {
  throw new Error("not there yet");
};

export const preferenceHandlers = (_context: ExperimentContext): HandlersOf<Own> => ({
  "experiments.ballot": notYet,
  "experiments.vote": notYet,
  "experiments.judge": notYet,
  "experiments.stop-judge": notYet,
  "experiments.preferences": notYet,
});
