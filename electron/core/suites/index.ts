import type { suiteOperations } from "#shared/contract/suites.ts";
import type { HandlersOf } from "../router.ts";
import type { SuiteContext } from "./context.ts";
import { suiteHandlersOf } from "./handlers.ts";

export type { SuiteContext } from "./context.ts";
export { type FrozenSuite, freezeSuite, readFrozenSuite } from "./freeze.ts";

export const suiteHandlers = (context: SuiteContext): HandlersOf<typeof suiteOperations> =>
  suiteHandlersOf(context);
