import { useTranslation } from "react-i18next";
import type { TestRun } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { useReading } from "../../../ui/use-reading.ts";
import { doneOf } from "../run/standing.ts";
import classes from "./figures.module.css";

const bins = Array.from({ length: 10 }, (_, at) => ({
  from: at / 10,
  // A score on the line belongs to the upper bin; 1 to the last.
  to: at === 9 ? 1 : (at + 1) / 10 - 1e-9,
}));

/** How the scores are spread; counted by the store, so that no row crosses the wire. */
export function ScoresFigure({
  run,
  onChoose,
}: {
  run: TestRun;
  onChoose: (minScore: number, maxScore: number) => void;
}) {
  const { t, i18n } = useTranslation();
  const { testRunId } = run;
  // While it runs the whole is counted again only as it grows by a twentieth.
  const stage =
    run.state === "running" ? Math.floor((20 * doneOf(run)) / Math.max(1, run.counts.planned)) : doneOf(run);
  const { value, failure, retry } = useReading(`${testRunId} ${run.state} ${stage}`, (signal) =>
    Promise.all(
      bins.map(async ({ from, to }) => {
        const filter = { minScore: from, maxScore: to };
        const { total } = await host.call("tests.results", { testRunId, filter, limit: 1 }, signal);
        return total;
      }),
    ),
  );
  const total = value?.reduce((sum, count) => sum + count, 0) ?? 0;
  const most = Math.max(1, ...(value ?? []));
  const tick = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <section className={classes.figure}>
      <h3 className={classes.title}>{t("tests.figures.scores")}</h3>
      {failure !== null ? (
        <ErrorState error={failure} title={t("tests.figures.readFailed")} onRetry={retry} />
      ) : value === null ? null : total === 0 ? (
        <p className={classes.none}>{t("tests.figures.scoresNone")}</p>
      ) : (
        <>
          <fieldset
            className={classes.columns}
            aria-label={t("tests.figures.scoresSummary", { total: formatNumber(total) })}
          >
            {value.map((count, at) => {
              const { from, to } = bins[at] ?? { from: 0, to: 1 };
              const range = t("tests.figures.bin", {
                from: tick.format(from),
                to: tick.format((at + 1) / 10),
              });
              return (
                <button
                  key={from}
                  type="button"
                  className={classes.column}
                  disabled={count === 0}
                  aria-label={`${range}: ${formatNumber(count)}`}
                  title={`${range}: ${formatNumber(count)}`}
                  onClick={() => onChoose(from, to)}
                >
                  {count > 0 && formatNumber(count)}
                  <i style={{ height: count === 0 ? 0 : `${Math.max(2, (count / most) * 100)}px` }} />
                </button>
              );
            })}
          </fieldset>
          <div className={classes.ticks} aria-hidden>
            {bins.map(({ from }, at) => (
              <span key={from}>
                {tick.format(from)}–{tick.format((at + 1) / 10)}
              </span>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
