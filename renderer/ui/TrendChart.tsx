import { useMemo } from "react";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  Symbols,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  type XAxisTickContentProps,
  YAxis,
} from "recharts";
import classes from "./TrendChart.module.css";
import { type Mark, marksOf } from "./trend-marks.ts";

export interface TrendPoint {
  /** Where on the axis, in words; only the first and the last are written out. */
  x: string;
  /** In `unit`; null leaves a gap. */
  y: number | null;
  group: string;
  /** What the tooltip says; line ends count. */
  description: string;
}

export interface TrendChartProps {
  /** In the order they are drawn, evenly spaced. */
  points: readonly TrendPoint[];
  /** Every group of the points, in the order of the legend, which is also that of the marks. */
  groups: readonly string[];
  /** Over the axis: "ms", "US$". */
  unit: string;
  formatY: (y: number) => string;
  /** In `unit`; a thin line. */
  median: { y: number; label: string } | null;
  /** The whole chart in a sentence: there is nothing else in it for a screen reader. */
  ariaLabel: string;
  /** Pixels, without the legend. */
  height: number;
}

type Datum = TrendPoint & { at: number };

/** Points in their order, one mark per group, and where their middle lies. A list beside it has to carry the figures. */
export function TrendChart({ points, groups, unit, formatY, median, ariaLabel, height }: TrendChartProps) {
  const data = useMemo<Datum[]>(() => points.map((point, at) => ({ ...point, at })), [points]);
  const marks = useMemo(() => marksOf(groups), [groups]);
  const drawn = useMemo(
    () => new Set(points.filter(({ y }) => y !== null).map(({ group }) => group)),
    [points],
  );
  const isFlat = points.every(({ y }) => y === null || y === 0);
  const last = data.length - 1;
  const size = data.length > 100 ? 24 : 48;
  return (
    <div className={classes.room}>
      <div className={classes.figure}>
        <div role="img" aria-label={ariaLabel} className={classes.plot}>
          <span className={classes.unit}>{unit}</span>
          <LineChart
            responsive
            accessibilityLayer={false}
            role="presentation"
            data={data}
            style={{ width: "100%", height }}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          >
            <CartesianGrid vertical={false} stroke="var(--lathe-border-faint)" />
            <XAxis
              dataKey="at"
              type="number"
              domain={[0, last]}
              ticks={[0, last]}
              padding={{ left: 12, right: 12 }}
              height={20}
              interval={0}
              tickLine={false}
              axisLine={{ stroke: "var(--lathe-border-strong)" }}
              tick={(props) => <EndOfAxis {...props} data={data} />}
            />
            <YAxis
              domain={[0, isFlat ? 1 : "auto"]}
              // Nothing but 0 says nothing about a scale.
              {...(isFlat ? { ticks: [0] } : {})}
              niceTicks="snap125"
              tickCount={4}
              interval={0}
              width="auto"
              tickLine={false}
              axisLine={false}
              tick={{ className: classes.tick }}
              tickFormatter={formatY}
            />
            {median !== null && (
              <ReferenceLine y={median.y} stroke="var(--lathe-text-faint)" strokeDasharray="4 3" />
            )}
            <Tooltip
              filterNull={false}
              isAnimationActive={false}
              cursor={{ stroke: "var(--lathe-border-strong)" }}
              content={Description}
            />
            <Line
              dataKey="y"
              isAnimationActive={false}
              stroke="var(--lathe-border-strong)"
              dot={(props) => <Dot key={props.index} {...props} marks={marks} size={size} />}
              activeDot={(props: DotPlace) => <Dot {...props} marks={marks} size={size * 2} />}
            />
          </LineChart>
        </div>
        <ul className={classes.legend}>
          {groups
            .filter((group) => drawn.has(group))
            .map((group) => (
              <li key={group}>
                <svg width={12} height={12} aria-hidden>
                  <MarkShapeAt mark={marks.get(group)} x={6} y={6} size={size} />
                </svg>
                {group}
              </li>
            ))}
          {median !== null && (
            <li>
              <svg width={16} height={12} aria-hidden>
                <line x1={0} x2={16} y1={6} y2={6} className={classes.median} />
              </svg>
              {median.label}
            </li>
          )}
        </ul>
      </div>
    </div>
  );
}

/** The part that the dots of a line and its active dot have in common. */
interface DotPlace {
  cx?: number | string | undefined;
  cy?: number | string | undefined;
  payload?: Datum;
}

function Dot({ cx, cy, payload, marks, size }: DotPlace & { marks: Map<string, Mark>; size: number }) {
  if (payload == null || payload.y === null || cx === undefined || cy === undefined) return null;
  return <MarkShapeAt mark={marks.get(payload.group)} x={Number(cx)} y={Number(cy)} size={size} />;
}

function MarkShapeAt({ mark, x, y, size }: { mark: Mark | undefined; x: number; y: number; size: number }) {
  if (mark === undefined) return null;
  return <Symbols type={mark.shape} cx={x} cy={y} size={size} fill={mark.colour} className={classes.mark} />;
}

function EndOfAxis({ x, y, payload, data }: XAxisTickContentProps & { data: readonly Datum[] }) {
  const at = Number(payload.value);
  return (
    <text x={x} y={Number(y) + 8} textAnchor={at === 0 ? "start" : "end"} className={classes.tick}>
      {data[at]?.x}
    </text>
  );
}

function Description({ active, payload }: TooltipContentProps) {
  const datum = payload[0]?.payload as Datum | undefined;
  if (!active || datum === undefined) return null;
  return <div className={classes.tooltip}>{datum.description}</div>;
}
