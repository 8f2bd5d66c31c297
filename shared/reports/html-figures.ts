import type { Verdict } from "../model/check.ts";
import type { Interval, TestRun } from "../model/test-run.ts";
import { ruleOfThree, trialsBehind } from "../statistics/proportion.ts";
import { amount, decimal, dollars, duration, moment, percent } from "./figures.ts";
import { foreign, html, type Markup } from "./markup.ts";
import type { ReportHead } from "./report-data.ts";
import type { ReportWords } from "./report-words.ts";

const width = (share: number): string => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;

/** A rate as a mark on a line from nothing to all, with its interval behind it. */
export function rangeBar(rate: number | null, interval: Interval | null, words: ReportWords): Markup {
  if (rate === null || interval === null) return html``;
  const [low, high] = interval;
  return html`<div class="range" role="img" aria-label="${percent(rate)}, ${words.interval(percent(low), percent(high))}"><i style="left:${width(low)};width:${width(high - low)}"></i><b style="left:${width(rate)}"></b></div>`;
}

/** What somebody wants to know first: how much of it passed, and how sure that is. */
export function hero({ run }: ReportHead, words: ReportWords): Markup {
  const { passed, failed, errored, unscored } = run.counts;
  const judged = passed + failed;
  const [number, unit] = run.passRate === null ? ["–", ""] : percent(run.passRate).split(/ (?=%$)/);
  const counts: [Verdict, number][] = [
    ["pass", passed],
    ["fail", failed],
    ["error", errored],
    ["unscored", unscored],
  ];
  const all = judged + errored + unscored;
  return html`<section class="card hero">
<div>
<div class="label">${words.passRate}</div>
<div class="big">${number ?? ""}<span class="unit"> ${unit ?? ""}</span></div>
${rangeBar(run.passRate, run.passInterval, words)}
<p class="small muted" style="margin-top:10px">${judged === 0 ? words.nothingJudged : words.ofJudged(amount(passed), amount(judged))}${
    run.passInterval === null
      ? null
      : html`<br>${words.interval(percent(run.passInterval[0]), percent(run.passInterval[1]))} · ${words.unitIsCase}`
  }${run.passInterval === null || failed > 0 ? null : html`<br>${words.noFailure(percent(ruleOfThree(trialsBehind(run.passInterval[0]))))}`}</p>
</div>
<div>
<div class="label">${words.attempts}</div>
<div class="stack">${counts.map(([verdict, count]) => (count === 0 ? null : html`<i class="fill-${verdict}" style="flex:${count}"></i>`))}</div>
<div class="legend">${counts.map(
    ([verdict, count]) =>
      html`<span class="dot fill-${verdict}"></span><span>${words.verdicts[verdict]}</span><span>${amount(count)}</span><span class="muted">${all === 0 ? "" : percent(count / all)}</span>`,
  )}</div>
<p class="small muted" style="margin-top:12px">${words.notCounted}</p>
</div>
</section>`;
}

/** Cases that the plan asks for. */
const casesOf = (run: TestRun): number =>
  Math.round(run.counts.planned / Math.max(1, run.models.length * run.repeats));

const figure = (label: string, value: string, hint: string): Markup =>
  html`<div class="card figure"><span class="label">${label}</span><strong>${value}</strong><span class="small muted">${hint}</span></div>`;

export function figures({ run }: ReportHead, words: ReportWords): Markup {
  const { latency, tokens } = run;
  const made = run.counts.passed + run.counts.failed + run.counts.errored + run.counts.unscored;
  return html`<section class="figures">
${figure(
  words.score,
  run.averageScore === null ? "–" : decimal(run.averageScore),
  run.scoreError === null ? "" : `± ${decimal(run.scoreError)}`,
)}
${figure(
  words.cost,
  run.costUsd === null ? words.unknown : dollars(run.costUsd),
  run.unknownCosts > 0
    ? words.unknownCosts(amount(run.unknownCosts))
    : run.hashes.judge !== null && run.judgeCostUsd !== null
      ? words.costHint(dollars(run.judgeCostUsd))
      : "",
)}
${figure(
  words.latency,
  latency === null ? "–" : duration(latency.p50),
  latency === null ? words.noLatency : words.latencyHint(duration(latency.p95), amount(latency.count)),
)}
${figure(words.tokens, amount(tokens.input + tokens.output), `${amount(tokens.input)} + ${amount(tokens.output)} (${words.tokensHint})`)}
${figure(
  words.attempts,
  amount(made),
  [
    words.attemptsHint(amount(casesOf(run)), amount(run.models.length), amount(run.repeats)),
    ...(run.recorded > 0 ? [words.recordedHint(amount(run.recorded))] : []),
    ...(run.retries > 0 ? [words.retries(amount(run.retries))] : []),
  ].join(" · "),
)}
${run.repeats > 1 ? figure(words.flaky, amount(run.flakyCases), words.flakyHint) : null}
</section>`;
}

