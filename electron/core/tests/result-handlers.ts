import { LatheError } from "#shared/contract/errors.ts";
import type { testOperations } from "#shared/contract/tests.ts";
import type { HandlersOf } from "../router.ts";
import type { TestContext } from "./context.ts";

const notBuilt = (): never => {
  throw new LatheError({ code: "host.internal", message: "Not built yet." });
};

type ResultOperations = Pick<
  typeof testOperations,
  | "tests.read"
  | "tests.list"
  | "tests.results"
  | "tests.attempt"
  | "tests.flakiness"
  | "tests.compare"
  | "tests.mark"
  | "tests.agreement"
  | "tests.set-baseline"
  | "tests.report"
  | "tests.spend"
>;

export function resultHandlers(_context: TestContext): HandlersOf<ResultOperations> {
  return {
    "tests.read": notBuilt,
    "tests.list": notBuilt,
    "tests.results": notBuilt,
    "tests.attempt": notBuilt,
    "tests.flakiness": notBuilt,
    "tests.compare": notBuilt,
    "tests.mark": notBuilt,
    "tests.agreement": notBuilt,
    "tests.set-baseline": notBuilt,
    "tests.report": notBuilt,
    "tests.spend": notBuilt,
  };
}
