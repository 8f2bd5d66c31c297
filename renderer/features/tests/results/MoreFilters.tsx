import { Button, NumberInput, Popover, Select } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { checkState } from "#shared/model/check.ts";
import type { ResultFilter, TestRun } from "#shared/model/test-run.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./FilterBar.module.css";

interface Props {
  run: TestRun;
  filter: ResultFilter;
  onChange: (wish: Partial<ResultFilter>) => void;
}

/** By check, tag, model and score: what few need at once, behind one button that says how many are set. */
export function MoreFilters({ run, filter, onChange }: Props) {
  const { t } = useTranslation();
  const { check, tag, model, minScore, maxScore } = filter;
  const count = [check, tag, model, minScore ?? maxScore].filter((wish) => wish !== undefined).length;
  const limits = { min: 0, max: 1, step: 0.1, decimalScale: 3 };
  const read = (value: number | string): number | undefined =>
    typeof value === "number" ? value : undefined;
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={320}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={count > 0 ? "light" : "default"}
          className={classes.more ?? ""}
          leftSection={<IconFilter size={14} stroke={1.6} />}
        >
          {count === 0 ? t("tests.results.more") : t("tests.results.moreSet", { count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("tests.results.more")} className={classes.fields ?? ""}>
        <CheckSelect run={run} filter={filter} onChange={(next) => onChange({ check: next })} />
        {run.perTag.length > 0 && (
          <OneOf
            label={t("tests.results.tag")}
            value={tag}
            options={run.perTag.map((each) => ({ value: each.tag, label: each.tag }))}
            onChange={(next) => onChange({ tag: next })}
          />
        )}
        {run.models.length > 1 && (
          <OneOf
            label={t("tests.results.model")}
            value={model}
            options={run.models.map((each) => ({ value: each, label: each }))}
            onChange={(next) => onChange({ model: next })}
          />
        )}
        <fieldset className={classes.range} aria-label={t("tests.results.score")}>
          <NumberInput
            {...limits}
            label={`${t("tests.results.score")} · ${t("tests.results.minScore")}`}
            value={minScore ?? ""}
            onChange={(value) => onChange({ minScore: read(value) })}
          />
          <NumberInput
            {...limits}
            label={t("tests.results.maxScore")}
            value={maxScore ?? ""}
            onChange={(value) => onChange({ maxScore: read(value) })}
          />
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}

interface OneOfProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

function OneOf({ label, value, options, onChange }: OneOfProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      value={value ?? null}
      data={options}
      clearable
      searchable={options.length > 8}
      openOnFocus={false}
      limit={200}
      nothingFoundMessage={t("tests.list.nothingFound")}
      clearButtonProps={{ "aria-label": t("tests.results.clear") }}
      comboboxProps={{ shadow: "md", withinPortal: false }}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

interface CheckSelectProps {
  run: TestRun;
  filter: ResultFilter;
  onChange: (check: ResultFilter["check"]) => void;
}

/** A check and the state it is to have, those that did not pass first. */
function CheckSelect({ run, filter, onChange }: CheckSelectProps) {
  const { t } = useTranslation();
  const states = ["fail", "error", "pass", "skipped"] as const;
  const options = states.flatMap((state) =>
    run.perCheck.flatMap((check) => {
      const amount = { pass: check.passed, fail: check.failed, error: check.errored, skipped: check.skipped }[
        state
      ];
      if (amount === 0) return [];
      return [
        {
          value: `${state}:${check.name}`,
          label: t(`tests.results.checkState.${state}`, { name: check.name, amount: formatNumber(amount) }),
        },
      ];
    }),
  );
  if (options.length === 0 && filter.check === undefined) return null;
  return (
    <OneOf
      label={t("tests.results.check")}
      value={filter.check === undefined ? undefined : `${filter.check.state}:${filter.check.name}`}
      options={options}
      onChange={(chosen) => {
        const colon = chosen?.indexOf(":") ?? -1;
        const state = checkState.safeParse(chosen?.slice(0, colon));
        onChange(
          chosen === undefined || !state.success
            ? undefined
            : { state: state.data, name: chosen.slice(colon + 1) },
        );
      }}
    />
  );
}
