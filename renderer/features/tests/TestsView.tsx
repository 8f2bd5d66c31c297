import { useTranslation } from "react-i18next";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";

export interface TestsViewProps {
  onOpenSuite: (suiteId: SuiteId) => void;
  onOpenPrompt: (promptId: PromptId) => void;
  /** A reply is to become a case. */
  onKeepAsCase: (offer: { promptId: PromptId | null; suiteId: SuiteId | null; content: CaseContent }) => void;
}

/** The test runs, and what one of them found. */
export function TestsView(_props: TestsViewProps) {
  const { t } = useTranslation();
  return <h1>{t("tests.title")}</h1>;
}
