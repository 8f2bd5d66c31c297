import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { Suite } from "#shared/model/suite.ts";
import { CasePanel } from "./case/CasePanel.tsx";
import { SuiteChecks } from "./checks/SuiteChecks.tsx";
import { CoveragePanel } from "./coverage/CoveragePanel.tsx";
import type { OpenSuite } from "./open/open-suite.ts";
import type { CaseInput } from "./open/prompt-inputs.ts";
import classes from "./SuiteInspector.module.css";
import { type SuiteTab, showTab, useSuitesView } from "./suites-view-store.ts";
import { SuiteVersions } from "./versions/SuiteVersions.tsx";

interface Props {
  suite: OpenSuite;
  facts: Suite;
  content: PromptContent | null;
  inputs: readonly CaseInput[];
  /** Of the case that is selected. */
  row: number;
}

/** What stands beside the table: the case that is selected, and what belongs to the suite as a whole. */
export function SuiteInspector({ suite, facts, content, inputs, row }: Props) {
  const { t } = useTranslation();
  const tab = useSuitesView((state) => state.tab) ?? "case";
  return (
    <aside className={classes.inspector} aria-label={t("suites.inspector.label")}>
      <Tabs
        value={tab}
        onChange={(chosen) => showTab((chosen ?? "case") as SuiteTab)}
        classNames={{
          root: classes.tabs ?? "",
          list: classes.list ?? "",
          tab: classes.tab ?? "",
          panel: classes.panel ?? "",
        }}
      >
        <Tabs.List>
          <Tabs.Tab value="case">{t("suites.inspector.case")}</Tabs.Tab>
          <Tabs.Tab value="checks">{t("suites.inspector.checks")}</Tabs.Tab>
          <Tabs.Tab value="coverage">{t("suites.inspector.coverage")}</Tabs.Tab>
          <Tabs.Tab value="versions">{t("suites.inspector.versions")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="case">
          <CasePanel suite={suite} inputs={inputs} row={row} />
        </Tabs.Panel>
        <Tabs.Panel value="checks">
          <SuiteChecks suite={suite} facts={facts} shown={suite.caseAt(row)} />
        </Tabs.Panel>
        <Tabs.Panel value="coverage">
          <CoveragePanel suite={suite} revision={facts.revision} content={content} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <SuiteVersions suite={suite} facts={facts} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}
