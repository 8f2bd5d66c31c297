import type { Chunk } from "#shared/contract/operations.ts";
import type { Experiment } from "#shared/model/experiment.ts";

export interface SideBySideProps {
  experiment: Experiment;
  /** What is being answered now; null: it stands still. */
  progress: Chunk<"experiments.follow"> | null;
}

/** Every case, its replies beside each other. */
export function SideBySide(_props: SideBySideProps) {
  return null;
}
