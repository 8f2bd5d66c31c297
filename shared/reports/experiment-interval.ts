import { armLetter } from "../experiments/arm-letter.ts";
import { isRatio } from "../experiments/arm-values.ts";
import type { Comparison } from "../model/experiment.ts";
import { bandOf, differenceText, endText, intervalText } from "./experiment-sentences.ts";
import type { ExperimentWords } from "./experiment-words.ts";
import { html, type Markup } from "./markup.ts";

const size = { width: 760, height: 116, side: 24, line: 46 };

/**
 * The interval on its axis, with nothing in the middle of what does not matter. Ratios stand on a logarithmic axis: twice
 * as much is as far from nothing as half of it.
 */
export function intervalFigure(comparison: Comparison, delta: number, words: ExperimentWords): Markup {
  const { metric, difference, interval, a, b } = comparison;
  if (difference === null || interval === null) return html``;
  const isLog = isRatio(metric);
  const along = (value: number) => (isLog ? Math.log(Math.max(1e-6, 1 + value)) : value);
  const band = bandOf(metric, delta);
  const [low, high] = interval;
  const ends = [...band, ...interval, difference, 0].map(along);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = (most - least) * 0.06 || 0.01;
  const scale = (size.width - 2 * size.side) / (most - least + 2 * room);
  const x = (value: number): number => Number((size.side + (along(value) - least + room) * scale).toFixed(1));
  const { line } = size;
  const told = `${words.difference} ${differenceText(comparison, words)}, ${intervalText(comparison, words)}; ${words.band(endText(metric, band[0]), endText(metric, band[1]))}`;
  const [left, right] = isLog ? [b, a] : [a, b];
  // The label of an end keeps clear of the edge.
  const label = (value: number, text: string, y: number, kind: string) => {
    const at = Math.min(size.width - size.side - 12, Math.max(size.side + 12, x(value)));
    return html`<text class="${kind}" x="${at}" y="${y}" text-anchor="middle">${text}</text>`;
  };
  return html`<div class="scroll"><svg class="interval" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${told}">
<rect class="band" x="${x(band[0])}" y="20" width="${(x(band[1]) - x(band[0])).toFixed(1)}" height="52" rx="4"></rect>
<path class="axis" d="M${size.side} ${line}H${size.width - size.side}"></path>
<path class="zero" d="M${x(0)} 16V76"></path>
<path class="whisker" d="M${x(low)} ${line - 9}V${line + 9}M${x(low)} ${line}H${x(high)}M${x(high)} ${line - 9}V${line + 9}"></path>
<path class="point" d="M${x(difference) - 6} ${line}l6 -7l6 7l-6 7z"></path>
${label(low, endText(metric, low), 14, "end")}${x(high) - x(low) > 56 ? label(high, endText(metric, high), 14, "end") : null}
${label(0, isLog ? "×1" : "0", 92, "muted")}
<text class="muted" x="${size.side}" y="110">← ${words.better(armLetter(left))}</text>
<text class="muted" x="${size.width - size.side}" y="110" text-anchor="end">${words.better(armLetter(right))} →</text>
</svg></div>`;
}
