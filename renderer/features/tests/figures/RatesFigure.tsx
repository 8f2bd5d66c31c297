import { useTranslation } from "react-i18next";
import type { Interval } from "#shared/model/test-run.ts";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { formatInterval, formatPercent } from "../../../ui/format-rate.ts";
import { IntervalBar } from "../../../ui/IntervalBar.tsx";
import classes from "./figures.module.css";

interface Row {
  name: string;
  passed: number;
  failed: number;
  errored: number;
  unscored: number;
  passRate: number | null;
  passInterval: Interval | null;
  cost?: number | null;
}

interface Props {
  title: string;
  nameTitle: string;
  rows: readonly Row[];
  hasCost?: boolean;
  none?: string;
  onChoose?: ((name: string) => void) | undefined;
}

/** Pass rates side by side, each with its interval. The bars are drawn into the table that says the same in figures. */
export function RatesFigure({ title, nameTitle, rows, hasCost = false, none, onChoose }: Props) {
  const { t } = useTranslation();
  const hasErrors = rows.some(({ errored }) => errored > 0);
  const hasUnscored = rows.some(({ unscored }) => unscored > 0);
  return (
    <section className={classes.figure}>
      <h3 className={classes.title}>{title}</h3>
      {rows.length === 0 ? (
        <p className={classes.none}>{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse
        <section className={classes.scroll} aria-label={title} tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{nameTitle}</th>
                <th scope="col" colSpan={2}>
                  {t("tests.figures.rate")}
                </th>
                <th scope="col" className={classes.figureCell}>
                  {t("tests.figures.interval")}
                </th>
                <th scope="col" className={classes.figureCell}>
                  {t("tests.figures.passed")}
                </th>
                <th scope="col" className={classes.figureCell}>
                  {t("tests.figures.failed")}
                </th>
                {hasErrors && (
                  <th scope="col" className={classes.figureCell}>
                    {t("tests.figures.errored")}
                  </th>
                )}
                {hasUnscored && (
                  <th scope="col" className={classes.figureCell}>
                    {t("tests.figures.unscored")}
                  </th>
                )}
                {hasCost && (
                  <th scope="col" className={classes.figureCell}>
                    {t("tests.figures.cost")}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name}>
                  <th scope="row" title={row.name}>
                    {onChoose === undefined ? (
                      row.name
                    ) : (
                      <button type="button" className={classes.name} onClick={() => onChoose(row.name)}>
                        {row.name}
                      </button>
                    )}
                  </th>
                  <td className={classes.bar}>
                    <IntervalBar rate={row.passRate} interval={row.passInterval} />
                  </td>
                  <td className={classes.figureCell}>
                    {row.passRate === null ? "–" : formatPercent(row.passRate)}
                  </td>
                  <td className={`${classes.figureCell} ${classes.muted}`}>
                    {row.passInterval === null ? "–" : formatInterval(row.passInterval)}
                  </td>
                  <td className={classes.figureCell}>{formatNumber(row.passed)}</td>
                  <td className={classes.figureCell}>{formatNumber(row.failed)}</td>
                  {hasErrors && <td className={classes.figureCell}>{formatNumber(row.errored)}</td>}
                  {hasUnscored && <td className={classes.figureCell}>{formatNumber(row.unscored)}</td>}
                  {hasCost && <td className={classes.figureCell}>{formatCost(row.cost ?? null)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
