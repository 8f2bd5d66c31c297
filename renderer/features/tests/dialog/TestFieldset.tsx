import {
  Autocomplete,
  Button,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TagsInput,
} from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { suiteId as suiteIds, versionId as versionIds } from "#shared/model/ids.ts";
import { type RunMode, runMode } from "#shared/model/run.ts";
import { split } from "#shared/model/suite.ts";
import { searchPrompts, useChoices, usePromptChoices } from "../../../host/choices-store.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { useSuite, useVersions } from "../../../host/use-read.ts";
import { PromptSelect } from "../../../ui/PromptSelect.tsx";
import classes from "./TestForm.module.css";
import { badModel, type TestFields } from "./test-wish.ts";

interface Props {
  fields: TestFields;
  /** The prompt's own; null: that of Settings. */
  model: string | null;
  onChange: (change: Partial<TestFields>) => void;
  onShowSuites: () => void;
}

const draft = "draft";

export function TestFieldset({ fields, model, onChange, onShowSuites }: Props) {
  const { t } = useTranslation();
  const { suites, models } = useChoices();
  const defaultModel = useSettings((settings) => settings.defaultModel);
  const prompts = usePromptChoices(fields.promptId);
  const versions = useVersions(fields.promptId);
  const suite = useSuite(fields.suiteId);
  const ofPrompt = suites.filter(({ promptId }) => promptId !== null && promptId === fields.promptId);
  const others = suites.filter((each) => !ofPrompt.includes(each));
  // The only suite of a prompt needs no choosing.
  const [first] = ofPrompt;
  useEffect(() => {
    if (fields.suiteId === null && first !== undefined) onChange({ suiteId: first.suiteId });
  }, [fields.suiteId, first, onChange]);
  const sayCases = ({ name, cases }: (typeof suites)[number]) =>
    t("tests.dialog.suiteCases", { name, count: cases });
  const groups = [
    { group: t("tests.dialog.suitesOfPrompt"), items: ofPrompt },
    { group: t("tests.dialog.suitesOther"), items: others },
  ].filter(({ items }) => items.length > 0);
  const common = {
    nothingFoundMessage: t("tests.list.nothingFound"),
    clearButtonProps: { "aria-label": t("tests.results.clear") },
  };
  const wrong = badModel(fields);

  return (
    <fieldset className={classes.fields} aria-label={t("tests.dialog.title")}>
      <div className={classes.two}>
        <PromptSelect
          label={t("tests.dialog.prompt")}
          placeholder={t("tests.dialog.promptPlaceholder")}
          nothingFoundMessage={t("tests.list.nothingFound")}
          isFirst={fields.promptId === null}
          prompts={prompts}
          promptId={fields.promptId}
          onSearch={searchPrompts}
          onChoose={(promptId) => onChange({ promptId, versionId: null })}
        />
        <Select
          {...common}
          label={t("tests.dialog.source")}
          allowDeselect={false}
          disabled={fields.promptId === null}
          searchable={versions.length > 8}
          value={fields.versionId ?? draft}
          data={[
            { value: draft, label: t("tests.dialog.sourceDraft") },
            ...versions.map(({ versionId, version }) => ({
              value: versionId,
              label: t("tests.dialog.sourceVersion", { version }),
            })),
          ]}
          onChange={(chosen) => onChange({ versionId: versionIds.safeParse(chosen).data ?? null })}
        />
      </div>
      <Select
        {...common}
        label={t("tests.dialog.suite")}
        placeholder={t("tests.dialog.suitePlaceholder")}
        searchable
        allowDeselect={false}
        value={fields.suiteId}
        data={groups.map(({ group, items }) => ({
          group,
          items: items.map((each) => ({ value: each.suiteId, label: sayCases(each) })),
        }))}
        onChange={(chosen) =>
          onChange({ suiteId: suiteIds.safeParse(chosen).data ?? null, tags: [], splits: [] })
        }
      />
      {suites.length === 0 && (
        <p className={classes.none}>
          {t("tests.dialog.noSuites")}{" "}
          <Button size="compact-sm" variant="default" onClick={onShowSuites}>
            {t("tests.dialog.goToSuites")}
          </Button>
        </p>
      )}
      <TagsInput
        label={t("tests.dialog.models")}
        description={t("tests.dialog.modelsHint")}
        placeholder={fields.models.length === 0 ? (model ?? defaultModel) : ""}
        error={wrong !== null && fields.models.includes(wrong) ? t("tests.dialog.badModel") : null}
        data={models.map(({ ref }) => ref)}
        limit={200}
        maxDropdownHeight={260}
        maxTags={20}
        acceptValueOnBlur
        clearable
        clearButtonProps={common.clearButtonProps}
        value={fields.models}
        onChange={(chosen) => onChange({ models: chosen })}
      />
      <div className={classes.row}>
        <NumberInput
          label={t("tests.dialog.repeats")}
          min={1}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
          value={fields.repeats}
          onChange={(repeats) => onChange({ repeats })}
        />
        <NumberInput
          label={t("tests.dialog.cap")}
          placeholder={t("tests.dialog.capPlaceholder")}
          min={0}
          step={0.5}
          decimalScale={6}
          prefix="$"
          value={fields.maxCostUsd}
          onChange={(maxCostUsd) => onChange({ maxCostUsd })}
        />
        <NumberInput
          label={t("tests.dialog.concurrency")}
          placeholder={t("tests.dialog.concurrencyPlaceholder")}
          min={1}
          max={256}
          allowDecimal={false}
          clampBehavior="strict"
          value={fields.concurrency}
          onChange={(concurrency) => onChange({ concurrency })}
        />
      </div>
      <ModeField mode={fields.mode} onChange={(mode) => onChange({ mode })} />
      <details
        className={classes.more}
        open={fields.judgeModel !== "" || fields.tags.length + fields.splits.length > 0}
      >
        <summary>{t("tests.dialog.more")}</summary>
        <Autocomplete
          size="xs"
          label={t("tests.dialog.judge")}
          placeholder={t("tests.dialog.judgePlaceholder")}
          error={wrong !== null && wrong === fields.judgeModel ? t("tests.dialog.badModel") : null}
          data={models.map(({ ref }) => ref)}
          limit={200}
          maxDropdownHeight={260}
          value={fields.judgeModel}
          onChange={(judgeModel) => onChange({ judgeModel: judgeModel.trim() })}
        />
        <div className={classes.two}>
          <MultiSelect
            {...common}
            label={t("tests.dialog.tags")}
            placeholder={fields.tags.length === 0 ? t("tests.dialog.tagsPlaceholder") : ""}
            searchable
            clearable
            data={suite?.tags.map(({ name }) => name) ?? fields.tags}
            value={fields.tags}
            onChange={(tags) => onChange({ tags })}
          />
          <MultiSelect
            {...common}
            label={t("tests.dialog.splits")}
            placeholder={fields.splits.length === 0 ? t("tests.dialog.tagsPlaceholder") : ""}
            clearable
            data={split.options.map((each) => ({ value: each, label: t(`tests.dialog.split.${each}`) }))}
            value={fields.splits}
            onChange={(splits) => onChange({ splits: splits.map((each) => split.parse(each)) })}
          />
        </div>
      </details>
    </fieldset>
  );
}

function ModeField({ mode, onChange }: { mode: RunMode; onChange: (mode: RunMode) => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <SegmentedControl<RunMode>
        aria-label={t("tests.dialog.mode")}
        value={mode}
        onChange={onChange}
        data={runMode.options.map((each) => ({ value: each, label: t(`tests.mode.${each}`) }))}
      />
      <p className={classes.none}>{t(`tests.modeHint.${mode}`)}</p>
    </div>
  );
}
