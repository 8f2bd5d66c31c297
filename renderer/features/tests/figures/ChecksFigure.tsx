import { useTranslation } from "react-i18next";
import type { Agreement, TestRun } from "#shared/model/test-run.ts";
import { AgreementBadge } from "../../../ui/attempt/AgreementBadge.tsx";
import { CountsBar } from "../../../ui/CountsBar.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { formatScore } from "../../../ui/format-rate.ts";
import classes from "./figures.module.css";

interface Props {
  checks: TestRun["perCheck"];
  agreements: readonly Agreement[];
  onChoose: (name: string) => void;
}

/** How each check fared over all replies; beside a judge how far it agrees with people. */
export function ChecksFigure({ checks, agreements, onChoose }: Props) {
  const { t } = useTranslation();
  const title = t("tests.figures.perCheck");
  if (checks.length === 0) {
    return (
      <section className={classes.figure}>
        <h3 className={classes.title}>{title}</h3>
        <p className={classes.none}>{t("tests.figures.noChecks")}</p>
      </section>
    );
  }
  return (
    <section className={classes.figure}>
      <h3 className={classes.title}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
      <section className={classes.scroll} aria-label={title} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                {t("tests.figures.name.check")}
              </th>
              {(["passed", "failed", "errored", "skipped", "average"] as const).map((column) => (
                <th key={column} scope="col" className={classes.figureCell}>
                  {t(`tests.figures.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => {
              const { name, isJudge, passed, failed, errored, skipped, averageScore } = check;
              const agreement = agreements.find(({ metric }) => metric === name);
              return (
                <tr key={name}>
                  <th scope="row" title={name}>
                    {failed > 0 ? (
                      <button type="button" className={classes.name} onClick={() => onChoose(name)}>
                        {name}
                      </button>
                    ) : (
                      name
                    )}{" "}
                    {isJudge && agreement !== undefined && <AgreementBadge agreement={agreement} />}
                  </th>
                  <td className={classes.bar}>
                    <CountsBar
                      isLarge
                      counts={{
                        planned: passed + failed + errored + skipped,
                        passed,
                        failed,
                        errored,
                        unscored: skipped,
                      }}
                    />
                  </td>
                  <td className={classes.figureCell}>{formatNumber(passed)}</td>
                  <td className={classes.figureCell}>{formatNumber(failed)}</td>
                  <td className={classes.figureCell}>{formatNumber(errored)}</td>
                  <td className={classes.figureCell}>{formatNumber(skipped)}</td>
                  <td className={classes.figureCell}>{formatScore(averageScore)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </section>
  );
}
