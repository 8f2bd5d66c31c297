import { checkName } from "../checks/score-case.ts";
import type { ScoredCheck } from "../model/check.ts";
import type { VariableValue } from "../model/content.ts";
import { diffWords, type TextPart } from "../text/diff-text.ts";
import { amount, decimal, dollars, duration, moment } from "./figures.ts";
import { foreign, html, type Markup } from "./markup.ts";
import type { ReportAttempt } from "./report-data.ts";
import type { ReportWords } from "./report-words.ts";

/** Longer texts are cut here; the JSON report holds them whole. */
const mostText = 8_000;
/** Both texts together: a longer comparison takes too long where there are thousands, and nobody reads it. */
const mostCompared = 6_000;

export const valueText = (value: VariableValue): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 2);

export function textBlock(text: string, words: ReportWords): Markup {
  const rest = text.length - mostText;
  return html`<pre>${foreign(rest > 0 ? text.slice(0, mostText) : text)}${rest > 0 ? html`\n<span class="muted">${words.cut(amount(rest))}</span>` : null}</pre>`;
}

/** One attempt: a line, and all there is about it behind the line. */
export function attemptEntry(attempt: ReportAttempt, words: ReportWords, isOpen: boolean): Markup {
  const { verdict, score, latencyMs, costUsd, repeat, change, marks } = attempt;
  const isMarked = marks.some(({ value }) => value !== "");
  const classes = ["attempt", verdict, change === "regressed" ? "regressed" : "", isMarked ? "marked" : ""];
  const facts = [
    score === null ? null : decimal(score),
    latencyMs === null ? null : attempt.recorded ? words.recorded : duration(latencyMs),
    costUsd === null ? null : dollars(costUsd),
  ];
  return html`<details class="${classes.filter((name) => name !== "").join(" ")}" id="a${attempt.attempt}"${isOpen ? html` open` : null}><summary><span class="verdict ${verdict}">${words.verdicts[verdict]}</span><span class="name">${foreign(attempt.caseName || `#${attempt.caseIndex + 1}`)} ${change === "regressed" ? html`<span class="chip warn">${words.regressed}</span>` : null}${attempt.mark === null ? null : html`<span class="tag">${shownMark(attempt.mark, words)}</span>`}<span class="why">${foreign(whyOf(attempt))}</span></span><span class="facts">${foreign(attempt.model)}${repeat > 0 ? ` · ${words.repeat} ${repeat + 1}` : null}<br>${facts.filter((fact) => fact !== null).join(" · ")}</span></summary>
<div class="body">${body(attempt, words)}</div></details>
`;
}

const shownMark = (mark: string, { thumbs }: ReportWords): Markup =>
  foreign(mark === "up" || mark === "down" ? thumbs[mark] : mark);

export const whyOf = ({ failing, reason, verdict, inputExcerpt }: ReportAttempt): string =>
  verdict === "pass" || reason === ""
    ? inputExcerpt
    : failing.length > 0
      ? `${failing.join(", ")}: ${reason}`
      : reason;

function body(attempt: ReportAttempt, words: ReportWords): Markup {
  const { content, error, partial, text, toolCalls, scores, marks, earlier } = attempt;
  const inputs = Object.entries(content.inputs);
  const expected = content.expected === null ? null : valueText(content.expected);
  const stands = marks.filter(({ value }) => value !== "");
  return html`${error === null ? null : html`<h3>${words.error}</h3><p><code>${error.code}</code> ${foreign(error.message)}</p>${typeof error.details?.said === "string" ? textBlock(error.details.said, words) : null}`}
${inputs.map(([name, value]) => html`<h3>${words.inputs} · ${foreign(name)}</h3>${textBlock(valueText(value), words)}`)}
${content.turns.length === 0 ? null : html`<h3>${words.turns}</h3>${content.turns.map((turn, index) => html`${textBlock(turn, words)}<p class="small muted">${foreign(attempt.calls[index]?.reply ?? "")}</p>`)}`}
<div class="pair">${expected === null ? null : html`<div><h3>${words.expected}</h3>${textBlock(expected, words)}</div>`}<div><h3>${words.reply}</h3>${partial ? html`<p class="small muted">${words.partial}</p>` : null}${text === "" ? html`<p class="muted">${words.noReply}</p>` : textBlock(text, words)}</div></div>
${expected === null || partial ? null : difference(expected, text, words)}
${toolCalls.length === 0 ? null : html`<h3>${words.toolCalls}</h3>${toolCalls.map((call) => textBlock(`${call.name}(${call.arguments})`, words))}`}
${scores.length === 0 ? null : html`<h3>${words.checks}</h3><div class="scroll"><table>${scores.map((scored) => checkRow(scored, words))}</table></div>`}
${stands.length === 0 ? null : html`<h3>${words.people}</h3>${stands.map((mark) => html`<p>${shownMark(mark.kind === "stars" ? `★${mark.value}` : mark.value, words)} <span class="muted">${foreign([mark.rater, mark.metric, moment(mark.at)].filter((part) => part !== null && part !== "").join(" · "))}</span> ${foreign(mark.note)}</p>`)}`}
${earlier.length === 0 ? null : html`<h3>${words.earlier}</h3>${earlier.map(({ error, endedAt }) => html`<p class="small"><span class="muted">${moment(endedAt)}</span> ${foreign(error?.message ?? "")}</p>`)}`}`;
}

export function checkRow({ check, result }: ScoredCheck, words: ReportWords): Markup {
  const said = result.reason.params.said;
  return html`<tr><td style="width:110px"><span class="verdict ${result.state}">${words.states[result.state]}</span></td><td style="width:24%">${foreign(checkName(check))}${check.metric === null ? null : html` <span class="tag">${checkName({ ...check, metric: null })}</span>`}</td><td>${foreign(result.reason.text)}${typeof said === "string" && said !== result.reason.text ? html`<br><span class="muted">${foreign(said)}</span>` : null}</td><td class="n">${result.score === null ? "–" : decimal(result.score)}</td></tr>
`;
}

const partOf = ({ kind, text }: TextPart): Markup => {
  const shown = foreign(text);
  return kind === "same" ? shown : kind === "added" ? html`<ins>${shown}</ins>` : html`<del>${shown}</del>`;
};

/** Word by word where that can be read; two texts that share nothing are better read beside each other: null. */
export function wordDifference(before: string, after: string): Markup | null {
  if (before === after || after === "" || before.length + after.length > mostCompared) return null;
  const { parts, unit } = diffWords(before, after);
  if (unit !== "word" || !parts.some(({ kind, text }) => kind === "same" && text.trim() !== "")) return null;
  return html`<pre>${parts.map(partOf)}</pre>`;
}

function difference(expected: string, reply: string, words: ReportWords): Markup {
  const shown = wordDifference(expected, reply);
  if (shown === null) return html``;
  return html`<h3>${words.difference} <span style="font-weight:400">· ${words.differenceHint}</span></h3>${shown}`;
}
