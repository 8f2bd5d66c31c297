import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { unmuteRule, useMutedRules } from "./lint-store.ts";
import classes from "./ProblemList.module.css";

/** The rules that are put to rest for this prompt, each with the way back. */
export function MutedRules({ promptId }: { promptId: PromptId }) {
  const { t } = useTranslation();
  const muted = useMutedRules(promptId);
  if (muted.length === 0) return null;
  return (
    <ul className={classes.mutedRules} aria-label={t("editor.problems.mutedRules")}>
      <li aria-hidden>{t("editor.problems.mutedRules")}</li>
      {muted.map((rule) => (
        <li key={rule}>
          <code className={classes.rule}>{rule}</code>
          <button
            type="button"
            className={classes.fix}
            aria-label={t("editor.problems.unmuteNamed", { rule })}
            onClick={() => void unmuteRule(promptId, rule)}
          >
            {t("editor.problems.unmute")}
          </button>
        </li>
      ))}
    </ul>
  );
}