export function baselineLine({ baseline }: ReportHead, words: ReportWords): Markup {
  if (baseline === null) return html``;
  return html`<p class="small" style="margin-top:14px"><span class="muted">${words.againstBaseline(baseline.version ?? words.draft, moment(baseline.createdAt))}${baseline.passRate === null ? null : ` (${percent(baseline.passRate)})`}:</span> <span class="verdict fail">${amount(baseline.regressed)} ${words.regressed}</span> &nbsp; <span class="verdict pass">${amount(baseline.fixed)} ${words.fixed}</span></p>`;
}

type Counts = { passed: number; failed: number; errored: number };

const countCells = ({ passed, failed, errored }: Counts): Markup =>
  html`<td class="n">${amount(passed)}</td><td class="n">${amount(failed)}</td><td class="n">${amount(errored)}</td>`;

const rateCells = (
  { passRate, passInterval }: { passRate: number | null; passInterval: Interval | null },
  words: ReportWords,
): Markup =>
  html`<td class="n">${passRate === null ? "–" : percent(passRate)}</td><td style="width:24%;padding-top:13px">${rangeBar(passRate, passInterval, words)}</td>`;

const headCells = (words: ReportWords): Markup =>
  html`<th class="n">${words.verdicts.pass}</th><th class="n">${words.verdicts.fail}</th><th class="n">${words.verdicts.error}</th>`;

/** The most rows of a table by tag: hundreds of tags are a list, and no summary. */
const mostTags = 40;

export function breakdowns({ run }: ReportHead, words: ReportWords): Markup {
  const { perModel, perCheck, perTag } = run;
  return html`<div class="tables">${
    perModel.length < 2
      ? null
      : html`<section class="wide"><h2>${words.perModel}</h2><div class="scroll"><table>
<tr><th>${words.model}</th>${headCells(words)}<th class="n">${words.passRate}</th><th></th><th class="n">${words.score}</th><th class="n">${words.cost}</th></tr>
${perModel.map((row) => html`<tr><td>${foreign(row.model)}</td>${countCells(row.counts)}${rateCells(row, words)}<td class="n">${row.averageScore === null ? "–" : decimal(row.averageScore)}</td><td class="n">${row.costUsd === null ? words.unknown : dollars(row.costUsd)}</td></tr>\n`)}</table></div></section>`
  }${
    perCheck.length === 0
      ? null
      : html`<section><h2>${words.perCheck}</h2><div class="scroll"><table>
<tr><th>${words.check}</th>${headCells(words)}<th class="n">${words.skipped}</th><th class="n">${words.score}</th></tr>
${perCheck.map((row) => html`<tr><td>${foreign(row.name)}${row.isJudge ? html` <span class="tag">${words.judge}</span>` : null}</td>${countCells(row)}<td class="n">${amount(row.skipped)}</td><td class="n">${row.averageScore === null ? "–" : decimal(row.averageScore)}</td></tr>\n`)}</table></div></section>`
  }${
    perTag.length === 0
      ? null
      : html`<section><h2>${words.perTag}</h2><div class="scroll"><table>
<tr><th>${words.tag}</th>${headCells(words)}<th class="n">${words.passRate}</th><th></th></tr>
${perTag.slice(0, mostTags).map((row) => html`<tr><td>${foreign(row.tag)}</td>${countCells(row)}${rateCells(row, words)}</tr>\n`)}</table>${
          perTag.length > mostTags
            ? html`<p class="small muted">${words.more(amount(perTag.length - mostTags))}</p>`
            : null
        }</div></section>`
  }</div>`;
}

export function agreementTable({ agreement }: ReportHead, words: ReportWords): Markup {
  const told = agreement.filter(({ count }) => count > 0);
  if (told.length === 0) return html``;
  return html`<section><h2>${words.agreement}</h2><p class="small muted">${words.agreementHint}</p><div class="scroll"><table>
<tr><th>${words.check}</th><th class="n">${words.marks}</th><th class="n">${words.kappa}</th><th></th></tr>
${told.map(
  (row) =>
    html`<tr><td>${foreign(row.metric)}</td><td class="n">${amount(row.count)}</td>${
      row.kappa === null || row.band === null
        ? html`<td class="n">–</td><td class="muted">${row.count < 10 ? words.agreementFew(amount(row.count)) : words.agreementOneSided}</td>`
        : html`<td class="n">${row.kappa.toFixed(2)}</td><td>${words.bands[row.band]} <span class="muted">${row.interval === null ? null : `· ${words.interval(row.interval[0].toFixed(2), row.interval[1].toFixed(2))} `}· ${row.table.join(" · ")}</span></td>`
    }</tr>\n`,
)}</table></div></section>`;
}
