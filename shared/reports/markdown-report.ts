import { cutText } from "../text/cut-text.ts";
import { showHidden } from "../text/hidden-characters.ts";
import { amount, decimal, dollars, duration, moment, percent } from "./figures.ts";
import { whyOf } from "./html-attempt.ts";
import type { ReportAttempt, ReportHead, ReportWriter } from "./report-data.ts";
import { type ReportWords, reportWords } from "./report-words.ts";
import { reproducibility } from "./reproducibility.ts";

/** A summary that is read beside a change, and no archive. */
const mostListed = 25;

/**
 * A summary for a comment on a change or the page of a pipeline. Foreign text is one line of plain text in it: it cannot
 * break a table, mention anybody, link to anything or load a picture.
 */
export const writeMarkdown: ReportWriter = async function* (head, pages, language) {
  const words = reportWords[language];
  yield summary(head, words);
  const { failed, errored, unscored } = head.run.counts;
  const needing = failed + errored + unscored;
  let listed = 0;
  if (needing > 0)
    yield `| ${words.verdict} | ${words.case} | ${words.model} | ${words.why} |\n|---|---|---|---|\n`;
  for await (const page of pages) {
    const entries = page.filter(({ verdict }) => verdict !== "pass").slice(0, mostListed - listed);
    yield entries.map((attempt) => row(attempt, words)).join("");
    listed += entries.length;
    // Those that need attention come first.
    if (entries.length < page.length || listed >= mostListed) break;
  }
  if (needing === 0) yield `${head.run.counts.passed === 0 ? words.noAttempts : words.nothingToShow}\n`;
  if (needing > listed) yield `\n${words.more(amount(needing - listed))}\n`;
  yield `\n<details><summary>${words.reproducibility}</summary>\n\n| | |\n|---|---|\n${reproducibility(
    head,
    words,
  )
    .map(({ label, value, isHash }) => `| ${label} | ${isHash ? `\`${value}\`` : plain(value)} |\n`)
    .join("")}\n</details>\n`;
};

const icons = { pass: "✅", fail: "❌", error: "⚠️", unscored: "➖" };

function row(attempt: ReportAttempt, words: ReportWords): string {
  const { verdict, caseIndex, caseName, model, change } = attempt;
  const said = change === "regressed" ? ` (${words.regressed})` : "";
  return `| ${icons[verdict]} ${words.verdicts[verdict]}${said} | ${caseIndex + 1}\\. ${plain(caseName)} | ${plain(model)} | ${plain(whyOf(attempt))} |\n`;
}

function summary({ run, baseline, agreement }: ReportHead, words: ReportWords): string {
  const { passed, failed, errored, unscored, planned } = run.counts;
  const made = passed + failed + errored + unscored;
  const facts = [
    run.averageScore === null
      ? null
      : `${words.score} ${decimal(run.averageScore)}${run.scoreError === null ? "" : ` ± ${decimal(run.scoreError)}`}`,
    `${words.cost} ${run.costUsd === null ? words.unknown : dollars(run.costUsd)}`,
    run.latency === null
      ? null
      : `${words.latency} p50 ${duration(run.latency.p50)}, p95 ${duration(run.latency.p95)}`,
  ];
  const told = agreement.filter(({ kappa }) => kappa !== null);
  return `## ${plain(run.promptName)} ${plain(run.version ?? words.draft)} – ${plain(run.suiteName)} v${run.suiteVersion}

**${run.passRate === null ? "–" : percent(run.passRate)}** · ${passed + failed === 0 ? words.nothingJudged : words.ofJudged(amount(passed), amount(passed + failed))}${run.passInterval === null ? "" : ` · ${words.interval(percent(run.passInterval[0]), percent(run.passInterval[1]))}`}

| ${words.verdicts.pass} | ${words.verdicts.fail} | ${words.verdicts.error} | ${words.verdicts.unscored} |
|--:|--:|--:|--:|
| ${amount(passed)} | ${amount(failed)} | ${amount(errored)} | ${amount(unscored)} |

${facts.filter((fact) => fact !== null).join(" · ")}
${run.simulated ? `\n> ${words.simulatedHint}\n` : ""}${made < planned ? `\n> **${words.incomplete(amount(made), amount(planned))}**\n` : ""}${
  baseline === null
    ? ""
    : `\n${words.againstBaseline(plain(baseline.version ?? words.draft), moment(baseline.createdAt))}: **${amount(baseline.regressed)}** ${words.regressed}, **${amount(baseline.fixed)}** ${words.fixed}\n`
}${models(run, words)}${checks(run, words)}${
  told.length === 0
    ? ""
    : `\n${words.agreement}: ${told.map(({ metric, kappa, band, count }) => `${plain(metric)} κ ${kappa?.toFixed(2)} (${band === null ? "" : words.bands[band]}, ${count})`).join(" · ")}\n`
}
### ${words.failingFirst}

`;
}

function models({ perModel }: ReportHead["run"], words: ReportWords): string {
  if (perModel.length < 2) return "";
  return `\n| ${words.model} | ${words.passRate} | ${words.score} | ${words.cost} |\n|---|--:|--:|--:|\n${perModel
    .map(
      ({ model, passRate, averageScore, costUsd }) =>
        `| ${plain(model)} | ${passRate === null ? "–" : percent(passRate)} | ${averageScore === null ? "–" : decimal(averageScore)} | ${costUsd === null ? words.unknown : dollars(costUsd)} |\n`,
    )
    .join("")}`;
}

function checks({ perCheck }: ReportHead["run"], words: ReportWords): string {
  if (perCheck.length === 0) return "";
  return `\n| ${words.check} | ${words.verdicts.pass} | ${words.verdicts.fail} | ${words.verdicts.error} |\n|---|--:|--:|--:|\n${perCheck
    .map(
      ({ name, passed, failed, errored }) =>
        `| ${plain(name)} | ${amount(passed)} | ${amount(failed)} | ${amount(errored)} |\n`,
    )
    .join("")}`;
}

/** Invisible, and enough for `@somebody` and `#12` not to be taken for a person and an issue, whatever is escaped. */
const wordJoiner = "\u2060";

/**
 * One line of text that Markdown leaves alone. CommonMark lets every ASCII punctuation be escaped; mentions and numbers of
 * issues are looked for behind that, in the finished page, and are broken up.
 */
export const plain = (text: string): string =>
  cutText(showHidden(text.replace(/\s+/g, " ").trim()), 200)
    .replace(/[\\`*_{}[\]<>()#!|~&:/$^]|(?<=\bwww)\./gi, "\\$&")
    .replace(/[@#]/g, `$&${wordJoiner}`)
    .replace(/\bGH-(?=\d)/gi, `$&${wordJoiner}`);
