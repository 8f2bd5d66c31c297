import type { TestCounts } from "#shared/model/test-run.ts";
import classes from "./CountsBar.module.css";

/** Shares of passed, failed, errors, unscored and what is missing. The words stand beside it. */
export function CountsBar({ counts, isLarge = false }: { counts: TestCounts; isLarge?: boolean }) {
  const { planned, passed, failed, errored, unscored } = counts;
  const whole = Math.max(planned, passed + failed + errored + unscored, 1);
  const part = (kind: string, amount: number) =>
    amount === 0 ? null : (
      <span key={kind} data-kind={kind} style={{ width: `${(amount / whole) * 100}%` }} />
    );
  return (
    <span className={classes.bar} data-large={isLarge || undefined} aria-hidden>
      {part("pass", passed)}
      {part("fail", failed)}
      {part("error", errored)}
      {part("unscored", unscored)}
    </span>
  );
}
