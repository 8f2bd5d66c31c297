import { IconAlertTriangle, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { ContentProblem } from "#shared/text/check-content.ts";
import type { Edit } from "./content-edits.ts";
import classes from "./ProblemList.module.css";
import { explainProblem } from "./problem-words.ts";
import { quickFixFor } from "./quick-fixes.ts";

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };
const maxShown = 6;

interface Props {
  problems: readonly ContentProblem[];
  content: PromptContent;
  onEdit: (edit: Edit) => void;
}

/** What is wrong in one place, each with the press that mends it where there is one. */
export function ProblemList({ problems, content, onEdit }: Props) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  const more = problems.length - maxShown;
  return (
    <ul className={classes.problems} aria-label={t("editor.problems.here")}>
      {problems.slice(0, maxShown).map((problem) => {
        const Icon = icons[problem.severity];
        const fix = quickFixFor(content, problem);
        return (
          <li key={keyOf(problem)} className={classes.problem} data-severity={problem.severity}>
            <Icon size={14} stroke={1.8} aria-label={t(`editor.severity.${problem.severity}`)} />
            <span className={classes.words}>{explainProblem(t, problem)}</span>
            {fix !== null && (
              <button type="button" className={classes.fix} onClick={() => onEdit(fix.edit)}>
                {t(`editor.fix.${fix.kind}`, { name: fix.name })}
              </button>
            )}
          </li>
        );
      })}
      {more > 0 && <li className={classes.more}>{t("editor.problems.more", { count: more })}</li>}
    </ul>
  );
}

const keyOf = ({ code, place, data }: ContentProblem): string =>
  place.in === "message" ? `${code} ${place.start} ${data.name ?? ""}` : `${code} ${place.index}`;
