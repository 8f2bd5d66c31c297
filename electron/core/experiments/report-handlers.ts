import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import type { ExperimentContext } from "./context.ts";

type Own = Pick<typeof experimentOperations, "experiments.report">;

const notYet = (): never => {
  throw new Error("not there yet");
};

export const reportHandlers = (_context: ExperimentContext): HandlersOf<Own> => ({
  async *"experiments.report"() {
    return notYet();
  },
});
