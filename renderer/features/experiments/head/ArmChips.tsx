import { useTranslation } from "react-i18next";
import type { Experiment } from "#shared/model/experiment.ts";
import type { TestCounts } from "#shared/model/test-run.ts";
import { CountsBar } from "../../../ui/CountsBar.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { ArmLetter } from "../ArmLetter.tsx";
import { armName, armParts } from "../arm-words.ts";
import type { ExperimentProgress } from "../experiment-store.ts";
import classes from "./ArmChips.module.css";
import type { ExperimentActions } from "./experiment-actions.ts";

interface Props {
  experiment: Experiment;
  progress: ExperimentProgress | null;
  actions: ExperimentActions;
}

/** The arms with what tells them apart, and how far each of them is. */
export function ArmChips({ experiment, progress, actions }: Props) {
  const { t } = useTranslation();
  return (
    <ul className={classes.arms} aria-label={t("compare.head.arms")}>
      {experiment.arms.map((arm, place) => {
        const { own, rest } = armParts(t, arm, experiment.arms);
        const counts = progress?.counts[place] ?? experiment.verdict.arms[place]?.counts ?? null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place
          <li key={place} className={classes.arm}>
            <button
              type="button"
              className={classes.open}
              title={t("compare.head.openArm", { name: armName(t, arm) })}
              onClick={() => actions.openArm(arm)}
            >
              <ArmLetter place={place} />
              <span className={classes.words}>
                <strong>{own}</strong>
                <span className={classes.model}>{rest}</span>
              </span>
            </button>
            {counts !== null && <ArmProgress counts={counts} />}
          </li>
        );
      })}
    </ul>
  );
}

function ArmProgress({ counts }: { counts: TestCounts }) {
  const { t } = useTranslation();
  const { planned, passed, failed, errored, unscored } = counts;
  const words = {
    done: formatNumber(passed + failed + errored + unscored),
    planned: formatNumber(planned),
    errors: formatNumber(errored),
  };
  return (
    <span className={classes.progress}>
      <CountsBar counts={counts} />
      <span className={classes.count}>
        {t(errored > 0 ? "compare.head.progressErrors" : "compare.head.progress", words)}
      </span>
    </span>
  );
}
