import type { Client } from "#shared/contract/client.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId, SuiteId, VersionId } from "#shared/model/ids.ts";
import type { RunMode } from "#shared/model/run.ts";
import type { SuiteSummary } from "#shared/model/suite.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import type { ExperimentWish } from "../dialog/experiment-wish.ts";
import type { ExperimentOffer } from "../experiments-view-store.ts";

/** What came of the wish to hold a draft against what was saved. */
export type Prepared =
  | { kind: "no-version"; name: string }
  | { kind: "no-change"; name: string; version: string }
  | { kind: "no-suite"; name: string }
  /** Something is still to be said: on which suite, or that it may cost money. */
  | { kind: "ask"; offer: ExperimentOffer }
  | { kind: "start"; wish: ExperimentWish; version: string; suiteName: string };

/** Tests of a prompt that are looked at for the suite that it was tested with last. */
const recentTests = 50;

/** The draft as B against the newest version as A, on the suite that the prompt was tested with last. */
export async function draftAgainstSaved(
  client: Client<AbortSignal>,
  promptId: PromptId,
  draftOf: (promptId: PromptId) => Promise<PromptContent>,
  mode: RunMode,
): Promise<Prepared> {
  const [{ prompt, latest }, content] = await Promise.all([
    client.call("prompts.open", { promptId }),
    draftOf(promptId),
  ]);
  const { name } = prompt;
  if (latest === null) return { kind: "no-version", name };
  const { versionId, version } = latest;
  if (canonicalJson(content) === canonicalJson(latest.content)) return { kind: "no-change", name, version };
  const suites = await client.call("suites.list", {});
  if (suites.length === 0) return { kind: "no-suite", name };
  const suite = await usualSuite(client, promptId, suites);
  if (suite === null || suite.cases === 0) return { kind: "ask", offer: offerOf(promptId, versionId, null) };
  const wish: ExperimentWish = {
    arms: [
      { promptId, source: { kind: "version", versionId } },
      { promptId, source: { kind: "content", content } },
    ],
    on: { kind: "suite", suiteId: suite.suiteId },
    mode,
  };
  const estimate = await client.call("experiments.estimate", wish);
  const isFree = estimate.costUsd + estimate.judgeCostUsd === 0 && estimate.unpriced.length === 0;
  const isWhole = estimate.problemCount === 0 && estimate.withoutChecks < estimate.cases;
  return isFree && isWhole
    ? { kind: "start", wish, version, suiteName: suite.name }
    : { kind: "ask", offer: offerOf(promptId, versionId, suite.suiteId) };
}

const offerOf = (promptId: PromptId, versionId: VersionId, suiteId: SuiteId | null): ExperimentOffer => ({
  arms: [{ promptId, versionId }, { promptId }],
  suiteId,
});

/** The suite that the prompt was tested with last, else one that was made for it; null: neither. */
async function usualSuite(
  client: Client<AbortSignal>,
  promptId: PromptId,
  suites: readonly SuiteSummary[],
): Promise<SuiteSummary | null> {
  const { runs } = await client.call("tests.list", { promptId, limit: recentTests });
  for (const { suiteId } of runs) {
    const known = suites.find((suite) => suite.suiteId === suiteId);
    if (known !== undefined) return known;
  }
  return suites.find((suite) => suite.promptId === promptId) ?? null;
}
