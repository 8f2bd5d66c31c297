import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import type { ExperimentContext } from "./context.ts";

type Own = Pick<typeof experimentOperations, "experiments.read" | "experiments.rows" | "experiments.case">;

const notYet = (): never => {
  throw new Error("not there yet");
};

export const evidenceHandlers = (_context: ExperimentContext): HandlersOf<Own> => ({
  "experiments.read": notYet,
  "experiments.rows": notYet,
  "experiments.case": notYet,
});
