import { Select } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rubric } from "#shared/model/check.ts";
import { host } from "../../../host/host.ts";
import classes from "./CheckList.module.css";

interface Props {
  value: string | null;
  onChange: (rubricId: string | undefined) => void;
}

/** They are shipped with Lathe and never change while it runs. */
let known: Promise<Rubric[]> | null = null;

function rubrics(): Promise<Rubric[]> {
  known ??= host.call("checks.rubrics", {}).catch((error: unknown) => {
    known = null;
    throw error;
  });
  return known;
}

/** A judge's instructions that come with Lathe; what is written as value adds to them. */
export function RubricField({ value, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const [list, setList] = useState<readonly Rubric[]>([]);
  useEffect(() => {
    let isGone = false;
    rubrics().then(
      (loaded) => {
        if (!isGone) setList(loaded);
      },
      // The field stays empty; own criteria can be written all the same.
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, []);
  const language = i18n.language?.startsWith("zh") ? "zh" : "en";
  const chosen = list.find(({ id }) => id === value);
  return (
    <div>
      <Select
        label={t("suites.checks.rubric")}
        placeholder={t("suites.checks.noRubric")}
        clearable
        searchable
        data={[
          ...list.map(({ id, name }) => ({ value: id, label: name[language] })),
          ...(value !== null && chosen === undefined ? [{ value, label: value }] : []),
        ]}
        value={value}
        onChange={(id) => onChange(id ?? undefined)}
      />
      {chosen !== undefined && <p className={classes.criteria}>{chosen.criteria[language]}</p>}
    </div>
  );
}
