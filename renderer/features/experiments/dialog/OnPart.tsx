import { Button, SegmentedControl, Select } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Variable } from "#shared/model/content.ts";
import { type SuiteId, suiteId as suiteIds } from "#shared/model/ids.ts";
import type { SuiteSummary } from "#shared/model/suite.ts";
import { useChoices } from "../../../host/choices-store.ts";
import classes from "./ExperimentForm.module.css";
import type { ExperimentFields, OnKind } from "./experiment-wish.ts";
import { RunChoice } from "./RunChoice.tsx";
import { TypedInputs } from "./TypedInputs.tsx";

interface Props {
  fields: ExperimentFields;
  variables: readonly Variable[];
  onChange: (change: Partial<ExperimentFields>) => void;
  onShowSuites: () => void;
}

const kinds = ["suite", "inputs", "runs"] as const satisfies readonly OnKind[];

/** What the arms are put to: a suite, a handful of typed-in inputs, or what runs have found already. */
export function OnPart({ fields, variables, onChange, onShowSuites }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.part}>
      <div className={classes.partHead}>
        <h3>{t("compare.dialog.on")}</h3>
        <SegmentedControl<OnKind>
          aria-label={t("compare.dialog.on")}
          value={fields.on}
          onChange={(on) => onChange({ on })}
          data={kinds.map((kind) => ({ value: kind, label: t(`compare.dialog.onKind.${kind}`) }))}
        />
      </div>
      {fields.on === "suite" ? (
        <SuiteSelect fields={fields} onChange={onChange} onShowSuites={onShowSuites} />
      ) : fields.on === "inputs" ? (
        <>
          <TypedInputs rows={fields.rows} variables={variables} onChange={(rows) => onChange({ rows })} />
          <ChecksOf checksOf={fields.checksOf} onChange={(checksOf) => onChange({ checksOf })} />
        </>
      ) : (
        <RunChoice chosen={fields.runs} onChange={(runs) => onChange({ runs })} />
      )}
    </div>
  );
}

function SuiteSelect({ fields, onChange, onShowSuites }: Omit<Props, "variables">) {
  const { t } = useTranslation();
  const suites = useChoices((state) => state.suites);
  const prompts = new Set(fields.arms.map(({ promptId }) => promptId));
  const ofPrompt = suites.filter(({ promptId }) => promptId !== null && prompts.has(promptId));
  const others = suites.filter((each) => !ofPrompt.includes(each));
  // The only suite of a prompt needs no choosing.
  const [first] = ofPrompt;
  useEffect(() => {
    if (fields.suiteId === null && first !== undefined) onChange({ suiteId: first.suiteId });
  }, [fields.suiteId, first, onChange]);
  const groups = [
    { group: t("compare.dialog.suitesOfPrompts"), items: ofPrompt },
    { group: t("compare.dialog.suitesOther"), items: others },
  ].filter(({ items }) => items.length > 0);
  const say = ({ name, cases }: SuiteSummary) => t("compare.dialog.suiteCases", { name, count: cases });
  return (
    <>
      <Select
        aria-label={t("compare.dialog.suite")}
        placeholder={t("compare.dialog.suitePlaceholder")}
        nothingFoundMessage={t("compare.list.nothingFound")}
        searchable
        allowDeselect={false}
        value={fields.suiteId}
        data={groups.map(({ group, items }) => ({
          group,
          items: items.map((each) => ({ value: each.suiteId, label: say(each) })),
        }))}
        onChange={(chosen) => onChange({ suiteId: suiteIds.safeParse(chosen).data ?? null })}
      />
      {suites.length === 0 && (
        <p className={classes.none}>
          {t("compare.dialog.noSuites")}{" "}
          <Button size="compact-sm" variant="default" onClick={onShowSuites}>
            {t("compare.dialog.goToSuites")}
          </Button>
        </p>
      )}
    </>
  );
}

/** Typed-in inputs have no checks of their own: those of a suite can look at the replies. */
function ChecksOf({
  checksOf,
  onChange,
}: {
  checksOf: SuiteId | null;
  onChange: (checksOf: SuiteId | null) => void;
}) {
  const { t } = useTranslation();
  const suites = useChoices((state) => state.suites);
  return (
    <Select
      label={t("compare.dialog.checksOf")}
      placeholder={t("compare.dialog.noChecks")}
      nothingFoundMessage={t("compare.list.nothingFound")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("compare.dialog.noChecks") }}
      value={checksOf}
      data={suites.map(({ suiteId, name }) => ({ value: suiteId, label: name }))}
      onChange={(chosen) => onChange(suiteIds.safeParse(chosen).data ?? null)}
    />
  );
}
