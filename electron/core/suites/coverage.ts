import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { CaseId } from "#shared/model/ids.ts";
import { coveredVariables, VariableSurvey } from "#shared/suites/coverage.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { sha256 } from "../store/content-store.ts";
import { listCases, listCaseTags, listInputNames, readCase } from "./case-store.ts";
import { type SuiteContext, suiteOf } from "./context.ts";
import { inSlices } from "./slices.ts";

/** As many as somebody looks through. */
const mostDuplicates = 100;

export async function readCoverage(
  context: SuiteContext,
  { suiteId, content }: ParsedInput<"suites.coverage">,
  signal: AbortSignal,
): Promise<Output<"suites.coverage">> {
  const { db } = context;
  const suite = suiteOf(context, suiteId);
  const surveys = coveredVariables(content, listInputNames(db, suiteId)).map(
    (one) => new VariableSurvey(one),
  );
  const isChecked = suite.checks.some(({ type }) => type !== "unsupported");
  const alike = new Map<string, CaseId[]>();
  let withExpected = 0;
  let withoutChecks = 0;
  const rows = listCases(db, suiteId);
  await inSlices(rows, signal, ({ caseId, hash }) => {
    const one = readCase(db, hash);
    for (const survey of surveys) survey.see(one, sha256);
    if (one.expected !== null) withExpected += 1;
    if (!isChecked && one.checks.every(({ type }) => type === "unsupported")) withoutChecks += 1;
    const asked = sha256(canonicalJson([one.inputs, one.turns]));
    const others = alike.get(asked);
    if (others === undefined) alike.set(asked, [caseId]);
    else others.push(caseId);
  });
  return {
    cases: rows.length,
    withExpected,
    withoutChecks,
    tags: listCaseTags(db, suiteId),
    variables: surveys.map((survey) => survey.result()),
    duplicates: [...alike.values()]
      .filter((caseIds) => caseIds.length > 1)
      .slice(0, mostDuplicates)
      .map((caseIds) => ({ caseIds })),
  };
}
