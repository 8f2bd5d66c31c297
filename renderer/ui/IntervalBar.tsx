import { formatInterval, formatPercent } from "./format-rate.ts";
import classes from "./IntervalBar.module.css";

interface Props {
  /** 0..1; null: nothing to show. */
  rate: number | null;
  /** Where the true rate lies with 95 % confidence; null: unknown. */
  interval: readonly [number, number] | null;
}

/** A rate as a bar, with its interval over it. The figures beside it say the same in words. */
export function IntervalBar({ rate, interval }: Props) {
  if (rate === null) return <span className={classes.track} aria-hidden />;
  const title =
    interval === null ? formatPercent(rate) : `${formatPercent(rate)} (${formatInterval(interval)})`;
  return (
    <span className={classes.track} title={title} aria-hidden>
      <span className={classes.fill} style={{ width: `${rate * 100}%` }} />
      {interval !== null && (
        <span
          className={classes.whisker}
          style={{ left: `${interval[0] * 100}%`, width: `${(interval[1] - interval[0]) * 100}%` }}
        />
      )}
    </span>
  );
}
