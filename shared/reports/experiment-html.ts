import { armLetter } from "../experiments/arm-letter.ts";
import { showHidden } from "../text/hidden-characters.ts";
import { readWrittenOut } from "../text/write-out-snippets.ts";
import { caseEntry } from "./experiment-html-cases.ts";
import {
  armsTable,
  letter,
  othersTable,
  preferencesTable,
  reading,
  type Tongue,
} from "./experiment-html-figures.ts";
import type { ExperimentHtmlWriter, ExperimentReportHead, ReportSide } from "./experiment-report-data.ts";
import { experimentReproducibility } from "./experiment-reproducibility.ts";
import { armPrompt } from "./experiment-sentences.ts";
import { experimentStyle } from "./experiment-style.ts";
import { experimentWords } from "./experiment-words.ts";
import { amount, moment } from "./figures.ts";
import { closePage, openPage, pageMark } from "./html-page.ts";
import { foreign, html, type Markup } from "./markup.ts";
import { reportWords } from "./report-words.ts";

/** Cases side by side in one file, over all arms; what is broken comes first, and the file says what is left. */
export const mostCompared = 300;

/** Broken cases that show both replies at once. */
const openFromStart = 2;

/**
 * One file that opens without a network, loads nothing and has no script: the verdict with what it was read from, the
 * cases side by side, and what it takes to check it.
 */
export const writeExperimentHtml: ExperimentHtmlWriter = async function* (head, sides, language) {
  const tongue: Tongue = { words: experimentWords[language], general: reportWords[language] };
  yield top(head, tongue, language).text;
  for (const side of sides) yield* sideOf(head, side, tongue);
  yield end(head, tongue).text;
};

function top(head: ExperimentReportHead, tongue: Tongue, language: string): Markup {
  const { words, general } = tongue;
  const { experiment, runs } = head;
  const { arms, plan, verdict } = experiment;
  const names = arms.map((arm) => armPrompt(arm, general.draft));
  const planned = verdict.arms.reduce((sum, { counts }) => sum + counts.planned, 0);
  const made = verdict.arms.reduce(
    (sum, { counts }) => sum + counts.passed + counts.failed + counts.errored + counts.unscored,
    0,
  );
  const said = runs.flat().find((run) => run.error !== null)?.error;
  const title = `${names.map(showHidden).join(" / ")} – ${words.report}`;
  return html`${openPage({ title, language, appVersion: experiment.appVersion, style: experimentStyle })}
<header>
<div class="eyebrow">${pageMark}<span>${words.report}</span><span>·</span><span>${moment(experiment.createdAt)}</span></div>
<h1>${names.map((name, place) => html`${place > 0 ? html` <span class="muted">·</span> ` : null}${letter(place)}${foreign(name)}`)}</h1>
<div class="chips"><span class="chip">${general.suite}: ${experiment.isTyped ? words.typed : html`${foreign(experiment.suiteName)} v${experiment.rounds[0]?.suiteVersion ?? 1}`}</span>${[...new Set(arms.map(({ model }) => model))].map((model) => html`<span class="chip">${foreign(model)}</span>`)}<span class="chip">${words.assignments[plan.assign]}</span>${experiment.simulated ? html`<span class="chip warn">${general.simulated}</span>` : null}${experiment.state === "done" ? null : html`<span class="chip warn">${general.runStates[experiment.state]}</span>`}</div>
${experiment.simulated ? html`<p class="small muted" style="margin-top:10px">${general.simulatedHint}</p>` : null}
${made < planned ? html`<p class="notice">${general.incomplete(amount(made), amount(planned))}${said == null ? null : html` ${foreign(said.message)}`}</p>` : null}
</header>
${verdict.primary.map((comparison) => reading(head, comparison, tongue))}
${armsTable(head, tongue)}
${othersTable(head, tongue)}
${preferencesTable(head, tongue)}
`;
}

async function* sideOf(head: ExperimentReportHead, side: ReportSide, tongue: Tongue) {
  const { words } = tongue;
  const { a, b, counts } = side;
  const total = counts.broken + counts.fixed + counts.same + counts.unknown;
  yield html`<h2>${words.side(armLetter(b), armLetter(a))}</h2>
<div class="card attempts">
`.text;
  let shown = 0;
  let open = 0;
  for await (const one of side.cases) {
    const isOpen = one.change === "broken" && open < openFromStart;
    if (isOpen) open += 1;
    yield caseEntry(head, one, { a, b, isOpen }, tongue).text;
    shown += 1;
  }
  if (total === 0) yield html`<p class="block muted">${words.noCases}</p>`.text;
  yield html`</div>${shown < total ? html`<p class="small muted" style="margin-top:10px">${words.left(amount(shown), amount(total))}</p>` : null}
`.text;
}

function end(head: ExperimentReportHead, { words, general }: Tongue): Markup {
  const { experiment, contents, checks, madeAt } = head;
  const methods = [
    ...new Set([...experiment.verdict.primary, ...experiment.verdict.others].map(({ method }) => method)),
  ];
  const isAdjusted = experiment.verdict.primary.length > 1 || experiment.verdict.others.length > 1;
  return html`
<h2>${words.method}</h2>
<div class="card block small"><p>${words.methodHint}</p>${methods.map((method) => html`<p style="margin-top:8px">${words.methods[method]}.</p>`)}${isAdjusted ? html`<p style="margin-top:8px">${words.holm}</p>` : null}<p style="margin-top:8px">${words.wilson}</p></div>
<h2>${general.reproducibility}</h2>
<div class="card block"><p class="small muted" style="margin-bottom:12px">${words.reproducibilityHint}</p><dl>${experimentReproducibility(head, words, general).map(({ label, value, isHash }) => html`<dt>${label}</dt><dd>${isHash ? html`<code>${value}</code>` : foreign(value)}</dd>`)}</dl></div>
${contents.map((content, place) => html`<details class="card block" style="margin-top:12px"><summary>${letter(place)}${general.prompt}</summary>${readWrittenOut(content).content.messages.map((message) => html`<h3>${message.role}</h3><pre>${foreign(message.role === "history" ? `{{${message.variable}}}` : message.template)}</pre>`)}</details>\n`)}
<details class="card block" style="margin-top:12px"><summary>${general.checks} <span class="muted">${amount(checks.length)}</span></summary>${checks.map((check) => html`<h3>${check.not ? "not-" : null}${check.type}${check.metric === null ? null : html` · ${foreign(check.metric)}`}</h3><pre>${foreign(JSON.stringify({ value: check.value, threshold: check.threshold, weight: check.weight, options: check.options }, null, 2))}</pre>`)}</details>
${closePage(`${general.madeBy} ${experiment.appVersion} · ${moment(madeAt)}`)}`;
}
