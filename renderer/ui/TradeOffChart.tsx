import {
  CartesianGrid,
  ErrorBar,
  Scatter,
  ScatterChart,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { ticksOf } from "./difference-axis.ts";
import classes from "./TradeOffChart.module.css";

export interface TradeOffPoint {
  /** One letter, on the point. */
  label: string;
  x: number;
  xInterval: readonly [number, number] | null;
  y: number;
  yInterval: readonly [number, number] | null;
  /** There is no reason to choose it. */
  isFaint: boolean;
  description: string;
}

export interface TradeOffChartProps {
  points: readonly TradeOffPoint[];
  /** With its unit. */
  xTitle: string;
  yTitle: string;
  formatX: (value: number) => string;
  formatY: (value: number) => string;
  /** The whole chart in a sentence: there is nothing else in it for a screen reader. */
  ariaLabel: string;
  /** Pixels. */
  height: number;
}

interface Datum extends TradeOffPoint {
  /** How far its bars reach below and above it. */
  errorX: [number, number];
  errorY: [number, number];
  /** Points before it in the same place: its letter stands beside theirs, and does not hide them. */
  beside: number;
}

/** What is good against what it takes, a lettered point for each, with its intervals. */
export function TradeOffChart(props: TradeOffChartProps) {
  const { points, xTitle, yTitle, formatX, formatY, ariaLabel, height } = props;
  const data = points.map(
    (point): Datum => ({
      ...point,
      errorX: reach(point.x, point.xInterval),
      errorY: reach(point.y, point.yInterval),
      beside: 0,
    }),
  );
  const xAxis = axisOf(
    data.flatMap(({ x, errorX }) => [x - errorX[0], x + errorX[1]]),
    Number.POSITIVE_INFINITY,
  );
  // What is good is a share or a score: there is nothing above 1.
  const yAxis = axisOf(
    data.flatMap(({ y, errorY }) => [y - errorY[0], y + errorY[1]]),
    1,
  );
  for (const [index, one] of data.entries())
    one.beside = data
      .slice(0, index)
      .filter((other) => isNear(one.x, other.x, xAxis.domain) && isNear(one.y, other.y, yAxis.domain)).length;
  const rows = [
    { key: "faint", data: data.filter(({ isFaint }) => isFaint), colour: "var(--lathe-text-faint)" },
    { key: "plain", data: data.filter(({ isFaint }) => !isFaint), colour: "var(--lathe-accent)" },
  ].filter((row) => row.data.length > 0);
  return (
    <div role="img" aria-label={ariaLabel} className={classes.plot}>
      <span>{yTitle}</span>
      <ScatterChart
        responsive
        accessibilityLayer={false}
        role="presentation"
        style={{ width: "100%", height }}
        margin={{ top: 12, right: 20, bottom: 0, left: 0 }}
      >
        <CartesianGrid stroke="var(--lathe-border-faint)" />
        <XAxis
          dataKey="x"
          type="number"
          {...xAxis}
          interval={0}
          height={20}
          tickLine={false}
          axisLine={{ stroke: "var(--lathe-border-strong)" }}
          tick={{ className: classes.tick }}
          tickFormatter={formatX}
        />
        <YAxis
          dataKey="y"
          type="number"
          {...yAxis}
          interval={0}
          width={48}
          tickLine={false}
          axisLine={{ stroke: "var(--lathe-border-strong)" }}
          tick={{ className: classes.tick }}
          tickFormatter={formatY}
        />
        <Tooltip isAnimationActive={false} cursor={false} content={Description} />
        {rows.map(({ key, data: row, colour }) => (
          <Scatter key={key} data={row} isAnimationActive={false} shape={Point}>
            <ErrorBar dataKey="errorY" direction="y" width={8} stroke={colour} isAnimationActive={false} />
            <ErrorBar dataKey="errorX" direction="x" width={8} stroke={colour} isAnimationActive={false} />
          </Scatter>
        ))}
      </ScatterChart>
      <div className={classes.xTitle}>{xTitle}</div>
    </div>
  );
}

const reach = (at: number, interval: readonly [number, number] | null): [number, number] =>
  interval === null ? [0, 0] : [Math.max(0, at - interval[0]), Math.max(0, interval[1] - at)];

/** All of it in view between round figures with some room, never below nothing, nor above `most`. */
function axisOf(values: readonly number[], most: number) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) * 0.12, Math.abs(high) * 0.04, 1e-6);
  const range = { low: Math.max(0, low - room), high: Math.min(most, high + room) };
  return { domain: [range.low, range.high] as [number, number], ticks: ticksOf(range, "difference") };
}

/** Within a letter's width of a chart of the usual size. */
const isNear = (one: number, other: number, [low, high]: [number, number]): boolean =>
  Math.abs(one - other) < (high - low) * 0.05;

const letterWidth = 22;

interface PointPlace {
  cx?: number | string | undefined;
  cy?: number | string | undefined;
  payload?: Datum;
}

function Point({ cx, cy, payload }: PointPlace) {
  if (payload == null || cx === undefined || cy === undefined) return <g />;
  const x = Number(cx) + payload.beside * letterWidth;
  return (
    <g className={classes.point} data-faint={payload.isFaint || undefined}>
      <circle cx={x} cy={cy} r={10} />
      <text x={x} y={cy} dy="0.35em" textAnchor="middle">
        {payload.label}
      </text>
    </g>
  );
}

function Description({ active, payload }: TooltipContentProps) {
  const datum = payload[0]?.payload as Datum | undefined;
  if (!active || datum === undefined) return null;
  return <div className={classes.tooltip}>{datum.description}</div>;
}
