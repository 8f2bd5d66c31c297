import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import { leftOutLines, noteLines } from "./note-text.ts";
import classes from "./VerdictView.module.css";

/** What took no part and why, and what a reader has to know besides. */
export function Notes({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const { plan, arms, verdict } = experiment;
  const notes = noteLines(t, experiment);
  const perPair = verdict.primary
    .map((comparison) => ({ comparison, lines: leftOutLines(t, comparison, plan) }))
    .filter(({ lines }) => lines.length > 0);
  return (
    <>
      <section className={classes.figure}>
        <h3 className={classes.title}>{t("compare.verdict.leftOut.title")}</h3>
        {perPair.length === 0 ? (
          <p className={classes.hint}>{t("compare.verdict.leftOut.none")}</p>
        ) : (
          perPair.map(({ comparison: { a, b }, lines }) => (
            <div key={b}>
              {arms.length > 2 && (
                <p className={classes.hint}>
                  {t("compare.verdict.leftOut.between", { a: armLetter(a), b: armLetter(b) })}
                </p>
              )}
              <ul className={classes.lines}>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </div>
          ))
        )}
      </section>
      <section className={classes.figure}>
        <h3 className={classes.title}>{t("compare.verdict.notes.title")}</h3>
        {notes.length === 0 ? (
          <p className={classes.hint}>{t("compare.verdict.notes.none")}</p>
        ) : (
          <ul className={classes.lines}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
