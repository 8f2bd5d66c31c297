import { armLetter } from "../experiments/arm-letter.ts";
import type { Assignment, Comparison, PreferenceTally, VerdictWord } from "../model/experiment.ts";
import { intervalFigure } from "./experiment-interval.ts";
import type { ExperimentReportHead, ReportPreferences } from "./experiment-report-data.ts";
import {
  armPrompt,
  bandOf,
  casesText,
  changesText,
  differenceText,
  directionalSentence,
  endText,
  intervalText,
  leftOutTexts,
  metricName,
  noteTexts,
  pText,
  valueText,
  verdictSentence,
} from "./experiment-sentences.ts";
import type { ExperimentWords } from "./experiment-words.ts";
import { amount, decimal, dollars, duration, percent } from "./figures.ts";
import { rangeBar } from "./html-figures.ts";
import { foreign, html, type Markup } from "./markup.ts";
import type { ReportWords } from "./report-words.ts";

/** What a report is written in: the words of comparisons, and those of all reports. */
export interface Tongue {
  words: ExperimentWords;
  general: ReportWords;
}

const looks: Record<VerdictWord, string> = {
  b_better: "won",
  a_better: "lost",
  no_difference: "",
  cannot_tell: "open",
  not_comparable: "refused",
};

export const letter = (place: number): Markup => html`<span class="letter">${armLetter(place)}</span>`;

/** The verdict, and all that it was read from. */
export function reading(
  { experiment }: ExperimentReportHead,
  comparison: Comparison,
  { words }: Tongue,
): Markup {
  const { plan } = experiment;
  const { a, b, metric } = comparison;
  const isAlone = experiment.verdict.primary.length === 1;
  const directional = directionalSentence(comparison, plan.assign, words);
  const changes = changesText(comparison, words);
  const band = bandOf(metric, plan.delta);
  const value = (place: number, own: number | null, median: number | null) =>
    html`<span>${letter(place)}<strong>${valueText(metric, own)}</strong>${median === null ? null : html` <span class="muted small">${words.median} ${valueText(metric, median)}</span>`}</span>`;
  return html`<section class="card reading">
${isAlone ? null : html`<div class="label">${words.against(armLetter(b), armLetter(a))}</div>`}
<p class="sentence ${looks[comparison.verdict]}">${verdictSentence(comparison, plan.assign, words)}</p>
${directional === null ? null : html`<p><span class="chip warn">${directional}</span></p>`}
<p class="label" style="margin-top:14px">${metricName(metric, words)}${metric.kind === "cost" ? ` ${words.perThousand}` : null}</p>
<div class="values">${value(a, comparison.valueA, comparison.medianA)}${value(b, comparison.valueB, comparison.medianB)}<strong>${differenceText(comparison, words)}</strong></div>
${intervalFigure(comparison, plan.delta, words)}
<p class="small muted facts">${[
    intervalText(comparison, words),
    comparison.p === null ? words.noP : `${words.p} ${pText(comparison.p)}`,
    isAlone && comparison.confidence <= 0.95 ? null : words.adjusted,
    comparison.eValue === null ? null : words.eValue(eText(comparison.eValue)),
    words.band(endText(metric, band[0]), endText(metric, band[1])),
  ]
    .filter((part) => part !== null)
    .join(" · ")}</p>
<p class="facts">${[casesText(comparison, plan.assign, words), ...(changes ?? [])].join(" · ")}</p>
<p class="small muted">${leftOutLine(comparison, words)}</p>
${noteTexts(comparison, words).map((note) => html`<p class="small muted">${note}</p>`)}
</section>`;
}

export function leftOutLine({ leftOut }: Comparison, words: ExperimentWords): string {
  const told = leftOutTexts(leftOut, words);
  return told.length === 0 ? words.nothingLeftOut : `${words.leftOut}: ${told.join(words.listed)}`;
}

/** Beyond this nobody asks how much more. */
const mostTold = 10_000;
const eText = (value: number): string =>
  value > mostTold ? `> ${amount(mostTold)}` : value.toFixed(value < 100 ? 2 : 0);

