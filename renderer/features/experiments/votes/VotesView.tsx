import type { Experiment } from "#shared/model/experiment.ts";

/** Which reply is better? The sides are hidden and shuffled. */
export function VotesView(_props: { experiment: Experiment }) {
  return null;
}
