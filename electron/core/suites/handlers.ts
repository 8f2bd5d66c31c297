import type { suiteOperations } from "#shared/contract/suites.ts";
import type { HandlersOf } from "../router.ts";
import { editCases, listCaseWindowOf, readSuiteCase } from "./cases.ts";
import type { SuiteContext } from "./context.ts";
import { readCoverage } from "./coverage.ts";
import { exportSuite } from "./export.ts";
import { freeze, listVersions } from "./freeze.ts";
import { generateCases } from "./generate-cases.ts";
import { goBack } from "./go-back.ts";
import { importCases, previewImport } from "./import.ts";
import {
  createSuite,
  findSuiteNamed,
  listSuites,
  readSuite,
  removeSuite,
  restoreSuite,
  updateSuite,
} from "./suites.ts";

export function suiteHandlersOf(context: SuiteContext): HandlersOf<typeof suiteOperations> {
  return {
    "suites.list": (input) => listSuites(context, input),
    "suites.find": ({ name }) => findSuiteNamed(context, name),
    "suites.read": ({ suiteId }) => readSuite(context, suiteId),
    "suites.create": (input) => createSuite(context, input),
    "suites.update": (input) => updateSuite(context, input),
    "suites.remove": ({ suiteId }) => {
      removeSuite(context, suiteId);
      return null;
    },
    "suites.restore": ({ suiteId }) => restoreSuite(context, suiteId),
    "suites.cases": (input) => listCaseWindowOf(context, input),
    "suites.case": ({ suiteId, caseId }) => readSuiteCase(context, suiteId, caseId),
    "suites.edit-cases": (input) => editCases(context, input),
    "suites.preview-import": (input, { signal }) => previewImport(context, input, signal),
    "suites.import": (input, { signal }) => importCases(context, input, signal),
    "suites.export": (input, { signal }) => exportSuite(context, input, signal),
    "suites.freeze": ({ suiteId, message }) => freeze(context, suiteId, message),
    "suites.versions": ({ suiteId }) => listVersions(context, suiteId),
    "suites.go-back": (input) => goBack(context, input),
    "suites.coverage": (input, { signal }) => readCoverage(context, input, signal),
    "suites.generate-cases": (input, { signal }) => generateCases(context, input, signal),
  };
}