export function armsTable({ experiment }: ExperimentReportHead, { words, general }: Tongue): Markup {
  const own = experiment.arms.some(({ settings }) => Object.keys(settings).length > 0);
  return html`<section><h2>${words.arms}</h2><div class="scroll"><table>
<tr><th>${words.arm}</th><th>${words.prompt}</th><th>${words.model}</th><th class="n">${words.passRate}</th><th></th><th class="n">${words.errors}</th><th class="n">${words.score}</th><th class="n">${words.costPerThousand}</th><th class="n">${words.latency}</th></tr>
${experiment.arms.map((arm, place) => {
  const figures = experiment.verdict.arms[place];
  const isDominated = figures?.isDominated === true;
  return html`<tr${isDominated ? html` class="dominated"` : null}><td>${letter(place)}${isDominated ? html`<span class="tag" title="${words.dominatedHint}">${words.dominated}</span>` : null}</td><td>${foreign(armPrompt(arm, general.draft))}${own ? html`<br><span class="small muted">${foreign(JSON.stringify(arm.settings))}</span>` : null}</td><td>${foreign(arm.model)}</td><td class="n">${figures?.passRate == null ? "–" : percent(figures.passRate)}</td><td style="width:16%;padding-top:13px">${rangeBar(figures?.passRate ?? null, figures?.passInterval ?? null, general)}</td><td class="n">${amount(figures?.counts.errored ?? 0)}</td><td class="n">${figures?.averageScore == null ? "–" : decimal(figures.averageScore)}</td><td class="n">${figures?.costPerCall == null ? general.unknown : dollars(figures.costPerCall * 1_000)}</td><td class="n">${figures?.latency == null ? "–" : `${duration(figures.latency.p50)} / ${duration(figures.latency.p95)}`}</td></tr>\n`;
})}</table></div>${experiment.verdict.arms.some(({ isDominated }) => isDominated) ? html`<p class="small muted">${words.dominatedHint}</p>` : null}</section>`;
}

export function othersTable({ experiment }: ExperimentReportHead, { words }: Tongue): Markup {
  const { others, primary } = experiment.verdict;
  if (others.length === 0) return html``;
  return html`<section><h2>${words.others}</h2><p class="small muted">${words.othersHint}</p><div class="scroll"><table>
<tr><th>${words.metric}</th>${primary.length > 1 ? html`<th></th>` : null}<th class="n">A</th><th class="n">${primary.length > 1 ? "" : "B"}</th><th class="gap">${words.difference}</th><th>${words.intervalHead}</th><th class="n">${words.p}</th><th class="gap">${words.verdict}</th></tr>
${others.map(
  (one) =>
    html`<tr><td>${foreign(metricName(one.metric, words))}${one.metric.kind === "cost" ? ` ${words.perThousand}` : null}</td>${primary.length > 1 ? html`<td>${words.against(armLetter(one.b), armLetter(one.a))}</td>` : null}<td class="n">${valueText(one.metric, one.valueA)}</td><td class="n">${valueText(one.metric, one.valueB)}</td><td class="gap">${differenceText(one, words)}</td><td>${one.interval === null ? "–" : intervalText(one, words)}</td><td class="n">${one.p === null ? "–" : pText(one.p)}</td><td class="gap">${shortVerdict(one, experiment.plan.assign, words)}</td></tr>\n`,
)}</table></div></section>`;
}

/** How many more cases a metric beside the verdict would take is of no use where it has hardly any. */
function shortVerdict(one: Comparison, assign: Assignment, words: ExperimentWords): string {
  if (one.difference === null && one.verdict === "cannot_tell") return "–";
  return directionalSentence(one, assign, words) ?? verdictSentence(one, assign, words);
}

export function preferencesTable({ preferences }: ExperimentReportHead, { words }: Tongue): Markup {
  const rows = preferences.flatMap((pair) => [
    ...(isEmpty(pair.people) ? [] : [{ pair, label: words.people, tally: pair.people }]),
    ...(pair.judge === null || isEmpty(pair.judge) ? [] : [{ pair, label: words.judge, tally: pair.judge }]),
  ]);
  if (rows.length === 0) return html``;
  return html`<section><h2>${words.preferences}</h2><div class="scroll"><table>
<tr><th></th><th></th><th class="n">${words.wins}</th><th class="n">${words.losses}</th><th class="n">${words.ties}</th><th class="n">${words.errors}</th><th class="n">${words.identical}</th><th class="n">${words.share}</th><th>${words.intervalHead}</th><th class="n">${words.p}</th><th class="n">${words.flips}</th></tr>
${rows.map(({ pair, label, tally }) => preferenceRow(pair, label, tally, words))}</table></div><p class="small muted">${words.shareHint}</p></section>`;
}

const isEmpty = ({ winsA, winsB, ties, errors }: PreferenceTally): boolean =>
  winsA + winsB + ties + errors === 0;

const preferenceRow = (
  { a, b }: ReportPreferences,
  label: string,
  tally: PreferenceTally,
  words: ExperimentWords,
): Markup =>
  html`<tr><td>${words.against(armLetter(b), armLetter(a))}</td><td>${label}</td><td class="n">${amount(tally.winsB)}</td><td class="n">${amount(tally.winsA)}</td><td class="n">${amount(tally.ties)}</td><td class="n">${amount(tally.errors)}</td><td class="n">${amount(tally.identical)}</td><td class="n">${tally.rate === null ? "–" : percent(tally.rate)}</td><td>${tally.interval === null ? "–" : words.interval("95 %", percent(tally.interval[0]), percent(tally.interval[1]))}</td><td class="n">${tally.p === null ? "–" : pText(tally.p)}</td><td class="n">${tally.flipRate === null ? "–" : percent(tally.flipRate)}</td></tr>\n`;
