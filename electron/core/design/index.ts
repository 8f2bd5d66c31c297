import type { designOperations } from "#shared/contract/design.ts";
import type { HandlersOf } from "../router.ts";
import type { DesignContext } from "./context.ts";
import { generate } from "./generate.ts";
import { createFromSpec, readSpec, saveSpec } from "./specs.ts";
import { listValidations, validate } from "./validate.ts";

export type { DesignContext } from "./context.ts";
export { keepSpec, readSpec } from "./specs.ts";

export const designHandlers = (context: DesignContext): HandlersOf<typeof designOperations> => ({
  "design.read-spec": ({ promptId }) => readSpec(context, promptId),
  "design.save-spec": (input) => saveSpec(context, input),
  "design.create-prompt": (input) => createFromSpec(context, input),
  "design.validate": (input, { signal }) => validate(context, input, signal),
  "design.validations": (input) => listValidations(context, input),
  "design.generate": (input, { signal }) => generate(context, input, signal),
});
