import type { Chunk } from "#shared/contract/operations.ts";
import type { Experiment } from "#shared/model/experiment.ts";

export interface VerdictViewProps {
  experiment: Experiment;
  /** What is being answered now; null: it stands still. */
  progress: Chunk<"experiments.follow"> | null;
}

/** The verdict in one sentence, and the figures that it was read from. */
export function VerdictView(_props: VerdictViewProps) {
  return null;
}
