import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { Check } from "#shared/model/check.ts";
import type { ModelRef, PromptContent } from "#shared/model/content.ts";
import type { VersionId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import type { TestPlan } from "#shared/model/test-run.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { judgeHashOf } from "../checks/index.ts";
import { promptOf, readVersion } from "../prompts/index.ts";
import { readSettings } from "../settings/index.ts";
import { sha256 } from "../store/content-store.ts";
import type { Database } from "../store/database.ts";
import type { FrozenSuite } from "../suites/index.ts";
import type { TestContext } from "./context.ts";
import { CellSet } from "./engine-cells.ts";
import { caseIndexesWith, listOwnChecks } from "./test-run-store.ts";

export type TestWish = ParsedInput<"tests.start">;

/** What is tested: a saved version's text, or the one on the screen. */
export interface Tested {
  prompt: PromptSummary;
  versionId: VersionId | null;
  version: string | null;
  content: PromptContent;
}

export function readTested(
  context: TestContext,
  { promptId, source }: Pick<TestWish, "promptId" | "source">,
): Tested {
  const prompt = promptOf(context.prompts, promptId);
  if (source.kind === "content") return { prompt, versionId: null, version: null, content: source.content };
  const { versionId, version, content, promptId: owner } = readVersion(context.prompts, source.versionId);
  if (owner !== promptId) {
    throw new LatheError({
      code: "prompts.version-not-found",
      message: `“${prompt.name}” has no such version; it belongs to another prompt.`,
    });
  }
  return { prompt, versionId, version, content };
}

/** The plan with everything that was left out; each model once. Fails where a provider is not known. */
export function readPlan(context: TestContext, wish: TestWish, content: PromptContent): TestPlan {
  const { models, repeats, mode, concurrency, maxCostUsd, judgeModel, seed, only } = wish;
  const { defaultModel } = readSettings(context.db);
  const named = models.length > 0 ? models : [content.model.model ?? defaultModel];
  const plan = {
    models: [...new Set(named)],
    repeats,
    mode,
    concurrency,
    maxCostUsd,
    // Settled here: the default may be another one before the run has come to its end.
    judgeModel: judgeModel ?? defaultModel,
    seed,
    only,
  };
  for (const model of plan.models) context.models.limitsOf(model);
  return plan;
}

/** Where the cases stand in the suite that the plan asks for. Fails with `tests.no-cases` where there are none. */
export function selectCases(
  db: Database,
  suite: FrozenSuite,
  { only, places }: Pick<TestPlan, "only" | "places">,
): number[] {
  let indexes = suite.cases.map((_case, index) => index);
  if (places !== undefined) {
    const wanted = CellSet.from(places);
    indexes = indexes.filter((index) => wanted.has(index));
  }
  if (only !== null && (only.tags.length > 0 || only.splits.length > 0))
    indexes = caseIndexesWith(db, suite.version.suiteVersionId, only);
  if (only !== null && only.caseIds.length > 0) {
    const wanted = new Set<string>(only.caseIds);
    indexes = indexes.filter((index) => wanted.has(suite.cases[index]?.caseId ?? ""));
  }
  if (indexes.length > 0) return indexes;
  throw new LatheError({
    code: "tests.no-cases",
    message:
      suite.cases.length === 0
        ? `The suite “${suite.name}” has no cases yet. Add some, or import them.`
        : `No case of the suite “${suite.name}” is among those that were asked for.`,
    details: { suite: suite.name },
  });
}

/** The checks of a suite and of its cases, each different one once, with their hash. */
export function readChecks(db: Database, suite: FrozenSuite): { all: Check[]; hash: string } {
  const all = new Map(suite.checks.map((check) => [JSON.stringify(check), check]));
  const own: Record<string, unknown> = {};
  for (const { caseId, checks: json, threshold } of listOwnChecks(db, suite.version.suiteVersionId)) {
    const checks: Check[] = JSON.parse(json);
    own[caseId] = { checks, threshold };
    for (const check of checks) all.set(JSON.stringify(check), check);
  }
  const hash = sha256(
    canonicalJson({
      schema: "lathe.checks/1",
      checks: suite.checks,
      threshold: suite.threshold,
      cases: own,
    }),
  );
  return { all: [...all.values()], hash };
}

/** Of models and their settings. */
export function settingsHash(models: ModelRef[], { model: settings }: PromptContent): string {
  const { model: _own, ...rest } = settings;
  return sha256(canonicalJson({ schema: "lathe.settings/1", models: [...models].sort(), settings: rest }));
}

export const judgeHash = ({ checks }: TestContext, all: Check[], judgeModel: ModelRef | null) =>
  judgeHashOf(checks, all, judgeModel);
