import { useTranslation } from "react-i18next";
import type { CaseId } from "#shared/model/ids.ts";
import type { TestRun } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { formatPercent, formatScore } from "../../../ui/format-rate.ts";
import { useReading } from "../../../ui/use-reading.ts";
import classes from "./figures.module.css";

/** The cases whose verdict is not the same from repeat to repeat, the most unsteady first. */
export function FlakyCases({ run, onChoose }: { run: TestRun; onChoose: (caseId: CaseId) => void }) {
  const { t } = useTranslation();
  const { testRunId } = run;
  const { value, failure, retry } = useReading(`${testRunId} ${run.state} ${run.flakyCases}`, (signal) =>
    run.repeats === 1 ? Promise.resolve([]) : host.call("tests.flakiness", { testRunId }, signal),
  );
  const flaky = value?.filter(({ flipRate }) => flipRate > 0) ?? [];
  const title = t("tests.figures.flaky");
  return (
    <section className={classes.figure}>
      <h3 className={classes.title}>{title}</h3>
      {failure !== null ? (
        <ErrorState error={failure} title={t("tests.figures.readFailed")} onRetry={retry} />
      ) : run.repeats === 1 ? (
        <p className={classes.none}>{t("tests.figures.flakyOnce")}</p>
      ) : flaky.length === 0 ? (
        <p className={classes.none}>{value !== null && t("tests.figures.flakyNone")}</p>
      ) : (
        <>
          <p className={classes.hint}>{t("tests.figures.flakyHint")}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
          <section className={classes.scroll} aria-label={title} tabIndex={0}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t("tests.figures.name.case")}</th>
                  {run.models.length > 1 && <th scope="col">{t("tests.figures.name.model")}</th>}
                  {(["flips", "passed", "failed", "errored", "average", "spread"] as const).map((column) => (
                    <th key={column} scope="col" className={classes.figureCell}>
                      {t(`tests.figures.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {flaky.map((each) => (
                  <tr key={`${each.caseId} ${each.model}`}>
                    <th scope="row" title={each.caseName}>
                      <button type="button" className={classes.name} onClick={() => onChoose(each.caseId)}>
                        {each.caseName === "" ? each.caseId : each.caseName}
                      </button>
                    </th>
                    {run.models.length > 1 && <td>{each.model}</td>}
                    <td className={classes.figureCell}>{formatPercent(each.flipRate)}</td>
                    <td className={classes.figureCell}>{formatNumber(each.passed)}</td>
                    <td className={classes.figureCell}>{formatNumber(each.failed)}</td>
                    <td className={classes.figureCell}>{formatNumber(each.errored)}</td>
                    <td className={classes.figureCell}>{formatScore(each.meanScore)}</td>
                    <td className={classes.figureCell}>{formatScore(each.scoreSpread)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}
