import classes from "./DifferenceAxis.module.css";
import { type AxisRange, type AxisScale, placeOn, ticksOf } from "./difference-axis.ts";

export interface DifferenceAxisProps {
  scale: AxisScale;
  range: AxisRange;
  /** What was measured. */
  point: number;
  /** Where the truth lies with the confidence asked for; null: that cannot be said. */
  interval: readonly [number, number] | null;
  /** Within it a difference does not matter. */
  band: readonly [number, number];
  /** For point and ends. */
  format: (value: number) => string;
  /** For the marks of the axis. */
  formatTick: (value: number) => string;
  /** Under the axis: "points". */
  unit: string;
  /** What it means to be far to the left and far to the right. */
  ends: readonly [string, string];
  bandLabel: string;
  /** The whole figure in a sentence. */
  ariaLabel: string;
  look: "success" | "danger" | "info" | "neutral";
}

/** A difference with its interval, against “none” and the band of what does not matter. The words beside it say the same. */
export function DifferenceAxis(props: DifferenceAxisProps) {
  const { scale, range, point, interval, band, format, formatTick, unit, ends, bandLabel, ariaLabel, look } =
    props;
  const at = (value: number): string => `${(placeOn(range, value, scale) * 100).toFixed(2)}%`;
  const none = scale === "ratio" ? 1 : 0;
  const width = (from: number, to: number): string =>
    `${((placeOn(range, to, scale) - placeOn(range, from, scale)) * 100).toFixed(2)}%`;
  return (
    <div className={classes.figure} role="img" aria-label={ariaLabel} data-look={look}>
      <div className={classes.ends}>
        <span>← {ends[0]}</span>
        <span className={classes.bandLabel}>
          <i /> {bandLabel}
        </span>
        <span>{ends[1]} →</span>
      </div>
      <div className={classes.plot}>
        <span className={classes.band} style={{ left: at(band[0]), width: width(band[0], band[1]) }} />
        <span className={classes.none} style={{ left: at(none) }} />
        {interval !== null && (
          <>
            <span
              className={classes.whisker}
              style={{ left: at(interval[0]), width: width(interval[0], interval[1]) }}
            />
            <span className={classes.low} style={{ left: at(interval[0]) }}>
              {format(interval[0])}
            </span>
            <span className={classes.high} style={{ left: at(interval[1]) }}>
              {format(interval[1])}
            </span>
          </>
        )}
        <span className={classes.point} style={{ left: at(point) }} />
        <span className={classes.value} style={{ left: at(point) }}>
          {format(point)}
        </span>
      </div>
      <div className={classes.axis}>
        {ticksOf(range, scale).map((tick) => (
          <span key={tick} className={classes.tick} style={{ left: at(tick) }}>
            {formatTick(tick)}
          </span>
        ))}
      </div>
      <div className={classes.unit}>{unit}</div>
    </div>
  );
}
