import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { PreferenceTally } from "#shared/model/experiment.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./Tally.module.css";
import { tallyLines } from "./tally-text.ts";

/** Which reply was preferred how often. */
export function Tally({ title, tally }: { title: string; tally: PreferenceTally }) {
  const { t } = useTranslation();
  const { a, b, winsA, winsB, ties } = tally;
  const all = Math.max(1, winsA + winsB + ties);
  const [letterA, letterB] = [armLetter(a), armLetter(b)];
  const figures = [
    { kind: "a", amount: winsA, label: t("compare.votes.tally.wins", wins(letterA, winsA)) },
    { kind: "tie", amount: ties, label: t("compare.votes.tally.ties", { amount: formatNumber(ties) }) },
    { kind: "b", amount: winsB, label: t("compare.votes.tally.wins", wins(letterB, winsB)) },
  ];
  return (
    <div className={classes.tally}>
      <h4 className={classes.title}>{title}</h4>
      <div
        className={classes.bar}
        role="img"
        aria-label={t("compare.votes.tally.bar", {
          a: letterA,
          b: letterB,
          winsA: formatNumber(winsA),
          winsB: formatNumber(winsB),
          ties: formatNumber(ties),
        })}
      >
        {figures.map(
          ({ kind, amount }) =>
            amount > 0 && <span key={kind} data-kind={kind} style={{ width: `${(amount / all) * 100}%` }} />,
        )}
      </div>
      <p className={classes.legend} aria-hidden>
        {figures.map(({ kind, label }) => (
          <span key={kind} data-kind={kind}>
            <i /> {label}
          </span>
        ))}
      </p>
      <ul className={classes.lines}>
        {tallyLines(t, tally).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

const wins = (letter: string, amount: number) => ({ letter, amount: formatNumber(amount) });
