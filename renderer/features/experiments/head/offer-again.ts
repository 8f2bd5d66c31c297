import type { Client } from "#shared/contract/client.ts";
import type { VariableValues } from "#shared/model/content.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import type { ArmOffer, ExperimentOffer } from "../experiments-view-store.ts";

/** More inputs than this are not typed in. */
const mostTyped = 50;

/** What the dialog begins with when a comparison is to be made again. A draft is the draft as it stands now. */
export async function offerOf(client: Client<AbortSignal>, experiment: Experiment): Promise<ExperimentOffer> {
  const { origin, arms, suiteId, isTyped, plan, rounds } = experiment;
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
  return { arms: offered, inputs: await typedInputs(client, experiment), plan };
}

/** Of no suite in the list, so they are read from the comparison itself. */
async function typedInputs(
  client: Client<AbortSignal>,
  { experimentId }: Experiment,
): Promise<VariableValues[]> {
  const { rows } = await client.call("experiments.rows", { experimentId, sort: "case", limit: mostTyped });
  const cases = await Promise.all(
    rows.map(({ round, caseIndex }) => client.call("experiments.case", { experimentId, round, caseIndex })),
  );
  return cases.map(({ content }) => content.inputs);
}
