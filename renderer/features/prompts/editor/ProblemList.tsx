import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCircleX, IconEyeOff, IconInfoCircle } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { notifyUndo } from "../../../ui/notify.ts";
import type { Edit } from "./content-edits.ts";
import { showPlace } from "./editor-view-store.ts";
import { type Lint, muteRule, unmuteRule } from "./lint-store.ts";
import classes from "./ProblemList.module.css";
import { explainProblem } from "./problem-words.ts";
import { fixAllOf, quickFixesFor } from "./quick-fixes.ts";

const icons = { error: IconCircleX, warning: IconAlertTriangle, hint: IconInfoCircle };
const maxShown = 6;

interface Props {
  promptId: PromptId;
  problems: readonly Finding[];
  /** What was read when the problems were found, and everything that was found in it. */
  lint: Lint;
  onEdit: (edit: Edit) => void;
}

/** What is wrong in one place: a press on the words goes there, the others mend it or put the rule to rest. */
export function ProblemList({ promptId, problems, lint, onEdit }: Props) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  const shown = problems.slice(0, maxShown);
  const more = problems.length - maxShown;
  return (
    <ul className={classes.problems} aria-label={t("editor.problems.here")}>
      {shown.map((problem, index) => (
        <Problem
          key={keyOf(problem)}
          promptId={promptId}
          problem={problem}
          lint={lint}
          // One press for all of a kind stands beside the first of them.
          offersAll={shown.findIndex(({ rule }) => rule === problem.rule) === index}
          onEdit={onEdit}
        />
      ))}
      {more > 0 && <li className={classes.more}>{t("editor.problems.more", { count: more })}</li>}
    </ul>
  );
}

interface ProblemProps extends Omit<Props, "problems"> {
  problem: Finding;
  offersAll: boolean;
}

function Problem({ promptId, problem, lint, offersAll, onEdit }: ProblemProps) {
  const { t } = useTranslation();
  const { rule, level, place, other } = problem;
  const Icon = icons[level];
  const fixes = useMemo(() => {
    const own = quickFixesFor(t, lint.content, problem);
    const all = offersAll ? fixAllOf(t, lint, rule) : null;
    return all === null ? own : [...own, all];
  }, [t, lint, problem, offersAll, rule]);
  const go = () => showPlace(place, lint.content);
  return (
    <li className={classes.problem} data-severity={level}>
      <Icon size={14} stroke={1.8} aria-label={t(`editor.severity.${level}`)} />
      <div className={classes.body}>
        <button type="button" className={classes.words} onClick={go}>
          {explainProblem(t, problem)}
        </button>{" "}
        <code className={classes.rule}>{rule}</code>
        {fixes.map(({ title, edit }) => (
          <button key={title} type="button" className={classes.fix} onClick={() => onEdit(edit)}>
            {title}
          </button>
        ))}
        {other?.in === "message" && (
          <button type="button" className={classes.fix} onClick={() => showPlace(other, lint.content)}>
            {t("editor.problems.other")}
          </button>
        )}
      </div>
      {level !== "error" && (
        <Tooltip label={t("editor.problems.mute")}>
          <ActionIcon
            size={20}
            className={classes.mute ?? ""}
            aria-label={t("editor.problems.muteNamed", { rule })}
            onClick={() => {
              void muteRule(promptId, rule);
              notifyUndo(t("editor.problems.muted", { rule }), () => void unmuteRule(promptId, rule));
            }}
          >
            <IconEyeOff size={13} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

const keyOf = ({ rule, place, data }: Finding): string =>
  `${rule} ${place.in === "message" ? place.start : place.index} ${data.name ?? ""} ${data.kind ?? ""}`;
