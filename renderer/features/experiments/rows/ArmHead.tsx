import { useTranslation } from "react-i18next";
import type { Arm } from "#shared/model/experiment.ts";
import type { TestCounts } from "#shared/model/test-run.ts";
import { formatNumber } from "../../../ui/format.ts";
import { ArmLetter } from "../ArmLetter.tsx";
import { armName, armSettings, armSource } from "../arm-words.ts";
import classes from "./cells.module.css";

interface Props {
  arm: Arm;
  place: number;
  counts: TestCounts | undefined;
}

/** Over the replies of an arm: which text with which model, and how many passed so far. */
export function ArmHead({ arm, place, counts }: Props) {
  const { t } = useTranslation();
  const settings = armSettings(t, arm);
  const judged = counts === undefined ? 0 : counts.passed + counts.failed;
  return (
    <>
      <p className={classes.headLine}>
        <ArmLetter place={place} />
        <strong className={classes.headName} title={armName(t, arm)}>
          {arm.promptName} {armSource(t, arm)}
        </strong>
      </p>
      <p className={classes.headFacts} title={[arm.model, ...settings].join(" · ")}>
        {[arm.model, ...settings].join(" · ")}
        {counts !== undefined &&
          judged > 0 &&
          ` · ${t("compare.rows.passedOf", { passed: formatNumber(counts.passed), judged: formatNumber(judged) })}`}
      </p>
    </>
  );
}
