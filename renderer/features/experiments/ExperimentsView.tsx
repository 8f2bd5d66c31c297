import { useTranslation } from "react-i18next";
import type { PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";

export interface ExperimentsViewProps {
  onOpenPrompt: (promptId: PromptId) => void;
  onOpenVersion: (promptId: PromptId, versionId: VersionId) => void;
  onOpenSuite: (suiteId: SuiteId) => void;
  onOpenTestRun: (testRunId: TestRunId) => void;
}

/** The comparisons, and what one of them found. */
export function ExperimentsView(_props: ExperimentsViewProps) {
  const { t } = useTranslation();
  return <h1>{t("compare.title")}</h1>;
}
