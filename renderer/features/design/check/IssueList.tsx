import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { DesignIssue, ValidatedInput } from "#shared/model/spec.ts";
import type { DesignDraft } from "../design-port.ts";
import classes from "./check.module.css";
import { issueText } from "./issue-words.ts";

interface Props {
  issues: readonly DesignIssue[];
  inputs: readonly ValidatedInput[];
  explainLint: DesignDraft["explainLint"];
  /** What was looked at when they were found. */
  content: PromptContent;
  renderDiff: (before: PromptContent, after: PromptContent, label: string) => ReactNode;
  onGo: (where: string) => void;
  onFix: (issue: DesignIssue) => void;
}

/** What is wrong, each with the way to where it is and, where there is one, what mends it. */
export function IssueList({ issues, inputs, content, explainLint, renderDiff, onGo, onFix }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<number | null>(null);
  if (issues.length === 0) return null;
  return (
    <ul className={classes.issues} aria-label={t("design.check.issues")}>
      {issues.map((issue, index) => {
        const Icon = issue.level === "error" ? IconCircleX : IconAlertTriangle;
        const isShown = shown === index;
        const text = issueText(issue, { inputs, explainLint });
        return (
          <li
            key={`${issue.rule} ${issue.where} ${issue.text}`}
            className={classes.issue}
            data-severity={issue.level}
          >
            <Icon size={14} stroke={1.8} aria-label={t(`editor.severity.${issue.level}`)} />
            <div className={classes.issueBody}>
              <button type="button" className={classes.issueText} onClick={() => onGo(issue.where)}>
                {text}
              </button>{" "}
              <code className={classes.rule}>{issue.rule}</code>
              {issue.fix !== null && (
                <div className={classes.issueButtons}>
                  <Button
                    size="compact-xs"
                    variant="light"
                    aria-label={`${t("design.check.fix")} · ${text}`}
                    onClick={() => onFix(issue)}
                  >
                    {t("design.check.fix")}
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    aria-expanded={isShown}
                    onClick={() => setShown(isShown ? null : index)}
                  >
                    {t(isShown ? "design.check.hideFix" : "design.check.showFix")}
                  </Button>
                </div>
              )}
              {isShown && issue.fix !== null && (
                <div className={classes.fixDiff}>
                  {renderDiff(content, issue.fix.content, t("design.check.showFix"))}
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
