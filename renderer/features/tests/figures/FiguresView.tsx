import { useTranslation } from "react-i18next";
import type { ResultFilter, TestRun } from "#shared/model/test-run.ts";
import type { TestRunOnPage } from "../run/test-run-store.ts";
import { AgreementTable } from "./AgreementTable.tsx";
import { ChecksFigure } from "./ChecksFigure.tsx";
import { FlakyCases } from "./FlakyCases.tsx";
import classes from "./figures.module.css";
import { RatesFigure } from "./RatesFigure.tsx";
import { ScoresFigure } from "./ScoresFigure.tsx";

interface Props {
  test: TestRunOnPage;
  run: TestRun;
  /** The results behind a figure are wished for. */
  onFilter: (wish: Partial<ResultFilter>) => void;
}

/** What the results amount to: by model, check and tag, with the intervals that say how much is known. */
export function FiguresView({ test, run, onFilter }: Props) {
  const { t } = useTranslation();
  const agreements = test.useTestRun((state) => state.agreements);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse
    <section className={classes.view} aria-label={t("tests.figures.label")} tabIndex={0}>
      <div className={classes.grid}>
        <RatesFigure
          title={t("tests.figures.perModel")}
          nameTitle={t("tests.figures.name.model")}
          rows={run.perModel.map(({ model, counts, ...rest }) => ({
            ...rest,
            name: model,
            passed: counts.passed,
            failed: counts.failed,
            errored: counts.errored,
            unscored: counts.unscored,
            cost: rest.costUsd,
          }))}
          hasCost
          onChoose={run.models.length > 1 ? (model) => onFilter({ model }) : undefined}
        />
        <RatesFigure
          title={t("tests.figures.perTag")}
          nameTitle={t("tests.figures.name.tag")}
          rows={run.perTag.map(({ tag, ...rest }) => ({ ...rest, name: tag }))}
          none={t("tests.figures.noTags")}
          onChoose={(tag) => onFilter({ tag })}
        />
        <ChecksFigure
          checks={run.perCheck}
          agreements={agreements}
          onChoose={(name) => onFilter({ check: { name, state: "fail" } })}
        />
        <ScoresFigure run={run} onChoose={(minScore, maxScore) => onFilter({ minScore, maxScore })} />
        <FlakyCases run={run} onChoose={(caseId) => onFilter({ caseId })} />
        {run.hashes.judge !== null && <AgreementTable agreements={agreements} />}
      </div>
    </section>
  );
}
