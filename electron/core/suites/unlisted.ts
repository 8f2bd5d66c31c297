import type { Check } from "#shared/model/check.ts";
import type { VariableValues } from "#shared/model/content.ts";
import { caseId, type PromptId } from "#shared/model/ids.ts";
import { caseContent } from "#shared/model/suite.ts";
import { keepCase, putCase } from "./case-store.ts";
import { type SuiteContext, suiteOf, timeOf } from "./context.ts";
import { type FrozenSuite, keepVersion, readFrozenSuite } from "./freeze.ts";
import { setRemoved } from "./suite-store.ts";
import { freeName, makeSuite } from "./suites.ts";

/**
 * Freezes inputs that were typed in for one purpose as a suite that no list has: it is made as a removed one. To be called
 * within a transaction.
 */
export function freezeUnlisted(
  context: SuiteContext,
  typed: { name: string; promptId: PromptId | null; checks: Check[]; inputs: VariableValues[] },
): FrozenSuite {
  const { db, ports } = context;
  const { promptId, checks, inputs } = typed;
  const name = typed.name.slice(0, 120);
  const id = makeSuite(context, {
    name: freeName(context, name),
    promptId,
    checks,
    description: "",
    threshold: null,
  });
  const { revision } = suiteOf(context, id);
  for (const [index, values] of inputs.entries()) {
    const hash = keepCase(db, caseContent.parse({ inputs: values }));
    const row = { caseId: caseId.parse(ports.ids.next("cas")), hash, position: index + 1, revision };
    putCase(db, id, row);
  }
  const { version } = keepVersion(context, id, "");
  setRemoved(db, id, name, timeOf(context));
  return readFrozenSuite(context, version.suiteVersionId);
}
