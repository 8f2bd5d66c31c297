import { armLetter } from "../experiments/arm-letter.ts";
import type { ArmChange } from "../model/experiment.ts";
import { similarity, wordBag } from "../text/diff-text.ts";
import { letter, type Tongue } from "./experiment-html-figures.ts";
import type { ExperimentReportHead, ReportCase } from "./experiment-report-data.ts";
import { amount, decimal, dollars, duration } from "./figures.ts";
import { checkRow, textBlock, valueText, wordDifference } from "./html-attempt.ts";
import { foreign, html, type Markup } from "./markup.ts";
import type { ReportAttempt } from "./report-data.ts";

/** Two replies that share less than this are better read beside each other than word by word. */
const leastAlike = 0.4;

const looks: Record<ArmChange, string> = {
  broken: "fail",
  fixed: "pass",
  same: "skipped",
  unknown: "skipped",
};

/** A case in two arms: a line, and both replies behind it. */
export function caseEntry(
  { experiment }: ExperimentReportHead,
  { change, ...one }: ReportCase & { change: ArmChange },
  { a, b, isOpen }: { a: number; b: number; isOpen: boolean },
  tongue: Tongue,
): Markup {
  const { words, general } = tongue;
  const isPass = experiment.plan.metric.kind === "pass";
  const shown = [decisive(one.arms[a] ?? []), decisive(one.arms[b] ?? [])] as const;
  const why = change === "fixed" ? whyOf(shown[0]) : whyOf(shown[1]);
  const { content } = one;
  return html`<details class="attempt ${looks[change]}"${isOpen ? html` open` : null}><summary><span class="verdict ${looks[change]}">${(isPass ? words.changes : words.changesOfMetric)[change]}</span><span class="name">${foreign(one.caseName || `#${one.caseIndex + 1}`)}<span class="why">${foreign(why)}</span></span><span class="facts">${[a, b].map((place, index) => html`${index > 0 ? " · " : null}${armLetter(place)} ${armFact(one.arms[place] ?? [], tongue)}`)}</span></summary>
<div class="body">${Object.entries(content.inputs).map(([name, value]) => html`<h3>${general.inputs} · ${foreign(name)}</h3>${textBlock(valueText(value), general)}`)}
${content.turns.length === 0 ? null : html`<h3>${general.turns}</h3>${content.turns.map((turn) => textBlock(turn, general))}`}
${content.expected === null ? null : html`<h3>${general.expected}</h3>${textBlock(valueText(content.expected), general)}`}
<div class="sides">${[a, b].map((place, index) => armColumn(place, shown[index], one.arms[place]?.length ?? 0, tongue))}</div>
${difference(a, b, shown, tongue)}</div></details>
`;
}

/** The first attempt of those that decide: where a case was asked several times, one of what most of them said. */
export function decisive(attempts: ReportAttempt[]): ReportAttempt | undefined {
  const passed = attempts.filter(({ verdict }) => verdict === "pass");
  const failed = attempts.filter(({ verdict }) => verdict === "fail");
  return (passed.length > failed.length ? passed[0] : failed[0]) ?? attempts[0];
}

function whyOf(attempt: ReportAttempt | undefined): string {
  if (attempt === undefined) return "";
  const { failing, reason, inputExcerpt } = attempt;
  if (reason === "") return inputExcerpt;
  return failing.length > 0 ? `${failing.join(", ")}: ${reason}` : reason;
}

function armFact(attempts: ReportAttempt[], { words, general }: Tongue): string {
  const [first] = attempts;
  if (first === undefined) return words.notCalled;
  if (attempts.length === 1) return general.verdicts[first.verdict];
  const passed = attempts.filter(({ verdict }) => verdict === "pass").length;
  return words.passedOf(amount(passed), amount(attempts.length));
}

function armColumn(
  place: number,
  attempt: ReportAttempt | undefined,
  made: number,
  { words, general }: Tongue,
): Markup {
  if (attempt === undefined)
    return html`<div><h3>${letter(place)}</h3><p class="muted">${words.notCalled}</p></div>`;
  const { verdict, score, latencyMs, costUsd, recorded, error, partial, text, toolCalls, scores } = attempt;
  const facts = [
    score === null ? null : decimal(score),
    recorded ? general.recorded : latencyMs === null ? null : duration(latencyMs),
    costUsd === null ? null : dollars(costUsd),
  ];
  return html`<div><h3>${letter(place)}<span class="verdict ${verdict}">${general.verdicts[verdict]}</span> ${facts.filter((fact) => fact !== null).join(" · ")}</h3>
${error === null ? null : html`<p><code>${error.code}</code> ${foreign(error.message)}</p>`}
${partial ? html`<p class="small muted">${general.partial}</p>` : null}${text === "" ? html`<p class="muted">${general.noReply}</p>` : textBlock(text, general)}
${toolCalls.map((call) => textBlock(`${call.name}(${call.arguments})`, general))}
${scores.length === 0 ? null : html`<table>${scores.map((scored) => checkRow(scored, general))}</table>`}
${made > 1 ? html`<p class="small muted">${words.moreAttempts(amount(made - 1))}</p>` : null}</div>`;
}

function difference(
  a: number,
  b: number,
  [before, after]: readonly [ReportAttempt | undefined, ReportAttempt | undefined],
  { words }: Tongue,
): Markup {
  if (before === undefined || after === undefined || before.text === "" || after.text === "") return html``;
  if (before.text === after.text)
    return html`<p class="small muted" style="margin-top:10px">${words.equal}</p>`;
  const isAlike = similarity(wordBag(before.text), wordBag(after.text)) >= leastAlike;
  const shown = isAlike ? wordDifference(before.text, after.text) : null;
  if (shown === null) return html``;
  return html`<h3>${words.changed} <span style="font-weight:400">· ${words.changedHint(armLetter(a), armLetter(b))}</span></h3>${shown}`;
}
