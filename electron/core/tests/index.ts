import type { testOperations } from "#shared/contract/tests.ts";
import type { HandlersOf } from "../router.ts";
import type { TestContext } from "./context.ts";
import { engineHandlers } from "./engine-handlers.ts";
import { resultHandlers } from "./result-handlers.ts";

export type { TestContext } from "./context.ts";
export { closeInterruptedTests, stopAllTests } from "./engine-handlers.ts";

export const testHandlers = (context: TestContext): HandlersOf<typeof testOperations> => ({
  ...engineHandlers(context),
  ...resultHandlers(context),
});
