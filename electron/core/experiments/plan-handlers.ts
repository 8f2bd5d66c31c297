import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import type { ExperimentContext } from "./context.ts";

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

const notYet = (): never => {
  throw new Error("not there yet");
};

export const planHandlers = (_context: ExperimentContext): HandlersOf<Own> => ({
  "experiments.estimate": notYet,
  "experiments.start": notYet,
  "experiments.from-runs": notYet,
  "experiments.pause": notYet,
  "experiments.resume": notYet,
  "experiments.cancel": notYet,
  "experiments.retry-errors": notYet,
  "experiments.extend": notYet,
  "experiments.list": notYet,
  async *"experiments.follow"() {
    return notYet();
  },
});
