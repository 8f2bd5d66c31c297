import type { Input, Output } from "#shared/contract/operations.ts";
import { isRatio } from "#shared/experiments/arm-values.ts";
import type { Check } from "#shared/model/check.ts";
import {
  type ModelRef,
  type ModelSettings,
  modelRef,
  type PromptContent,
  type Variable,
  type VariableValues,
} from "#shared/model/content.ts";
import type { Assignment, Metric } from "#shared/model/experiment.ts";
import type { PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";
import type { RunMode } from "#shared/model/run.ts";
import { readValue } from "#shared/text/variable-value.ts";
import type { ExperimentOffer } from "../experiments-view-store.ts";

export type ExperimentWish = Input<"experiments.start">;
export type Estimate = Output<"experiments.estimate">;

/** One arm as it is filled in. `key` stays with it when arms are put elsewhere. */
export interface ArmFields {
  key: number;
  promptId: PromptId | null;
  /** null: the draft. */
  versionId: VersionId | null;
  /** Empty: the version's own, or that of Settings. */
  model: string;
  settings: Omit<ModelSettings, "model">;
}

/** What the arms are put to. */
export type OnKind = "suite" | "inputs" | "runs";

/** The form as it is filled in; what is empty has the value most people want. */
export interface ExperimentFields {
  arms: ArmFields[];
  on: OnKind;
  suiteId: SuiteId | null;
  /** A text for each variable, as typed. */
  rows: Record<string, string>[];
  /** Of typed-in inputs: whose checks look at the replies; null: none do. */
  checksOf: SuiteId | null;
  /** Existing runs, the first of them A. */
  runs: TestRunId[];
  metric: Metric;
  /** In points, or per cent of latency and cost. */
  delta: number | string;
  assign: Assignment;
  repeats: number | string;
  samples: number | string;
  cases: number | string;
  mayExtend: boolean;
  stopEarly: boolean;
  mode: RunMode;
  maxCostUsd: number | string;
  concurrency: number | string;
  judgeModel: string;
  seed: number | string;
}

export const mostArms = 6;

let keys = 0;
export const newArm = (arm: Partial<ArmFields> = {}): ArmFields => {
  keys += 1;
  return { promptId: null, versionId: null, model: "", settings: {}, ...arm, key: keys };
};

export function fieldsOf(offer: ExperimentOffer, mode: RunMode): ExperimentFields {
  const { plan, inputs } = offer;
  const arms = offer.arms.map(({ promptId, versionId, model, settings }) =>
    newArm({ promptId, versionId: versionId ?? null, model: model ?? "", settings: settings ?? {} }),
  );
  while (arms.length < 2) arms.push(newArm());
  return {
    arms,
    on: offer.runs !== undefined ? "runs" : inputs !== undefined ? "inputs" : "suite",
    suiteId: offer.suiteId ?? null,
    rows: inputs === undefined ? [{}] : inputs.map(textsOf),
    checksOf: null,
    runs: offer.runs ?? [],
    metric: plan?.metric ?? { kind: "pass" },
    delta: plan === undefined ? 5 : Math.round(plan.delta * 1_000) / 10,
    assign: plan?.assign ?? "paired",
    repeats: plan?.repeats ?? 1,
    samples: plan?.samples ?? "",
    cases: plan?.cases ?? "",
    mayExtend: plan?.mayExtend ?? false,
    stopEarly: plan?.stopEarly ?? false,
    mode: plan?.mode ?? mode,
    maxCostUsd: plan?.maxCostUsd ?? "",
    concurrency: plan?.concurrency ?? "",
    judgeModel: plan?.judgeModel ?? "",
    seed: plan?.seed ?? 1,
  };
}

const textsOf = (inputs: VariableValues): Record<string, string> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );

