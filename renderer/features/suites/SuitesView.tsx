import { useTranslation } from "react-i18next";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";

export interface SuitesViewProps {
  onTest: (wish: { suiteId: SuiteId; promptId: PromptId | null }) => void;
  onOpenPrompt: (promptId: PromptId) => void;
}

/** The suites and the cases of one of them. */
export function SuitesView(_props: SuitesViewProps) {
  const { t } = useTranslation();
  return <h1>{t("suites.title")}</h1>;
}
