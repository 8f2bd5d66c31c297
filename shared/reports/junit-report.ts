import { checkName } from "../checks/score-case.ts";
import { amount } from "./figures.ts";
import type { ReportAttempt, ReportHead, ReportWriter } from "./report-data.ts";
import { reportWords } from "./report-words.ts";
import { reproducibility } from "./reproducibility.ts";

/**
 * JUnit XML as continuous integration reads it: one test case an attempt. What did not pass its checks is a failure, what
 * has no answer to judge an error, and what nothing was checked on is skipped: never a success. Nor is a run that did not
 * come to its end, of which a pipeline sees nothing but the test cases: it has an error of its own.
 */
export const writeJunit: ReportWriter = async function* (head, pages) {
  const { run } = head;
  const { passed, failed, errored, unscored, planned } = run.counts;
  const made = passed + failed + errored + unscored;
  const isIncomplete = made < planned;
  const own = isIncomplete ? 1 : 0;
  const counts = `tests="${made + own}" failures="${failed}" errors="${errored + own}" skipped="${unscored}"`;
  const title = `${run.promptName} ${run.version ?? "draft"}`;
  const properties: [string, string][] = [
    ...reproducibility(head).map(({ field, value }): [string, string] => [field, value]),
    ["planned", String(planned)],
    ["incomplete", String(isIncomplete || run.state !== "done")],
    ...(run.passRate === null ? [] : [["passRate", String(run.passRate)] satisfies [string, string]]),
    ...(run.costUsd === null ? [] : [["costUsd", String(run.costUsd)] satisfies [string, string]]),
  ];
  yield `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${attribute(title)}" ${counts}>
  <testsuite name="${attribute(run.suiteName)}" timestamp="${attribute(run.createdAt.replace(/\.\d+Z$/, ""))}" ${counts}>
    <properties>
${properties.map(([name, value]) => `      <property name="${attribute(name)}" value="${attribute(value)}"/>\n`).join("")}    </properties>
`;
  for await (const page of pages) yield page.map((attempt) => testCase(head, attempt)).join("");
  if (isIncomplete) yield unfinished(head, reportWords.en.incomplete(amount(made), amount(planned)));
  yield "  </testsuite>\n</testsuites>\n";
};

const unfinished = ({ run }: ReportHead, message: string): string =>
  `    <testcase classname="${attribute(run.suiteName)}" name="The run as a whole">
      <error type="incomplete" message="${attribute(message)}">${content([message, run.error?.message ?? run.state].join("\n"))}</error>
    </testcase>
`;

function testCase({ run }: ReportHead, attempt: ReportAttempt): string {
  const { caseIndex, caseName, model, repeat, latencyMs, recorded, text } = attempt;
  const name = [
    `${caseIndex + 1}. ${caseName || attempt.inputExcerpt}`,
    ...(run.models.length > 1 ? [`[${model}]`] : []),
    ...(run.repeats > 1 ? [`#${repeat + 1}`] : []),
  ].join(" ");
  const time = latencyMs === null || recorded ? "" : ` time="${(latencyMs / 1_000).toFixed(3)}"`;
  const marks = attempt.marks.filter(({ value }) => value !== "");
  const properties = marks.map(
    ({ rater, kind, value, metric, note }) =>
      `        <property name="${attribute(`mark.${rater}${metric === null ? "" : `.${metric}`}`)}" value="${attribute(`${kind} ${value} ${note}`.trim())}"/>\n`,
  );
  return `    <testcase classname="${attribute(run.suiteName)}" name="${attribute(name)}"${time}>
${properties.length === 0 ? "" : `      <properties>\n${properties.join("")}      </properties>\n`}${outcome(attempt)}${text === "" ? "" : `      <system-out>${content(text)}</system-out>\n`}    </testcase>
`;
}

function outcome({ verdict, error, failing, reason, scores, content: { expected } }: ReportAttempt): string {
  const lines = scores
    .filter(({ result }) => result.state === "fail" || result.state === "error")
    .map(({ check, result }) => `${checkName(check)}: ${result.reason.text}`);
  switch (verdict) {
    case "pass":
      return "";
    case "unscored":
      return '      <skipped message="No check decided anything."/>\n';
    case "error": {
      const message = error?.message ?? reason;
      return `      <error type="${attribute(error?.code ?? "check")}" message="${attribute(message)}">${content([message, ...lines].join("\n"))}</error>\n`;
    }
    case "fail": {
      const wanted =
        expected === null
          ? []
          : [`expected: ${typeof expected === "string" ? expected : JSON.stringify(expected)}`];
      return `      <failure type="${attribute(failing.join(", ") || "threshold")}" message="${attribute(reason || "The score is under the threshold.")}">${content([...lines, ...wanted].join("\n"))}</failure>\n`;
    }
  }
}

/** Characters that XML 1.0 cannot hold in any way (https://www.w3.org/TR/xml/#charsets), half a character among them. */
const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

const legal = (text: string): string =>
  text.replace(
    illegal,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
/** A reader turns a carriage return that is not written out into a line feed. */
const content = (text: string): string =>
  legal(text).replace(/[&<>\r]/g, (character) => entities[character] ?? character);
/** In an attribute it turns tabs and line breaks into blanks as well. */
const attribute = (text: string): string =>
  legal(text).replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);
