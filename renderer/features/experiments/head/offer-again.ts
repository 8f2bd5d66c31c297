import type { Client } from "#shared/contract/client.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import type { ArmOffer, ExperimentOffer } from "../experiments-view-store.ts";

/** More inputs than this are not typed in. */
const mostTyped = 50;

/** What the dialog begins with when a comparison is to be made again. A draft is the draft as it stands now. */
export async function offerOf(
  client: Client<AbortSignal>,
  { origin, arms, suiteId, isTyped, plan, rounds }: Experiment,
): Promise<ExperimentOffer> {
  if (origin === "runs") {
    const runs = rounds[0]?.runs.map(({ testRunId }) => testRunId) ?? [];
    return { arms: [], runs, plan };
  }
  const offered = arms.map(
    ({ promptId, versionId, model, settings }): ArmOffer => ({
      promptId,
      model,
      settings,
      ...(versionId === null ? {} : { versionId }),
    }),
  );
  if (!isTyped) return { arms: offered, suiteId, plan };
  const { cases } = await client.call("suites.cases", { suiteId, limit: mostTyped });
  return { arms: offered, inputs: cases.map(({ content }) => content.inputs), plan };
}
