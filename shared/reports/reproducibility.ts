import type { ReportHead } from "./report-data.ts";
import { type ReportWords, reportWords } from "./report-words.ts";

type Field = keyof ReportWords["fields"];

/** What it takes to make a run again and to tell whether two can be compared, in the order in which it is shown. */
export function reproducibility(
  { run, content, madeAt }: ReportHead,
  words: ReportWords = reportWords.en,
): { field: Field; label: string; value: string; isHash: boolean }[] {
  const { model: _model, ...settings } = content.model;
  const asksJudge = run.hashes.judge !== null;
  const rows: [Field, string | null][] = [
    ["run", run.testRunId],
    ["prompt", run.promptName],
    ["version", run.version ?? words.draft],
    ["promptHash", run.hashes.prompt],
    ["suite", `${run.suiteName} v${run.suiteVersion}`],
    ["suiteHash", run.hashes.suite],
    ["checksHash", run.hashes.checks],
    ["judge", asksJudge ? (run.plan.judgeModel ?? words.usualJudge) : words.none],
    ["judgeHash", run.hashes.judge],
    ["models", run.models.join(words.separator)],
    ["settings", JSON.stringify(settings)],
    ["settingsHash", run.hashes.settings],
    ["repeats", String(run.repeats)],
    ["seed", String(run.plan.seed)],
    ["mode", run.mode],
    ["simulated", run.simulated ? words.yes : words.no],
    ["rescoredFrom", run.rescoredFrom],
    ["state", words.runStates[run.state]],
    ["startedAt", run.createdAt],
    ["endedAt", run.endedAt],
    ["appVersion", run.appVersion],
    ["madeAt", madeAt],
  ];
  return rows.flatMap(([field, value]) =>
    value === null ? [] : { field, label: words.fields[field], value, isHash: field.endsWith("Hash") },
  );
}

/** A name that every file system takes, such as `Customer reply 1.2.0 – Orders 2026-11-24.html`. */
export const reportFileName = ({ run }: Pick<ReportHead, "run">, extension: string): string =>
  fileName(
    `${run.promptName} ${run.version ?? "draft"} – ${run.suiteName} ${run.createdAt.slice(0, 10)}`,
    extension,
  );

export function fileName(text: string, extension: string): string {
  const name = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[<>:"/\\|?*\u0000-\u001f\u007f\p{Bidi_Control}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+/, "");
  // A name is at most 255 bytes, of which a Chinese character takes three.
  return `${Array.from(name).slice(0, 70).join("").trim() || "report"}.${extension}`;
}
