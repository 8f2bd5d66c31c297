import { showHidden } from "../text/hidden-characters.ts";
import { readWrittenOut } from "../text/write-out-snippets.ts";
import { amount, moment } from "./figures.ts";
import { attemptEntry } from "./html-attempt.ts";
import { agreementTable, baselineLine, breakdowns, figures, hero } from "./html-figures.ts";
import { closePage, openPage, pageMark } from "./html-page.ts";
import { foreign, html, type Markup } from "./markup.ts";
import type { ReportHead, ReportWriter } from "./report-data.ts";
import { type ReportWords, reportWords } from "./report-words.ts";
import { reproducibility } from "./reproducibility.ts";

/** Attempts that a browser shows without trouble; those that need attention come first, and the file says what is left. */
export const mostShown = 2_000;

/** Failures that show at once what there is behind a line. */
const openFromStart = 2;

/**
 * One file that opens without a network and loads nothing: its policy forbids everything but its own style, and it has no
 * script. Whatever a model or a file said is written as text.
 */
export const writeHtml: ReportWriter = async function* (head, pages, language) {
  const words = reportWords[language];
  yield html`${top(head, words, language)}`.text;
  const { passed, failed, errored, unscored } = head.run.counts;
  const total = passed + failed + errored + unscored;
  let shown = 0;
  let open = 0;
  for await (const page of pages) {
    const entries = page.slice(0, mostShown - shown);
    let text = "";
    for (const attempt of entries) {
      // An error says all it has to say in its line.
      const isOpen = attempt.verdict === "fail" && open < openFromStart;
      if (isOpen) open += 1;
      text += attemptEntry(attempt, words, isOpen).text;
    }
    yield text;
    shown += entries.length;
    if (shown >= mostShown) break;
  }
  if (total === 0) yield html`<p class="block muted">${words.noAttempts}</p>`.text;
  yield html`</div>${shown < total ? html`<p class="small muted" style="margin-top:10px">${words.left(amount(shown), amount(total))}</p>` : null}`
    .text;
  yield end(head, words).text;
};

function top(head: ReportHead, words: ReportWords, language: string): Markup {
  const { run } = head;
  const { counts } = run;
  const made = counts.passed + counts.failed + counts.errored + counts.unscored;
  const version = run.version ?? words.draft;
  const title = `${showHidden(run.promptName)} ${version} – ${words.report}`;
  return html`${openPage({ title, language, appVersion: run.appVersion })}
<header>
<div class="eyebrow">${pageMark}<span>${words.report}</span><span>·</span><span>${moment(run.createdAt)}</span></div>
<h1>${foreign(run.promptName)} <span class="muted" style="font-weight:400">${version}</span></h1>
<div class="chips"><span class="chip">${words.suite}: ${foreign(run.suiteName)} v${run.suiteVersion}</span>${run.models.map((model) => html`<span class="chip">${foreign(model)}</span>`)}${run.simulated ? html`<span class="chip warn" title="${words.simulatedHint}">${words.simulated}</span>` : null}${run.state === "done" ? null : html`<span class="chip warn">${words.runStates[run.state]}</span>`}</div>
${run.simulated ? html`<p class="small muted" style="margin-top:10px">${words.simulatedHint}</p>` : null}
${made < counts.planned ? html`<p class="notice">${words.incomplete(amount(made), amount(counts.planned))}${run.error === null ? null : html` ${foreign(run.error.message)}`}</p>` : null}
</header>
${hero(head, words)}
${baselineLine(head, words)}
${figures(head, words)}
${breakdowns(head, words)}
${agreementTable(head, words)}
<h2 id="results">${words.results}</h2>
${filters(head, words)}
<div class="card attempts">
`;
}

function filters({ run, baseline, marked }: ReportHead, words: ReportWords): Markup {
  const { passed, failed, errored, unscored } = run.counts;
  const choices: [id: string, label: string, count: number][] = [
    ["fail", words.verdicts.fail, failed],
    ["error", words.verdicts.error, errored],
    ["regressed", words.regressions, baseline?.regressed ?? 0],
    ["unscored", words.verdicts.unscored, unscored],
    ["pass", words.verdicts.pass, passed],
    ["marked", words.markedOnly, marked],
  ];
  const choice = (id: string, label: string, count: number, isChosen: boolean) =>
    html`<label><input type="radio" name="show" id="show-${id}"${isChosen ? html` checked` : null}>${label} <span class="muted">${amount(count)}</span></label>`;
  return html`<div class="filters" role="radiogroup" aria-label="${words.show}">${choice("all", words.all, passed + failed + errored + unscored, true)}${choices
    .filter(([, , count]) => count > 0)
    .map(([id, label, count]) => choice(id, label, count, false))}</div>`;
}

function end(head: ReportHead, words: ReportWords): Markup {
  const { content, checks, run } = head;
  return html`
<h2>${words.reproducibility}</h2>
<div class="card block"><p class="small muted" style="margin-bottom:12px">${words.reproducibilityHint}</p><dl>${reproducibility(head, words).map(({ label, value, isHash }) => html`<dt>${label}</dt><dd>${isHash ? html`<code>${value}</code>` : foreign(value)}</dd>`)}</dl></div>
<details class="card block" style="margin-top:12px"><summary>${words.prompt}</summary>${readWrittenOut(content).content.messages.map((message) => html`<h3>${message.role}</h3><pre>${foreign(message.role === "history" ? `{{${message.variable}}}` : message.template)}</pre>`)}</details>
<details class="card block" style="margin-top:12px"><summary>${words.checks} <span class="muted">${amount(checks.length)}</span></summary>${checks.map((check) => html`<h3>${check.not ? "not-" : null}${check.type}${check.metric === null ? null : html` · ${foreign(check.metric)}`}</h3><pre>${foreign(JSON.stringify({ value: check.value, threshold: check.threshold, weight: check.weight, options: check.options }, null, 2))}</pre>`)}</details>
${closePage(`${words.madeBy} ${run.appVersion} · ${moment(head.madeAt)}`)}`;
}
