import { armLetter } from "../experiments/arm-letter.ts";
import { isRatio } from "../experiments/arm-values.ts";
import type { Experiment } from "../model/experiment.ts";
import type { ExperimentReportHead } from "./experiment-report-data.ts";
import { confidenceText, metricName } from "./experiment-sentences.ts";
import { type ExperimentWords, experimentWords } from "./experiment-words.ts";
import { dollars, percent } from "./figures.ts";
import { type ReportWords, reportWords } from "./report-words.ts";
import { fileName } from "./reproducibility.ts";

type Field = keyof ExperimentWords["fields"];

export interface ReproducibilityRow {
  /** Such as `seed`, of an arm `B.promptHash`, of a later round `1.suiteHash`. */
  field: string;
  label: string;
  value: string;
  isHash: boolean;
}

/** What it takes to make a comparison again and to check its verdict, in the order in which it is shown. */
export function experimentReproducibility(
  head: ExperimentReportHead,
  words: ExperimentWords = experimentWords.en,
  general: ReportWords = reportWords.en,
): ReproducibilityRow[] {
  const { experiment } = head;
  const { plan, verdict } = experiment;
  const yesNo = (is: boolean) => (is ? general.yes : general.no);
  const first = verdict.primary[0];
  const rows: [Field, string | null][] = [
    ["experiment", experiment.experimentId],
    ["metric", metricName(plan.metric, words)],
    [
      "delta",
      isRatio(plan.metric)
        ? percent(plan.delta)
        : words.points(Number((plan.delta * 100).toFixed(1)).toString()),
    ],
    ["assign", words.assignments[plan.assign]],
    ["repeats", String(plan.repeats)],
    ["samples", plan.assign === "random" ? (plan.samples?.toString() ?? words.all) : null],
    ["cases", plan.cases?.toString() ?? words.all],
    ["seed", String(plan.seed)],
    ["mayExtend", yesNo(plan.mayExtend)],
    ["stopEarly", yesNo(plan.stopEarly)],
    ["mode", plan.mode],
    ["maxCost", plan.maxCostUsd === null ? general.none : dollars(plan.maxCostUsd)],
    ["simulated", yesNo(experiment.simulated)],
    ["state", general.runStates[experiment.state]],
    ["cost", experiment.costUsd === null ? general.unknown : dollars(experiment.costUsd)],
    ["method", first === undefined ? null : words.methods[first.method]],
    ["confidence", first === undefined ? null : confidenceText(first.confidence)],
    ["startedAt", experiment.createdAt],
    ["endedAt", experiment.endedAt],
    ["appVersion", experiment.appVersion],
    ["verdictBy", verdict.appVersion],
    ["verdictAt", verdict.at],
    ["madeAt", head.madeAt],
  ];
  return [
    ...rows.flatMap(([field, value]) => row(words.fields[field], field, value)),
    ...head.experiment.rounds.flatMap((_, round) => roundRows(head, round, words, general)),
    ...experiment.arms.flatMap((_, place) => armRows(head, place, words, general)),
  ];
}

const row = (label: string, field: string, value: string | null): ReproducibilityRow[] =>
  value === null ? [] : [{ field, label, value, isHash: field.endsWith("Hash") }];

/** The same for all arms, unless they cannot be compared: then each hash says which arms it is of. */
function roundRows(
  { experiment, runs }: ExperimentReportHead,
  round: number,
  words: ExperimentWords,
  general: ReportWords,
): ReproducibilityRow[] {
  const own = runs[round] ?? [];
  const label = (name: Field) =>
    round === 0 ? words.fields[name] : words.ofRound(words.fields[name], String(round));
  const key = (name: Field) => (round === 0 ? name : `${round}.${name}`);
  const told = (name: Field, values: (string | null)[]): ReproducibilityRow[] => {
    const different = [...new Set(values)];
    if (different.length <= 1) return row(label(name), key(name), different[0] ?? null);
    return values.flatMap((value, place) =>
      row(words.ofArm(label(name), armLetter(place)), `${armLetter(place)}.${key(name)}`, value),
    );
  };
  return [
    ...told(
      "suite",
      own.map((run) => `${experiment.isTyped ? words.typed : run.suiteName} v${run.suiteVersion}`),
    ),
    ...told(
      "suiteHash",
      own.map(({ hashes }) => hashes.suite),
    ),
    ...told(
      "checksHash",
      own.map(({ hashes }) => hashes.checks),
    ),
    ...told(
      "judge",
      own.map(({ hashes, plan }) =>
        hashes.judge === null ? general.none : (plan.judgeModel ?? general.usualJudge),
      ),
    ),
    ...told(
      "judgeHash",
      own.map(({ hashes }) => hashes.judge),
    ),
  ];
}

function armRows(
  { experiment, contents, runs }: ExperimentReportHead,
  place: number,
  words: ExperimentWords,
  general: ReportWords,
): ReproducibilityRow[] {
  const arm = experiment.arms[place];
  if (arm === undefined) return [];
  const { model: _model, ...settings } = contents[place]?.model ?? {};
  const first = runs[0]?.[place];
  const rows: [Field, string | null][] = [
    ["prompt", `${arm.promptName} ${arm.version ?? general.draft}`],
    ["promptHash", first?.hashes.prompt ?? arm.contentHash],
    ["model", arm.model],
    ["settings", JSON.stringify({ ...settings, ...arm.settings })],
    ["settingsHash", first?.hashes.settings ?? null],
    ["run", runs.flatMap((round) => round[place]?.testRunId ?? []).join(general.separator)],
  ];
  const letter = armLetter(place);
  return rows.flatMap(([field, value]) =>
    row(words.ofArm(words.fields[field], letter), `${letter}.${field}`, value),
  );
}

/** A name that every file system takes, such as `Customer reply 1.0.0 vs draft – Orders 2026-11-24.html`. */
export function experimentFileName(experiment: Experiment, extension: string): string {
  const { arms, suiteName, createdAt } = experiment;
  const [first, ...rest] = arms;
  const names = arms.map(({ promptName, version }) => `${promptName} ${version ?? "draft"}`);
  const isOnePrompt = rest.every(({ promptName }) => promptName === first?.promptName);
  const others = isOnePrompt ? rest.map(({ version }) => version ?? "draft") : names.slice(1);
  return fileName(
    `${[names[0], ...others].join(" vs ")} – ${suiteName} ${createdAt.slice(0, 10)}`,
    extension,
  );
}
