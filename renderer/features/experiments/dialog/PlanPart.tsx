import { Autocomplete, Checkbox, NumberInput, Radio, SegmentedControl, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isRatio } from "#shared/experiments/arm-values.ts";
import { assignment, type Metric } from "#shared/model/experiment.ts";
import { type RunMode, runMode } from "#shared/model/run.ts";
import { useChoices } from "../../../host/choices-store.ts";
import classes from "./ExperimentForm.module.css";
import { badModel, canStopEarly, type ExperimentFields } from "./experiment-wish.ts";

interface Props {
  fields: ExperimentFields;
  /** Names of checks that look at the replies. */
  checkNames: readonly string[];
  onChange: (change: Partial<ExperimentFields>) => void;
}

const metrics = ["pass", "score", "latency", "cost"] as const;

/** By what the verdict is read, and how the calls are made: all of it declared before anything is seen. */
export function PlanPart({ fields, checkNames, onChange }: Props) {
  const { t } = useTranslation();
  const isCalling = fields.on !== "runs";
  const isPaired = fields.assign === "paired";
  const { metric } = fields;
  return (
    <div className={classes.part}>
      <div className={classes.partHead}>
        <h3>{t("compare.dialog.plan")}</h3>
      </div>
      <div className={classes.two}>
        <Select
          label={t("compare.dialog.metric")}
          description={t("compare.dialog.metricHint")}
          allowDeselect={false}
          value={choiceOf(metric)}
          data={[
            ...metrics.map((kind) => ({ value: kind, label: t(`compare.metric.${kind}`) })),
            ...named(metric, checkNames).map((name) => ({
              value: `check:${name}`,
              label: t("compare.metric.check", { name }),
            })),
          ]}
          onChange={(chosen) => onChange({ metric: metricOf(chosen) })}
        />
        <NumberInput
          label={t("compare.dialog.delta")}
          description={t(isRatio(metric) ? "compare.dialog.deltaRatioHint" : "compare.dialog.deltaHint")}
          min={0.1}
          max={100}
          step={1}
          decimalScale={1}
          suffix={isRatio(metric) ? "%" : ` ${t("compare.dialog.points")}`}
          value={fields.delta}
          onChange={(delta) => onChange({ delta })}
        />
      </div>
      {isCalling && (
        <>
          <Radio.Group
            label={t("compare.head.assign")}
            value={fields.assign}
            onChange={(chosen) => onChange({ assign: assignment.parse(chosen) })}
          >
            <div className={classes.radios}>
              {assignment.options.map((each) => (
                <Radio
                  key={each}
                  size="xs"
                  value={each}
                  label={t(`compare.dialog.assign.${each}`)}
                  description={t(`compare.dialog.assignHint.${each}`)}
                />
              ))}
            </div>
          </Radio.Group>
          <div className={classes.three}>
            <NumberInput
              label={t("compare.dialog.repeats")}
              min={1}
              max={100}
              allowDecimal={false}
              clampBehavior="strict"
              value={fields.repeats}
              onChange={(repeats) => onChange({ repeats })}
            />
            {isPaired ? (
              <NumberInput
                label={t("compare.dialog.cases")}
                placeholder={t("compare.dialog.allCases")}
                disabled={fields.on !== "suite"}
                min={1}
                allowDecimal={false}
                clampBehavior="strict"
                value={fields.on === "suite" ? fields.cases : ""}
                onChange={(cases) => onChange({ cases })}
              />
            ) : (
              <NumberInput
                label={t("compare.dialog.samples")}
                placeholder={t("compare.dialog.samplesPlaceholder")}
                min={2}
                max={1_000_000}
                allowDecimal={false}
                value={fields.samples}
                onChange={(samples) => onChange({ samples })}
              />
            )}
            <NumberInput
              label={t("compare.dialog.cap")}
              placeholder={t("compare.dialog.capPlaceholder")}
              min={0}
              step={0.5}
              decimalScale={6}
              prefix="$"
              value={fields.maxCostUsd}
              onChange={(maxCostUsd) => onChange({ maxCostUsd })}
            />
          </div>
          <Checkbox
            size="xs"
            label={t("compare.dialog.stopEarly")}
            description={t(
              canStopEarly(fields) ? "compare.dialog.stopEarlyHint" : "compare.dialog.stopEarlyNot",
            )}
            disabled={!canStopEarly(fields)}
            checked={fields.stopEarly && canStopEarly(fields)}
            onChange={(event) => onChange({ stopEarly: event.currentTarget.checked })}
          />
          {fields.on === "suite" && (
            <Checkbox
              size="xs"
              label={t("compare.dialog.mayExtend")}
              description={t("compare.dialog.mayExtendHint")}
              checked={fields.mayExtend}
              onChange={(event) => onChange({ mayExtend: event.currentTarget.checked })}
            />
          )}
        </>
      )}
      <More fields={fields} isCalling={isCalling} onChange={onChange} />
    </div>
  );
}

interface MoreProps {
  fields: ExperimentFields;
  isCalling: boolean;
  onChange: Props["onChange"];
}

function More({ fields, isCalling, onChange }: MoreProps) {
  const { t } = useTranslation();
  const models = useChoices((state) => state.models);
  const isWrong = fields.judgeModel !== "" && badModel(fields) === fields.judgeModel;
  return (
    <details className={classes.more} open={fields.judgeModel !== "" || fields.mode !== "live"}>
      <summary>{t("compare.dialog.more")}</summary>
      {isCalling && (
        <div>
          <SegmentedControl<RunMode>
            aria-label={t("compare.dialog.mode")}
            value={fields.mode}
            onChange={(mode) => onChange({ mode })}
            data={runMode.options.map((each) => ({ value: each, label: t(`tests.mode.${each}`) }))}
          />
          <p className={classes.none}>{t(`tests.modeHint.${fields.mode}`)}</p>
        </div>
      )}
      <div className={classes.three}>
        {isCalling && (
          <>
            <Autocomplete
              size="xs"
              label={t("compare.dialog.judge")}
              placeholder={t("compare.dialog.judgePlaceholder")}
              error={isWrong ? t("compare.dialog.badModel") : null}
              data={models.map(({ ref }) => ref)}
              limit={200}
              maxDropdownHeight={260}
              value={fields.judgeModel}
              onChange={(judgeModel) => onChange({ judgeModel: judgeModel.trim() })}
            />
            <NumberInput
              label={t("compare.dialog.concurrency")}
              placeholder={t("compare.dialog.concurrencyPlaceholder")}
              min={1}
              max={256}
              allowDecimal={false}
              clampBehavior="strict"
              value={fields.concurrency}
              onChange={(concurrency) => onChange({ concurrency })}
            />
          </>
        )}
        <NumberInput
          label={t("compare.dialog.seed")}
          description={t("compare.dialog.seedHint")}
          allowDecimal={false}
          value={fields.seed}
          onChange={(seed) => onChange({ seed })}
        />
      </div>
    </details>
  );
}

const choiceOf = (metric: Metric): string => (metric.kind === "check" ? `check:${metric.name}` : metric.kind);

/** A check that is chosen stays a choice, also while its suite is not known. */
const named = (metric: Metric, names: readonly string[]): string[] => [
  ...new Set([...names, ...(metric.kind === "check" ? [metric.name] : [])]),
];

function metricOf(value: string | null): Metric {
  if (value?.startsWith("check:")) return { kind: "check", name: value.slice("check:".length) };
  return { kind: metrics.find((kind) => kind === value) ?? "pass" };
}
