import { create } from "zustand";
import type { ModelSettings, VariableValues } from "#shared/model/content.ts";
import type { ArmChange, ExperimentPlan } from "#shared/model/experiment.ts";
import type { ExperimentId, PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";

/** What an arm of the dialog begins with. */
export interface ArmOffer {
  promptId: PromptId | null;
  /** Absent: the draft as it stands. */
  versionId?: VersionId;
  model?: string;
  settings?: Omit<ModelSettings, "model">;
}

/** What the dialog before a comparison begins with. */
export interface ExperimentOffer {
  arms: ArmOffer[];
  suiteId?: SuiteId | null;
  /** Instead of a suite. */
  inputs?: VariableValues[];
  /** Of runs that are there already; then nothing is called. */
  runs?: TestRunId[];
  /** The plan of an earlier comparison, which is to be made again. */
  plan?: ExperimentPlan;
}

export type ExperimentPage = "verdict" | "rows" | "votes";

interface ExperimentsView {
  experimentId: ExperimentId | null;
  page: ExperimentPage;
  /** What the side-by-side view is to show when it is opened from a figure. */
  rows: { change?: ArmChange; versus: number };
  /** Shown over whatever area is in front. */
  offer: ExperimentOffer | null;
}

export const useExperimentsView = create<ExperimentsView>(() => ({
  experimentId: null,
  page: "verdict",
  rows: { versus: 1 },
  offer: null,
}));

export const showExperiment = (experimentId: ExperimentId | null): void =>
  useExperimentsView.setState({ experimentId, page: "verdict", rows: { versus: 1 } });
export const showExperimentPage = (page: ExperimentPage): void => useExperimentsView.setState({ page });
/** The cases that a figure counts. */
export const showRows = (rows: ExperimentsView["rows"]): void =>
  useExperimentsView.setState({ page: "rows", rows });
export const openExperimentDialog = (offer: ExperimentOffer): void => useExperimentsView.setState({ offer });
export const closeExperimentDialog = (): void => useExperimentsView.setState({ offer: null });
