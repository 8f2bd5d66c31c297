import { IconTable } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import type { OpenSuite } from "../open/open-suite.ts";
import type { CaseInput } from "../open/prompt-inputs.ts";
import { CaseForm } from "./CaseForm.tsx";
import classes from "./CasePanel.module.css";

interface Props {
  suite: OpenSuite;
  inputs: readonly CaseInput[];
  row: number;
}

/** All of the case that is selected in the table; what is typed here is stored as it is there. */
export function CasePanel({ suite, inputs, row }: Props) {
  const { t } = useTranslation();
  suite.useSuite((state) => state.pages);
  suite.useSuite((state) => state.unsaved);
  const total = suite.useSuite((state) => state.total);
  const shown = suite.caseAt(row);
  if (shown === undefined) {
    return total === 0 ? (
      <EmptyState icon={IconTable} title={t("suites.case.none")} text={t("suites.case.noneText")} />
    ) : null;
  }
  return (
    <div className={classes.panel}>
      <p className={classes.number}>{t("suites.case.number", { number: row + 1 })}</p>
      <CaseForm
        key={shown.caseId}
        content={shown.content}
        inputs={inputs}
        onChange={(content, field) => suite.type(shown.caseId, content, `${shown.caseId} ${field}`)}
      />
    </div>
  );
}
