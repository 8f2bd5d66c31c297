import type { designOperations } from "#shared/contract/design.ts";
import { notThereYet } from "../not-there-yet.ts";
import type { HandlersOf } from "../router.ts";
import type { DesignContext } from "./context.ts";

export type { DesignContext } from "./context.ts";

export const designHandlers = (_context: DesignContext): HandlersOf<typeof designOperations> => ({
  "design.read-spec": ({ promptId }) => ({
    promptId,
    revision: 0,
    spec: null,
    generated: null,
    savedAt: null,
  }),
  "design.save-spec": notThereYet,
  "design.create-prompt": notThereYet,
  "design.validate": notThereYet,
  "design.validations": () => [],
  // biome-ignore lint/correctness/useYield: not there yet
  "design.generate": async function* () {
    return notThereYet();
  },
});
