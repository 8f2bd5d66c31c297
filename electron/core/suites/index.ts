import type { suiteOperations } from "#shared/contract/suites.ts";
import type { HandlersOf } from "../router.ts";
import type { SuiteContext } from "./context.ts";
import { suiteHandlersOf } from "./handlers.ts";

export { readCase } from "./case-store.ts";
export type { SuiteContext } from "./context.ts";
export {
  type FrozenSuite,
  findWorkingSuite,
  freezeSuite,
  readFrozenSuite,
  readWorkingSuite,
} from "./freeze.ts";
export { findSuiteByName, highestSuiteRevision, raiseSuiteRevisions } from "./suite-store.ts";
export { told as toldSuite } from "./suites.ts";
export { freezeUnlisted } from "./unlisted.ts";
export { compareSuite, keepCases, makeSuiteOfKept, makeWholeSuite } from "./whole-suite.ts";

export const suiteHandlers = (context: SuiteContext): HandlersOf<typeof suiteOperations> =>
  suiteHandlersOf(context);
