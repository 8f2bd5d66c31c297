import { useTranslation } from "react-i18next";
import type { Experiment } from "#shared/model/experiment.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { comparisonName } from "../arm-words.ts";
import type { ExperimentStore } from "../experiment-store.ts";
import { ArmChips } from "./ArmChips.tsx";
import classes from "./ExperimentHead.module.css";
import type { ExperimentActions } from "./experiment-actions.ts";
import { HeadButtons } from "./HeadButtons.tsx";
import { HeadFacts } from "./HeadFacts.tsx";
import { type Standing, standingOf } from "./standing.ts";

interface Props {
  store: ExperimentStore;
  experiment: Experiment;
  actions: ExperimentActions;
  isExtending: boolean;
  onExtending: (isExtending: boolean) => void;
}

/** What is held against what, how it stands, what it took, and what can be done now. */
export function ExperimentHead({ store, experiment, actions, isExtending, onExtending }: Props) {
  const { t } = useTranslation();
  const progress = store.useExperiment((state) => state.progress);
  const standing = standingOf(experiment, progress);
  const name = comparisonName(t, experiment.arms);
  return (
    <header className={classes.head} data-experiment={experiment.experimentId} data-state={standing.state}>
      <div className={classes.top}>
        <div className={classes.name}>
          <h2 className={classes.title} title={name}>
            {name}
          </h2>
          <RelativeTime at={experiment.createdAt} className={classes.when} />
        </div>
        <HeadButtons
          store={store}
          experiment={experiment}
          standing={standing}
          actions={actions}
          isExtending={isExtending}
          onExtending={onExtending}
        />
      </div>
      <HeadFacts experiment={experiment} standing={standing} actions={actions} />
      <Remark experiment={experiment} standing={standing} />
      <ArmChips experiment={experiment} progress={progress} actions={actions} />
    </header>
  );
}

/** Why it is not complete, and what can be done about that. */
function Remark({ experiment, standing }: { experiment: Experiment; standing: Standing }) {
  const { t } = useTranslation();
  const { state } = standing;
  // Of runs that were there already their own pages tell.
  if (state === "running" || state === "done" || experiment.origin === "runs") return null;
  const error = experiment.rounds.flatMap(({ runs }) => runs).find((run) => run.error !== null)?.error;
  return (
    <p className={classes.remark}>
      {t(`compare.head.remark.${state}`, {
        done: formatNumber(standing.ended),
        planned: formatNumber(standing.planned),
        cap: formatCost(experiment.capUsd),
        reason: error == null ? "" : errorText(error).message,
      })}
    </p>
  );
}