/** The first model that is no reference; null: all are. */
export const badModel = ({
  arms,
  judgeModel,
}: Pick<ExperimentFields, "arms" | "judgeModel">): string | null =>
  [...arms.map(({ model }) => model), judgeModel].find(
    (model) => model !== "" && !modelRef.safeParse(model).success,
  ) ?? null;

/** Stopping early is offered only where the e-value says something: pairs that were asked once. */
export const canStopEarly = ({
  assign,
  repeats,
  metric,
}: Pick<ExperimentFields, "assign" | "repeats" | "metric">) =>
  assign === "paired" && (typeof repeats !== "number" || repeats === 1) && !isRatio(metric);

/** The rows in which anything was typed. */
export const typedRows = ({ rows }: Pick<ExperimentFields, "rows">): Record<string, string>[] =>
  rows.filter((row) => Object.values(row).some((text) => text !== ""));

/** What is typed for a variable: of its type where it can be read so, else the text itself; the estimate says what is wrong. */
function valuesOf(row: Record<string, string>, variables: readonly Variable[]): VariableValues {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, text]) => text !== "")
      .map(([name, text]) => {
        const variable = variables.find((each) => each.name === name);
        const reading = variable === undefined ? null : readValue({ ...variable, default: undefined }, text);
        return [name, reading?.ok === true ? reading.value : text];
      }),
  );
}

const numberIn = (value: number | string): number | null => (typeof value === "number" ? value : null);

/** As the contract counts it. On the way to 0.5 somebody types 0: then it is what the field makes of it when it is left. */
export const deltaOf = ({ delta }: Pick<ExperimentFields, "delta">): number =>
  Math.min(1, Math.max(0.001, Math.round((numberIn(delta) ?? 5) * 10) / 1_000));

const samplesOf = (samples: number | string): number | null => {
  const typed = numberIn(samples);
  return typed === null ? null : Math.min(1_000_000, Math.max(2, typed));
};

interface Known {
  /** Of the prompts whose draft is an arm. */
  drafts: ReadonlyMap<PromptId, PromptContent>;
  variables: readonly Variable[];
  /** Of typed-in inputs. */
  checks: readonly Check[];
}

/** What the form asks for; null while something that is needed is missing, and where existing runs are compared. */
export function wishOf(
  fields: ExperimentFields,
  { drafts, variables, checks }: Known,
): ExperimentWish | null {
  if (fields.on === "runs" || badModel(fields) !== null) return null;
  const arms: ExperimentWish["arms"] = [];
  for (const { promptId, versionId, model, settings } of fields.arms) {
    if (promptId === null) return null;
    const content = drafts.get(promptId);
    if (versionId === null && content === undefined) return null;
    arms.push({
      promptId,
      source:
        versionId === null
          ? { kind: "content", content: content as PromptContent }
          : { kind: "version", versionId },
      model: model === "" ? null : (model as ModelRef),
      settings,
    });
  }
  const rows = typedRows(fields);
  if (fields.on === "suite" ? fields.suiteId === null : rows.length === 0) return null;
  const { assign } = fields;
  return {
    arms,
    on:
      fields.on === "suite"
        ? { kind: "suite", suiteId: fields.suiteId as SuiteId }
        : { kind: "inputs", inputs: rows.map((row) => valuesOf(row, variables)), checks: [...checks] },
    metric: fields.metric,
    delta: deltaOf(fields),
    assign,
    repeats: numberIn(fields.repeats) ?? 1,
    samples: assign === "random" ? samplesOf(fields.samples) : null,
    seed: numberIn(fields.seed) ?? 1,
    cases: fields.on === "suite" ? numberIn(fields.cases) : null,
    mayExtend: fields.on === "suite" && fields.mayExtend,
    stopEarly: fields.stopEarly && canStopEarly(fields),
    mode: fields.mode,
    concurrency: numberIn(fields.concurrency),
    maxCostUsd: numberIn(fields.maxCostUsd),
    judgeModel: fields.judgeModel === "" ? null : (fields.judgeModel as ModelRef),
  };
}
