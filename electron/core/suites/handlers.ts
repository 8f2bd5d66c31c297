import { LatheError } from "#shared/contract/errors.ts";
import type { suiteOperations } from "#shared/contract/suites.ts";
import type { HandlersOf } from "../router.ts";
import type { SuiteContext } from "./context.ts";

const notBuilt = (): never => {
  throw new LatheError({ code: "host.internal", message: "Not built yet." });
};

export function suiteHandlersOf(_context: SuiteContext): HandlersOf<typeof suiteOperations> {
  return {
    "suites.list": notBuilt,
    "suites.find": notBuilt,
    "suites.read": notBuilt,
    "suites.create": notBuilt,
    "suites.update": notBuilt,
    "suites.remove": notBuilt,
    "suites.restore": notBuilt,
    "suites.cases": notBuilt,
    "suites.case": notBuilt,
    "suites.edit-cases": notBuilt,
    "suites.preview-import": notBuilt,
    "suites.import": notBuilt,
    "suites.export": notBuilt,
    "suites.freeze": notBuilt,
    "suites.versions": notBuilt,
    "suites.go-back": notBuilt,
    "suites.coverage": notBuilt,
    "suites.generate-cases": notBuilt,
  };
}
