import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { useReading } from "../../../ui/use-reading.ts";
import classes from "./check.module.css";

/** The checks that were made of this prompt, the newest first. */
export function CheckHistory({ promptId }: { promptId: PromptId }) {
  const { t } = useTranslation();
  const { value, failure, retry } = useReading(promptId, (signal) =>
    host.call("design.validations", { promptId }, signal),
  );
  useEffect(
    () =>
      onWorkspaceEvent((event) => {
        const isAbout = event.type === "spec.changed" && event.promptId === promptId;
        if (isAbout || event.type === "workspace.changed") retry();
      }),
    [promptId, retry],
  );
  if (failure !== null) {
    return (
      <p className={classes.faint} role="alert">
        {errorText(failure).message}{" "}
        <button type="button" className={classes.link} onClick={retry}>
          {t("shell.retry")}
        </button>
      </p>
    );
  }
  if (value === null || value.length === 0) return null;
  return (
    <section className={classes.history} aria-label={t("design.check.history")}>
      <h3 className={classes.heading}>{t("design.check.history")}</h3>
      <ul>
        {value.map((each) => (
          <li key={each.validationId}>
            <RelativeTime at={each.at} className={classes.when} />
            <span className={classes.percent}>
              {each.validInputs === 0 && each.totalInputs > 0 ? "–" : percent(each.compliance)}
            </span>
            <StatusBadge
              plain
              status={each.clean ? "success" : "warning"}
              label={
                each.clean ? t("design.check.clean") : t("design.check.issueCount", { count: each.issues })
              }
            />
            <span className={classes.faint}>
              {t("design.check.validOf", { count: each.totalInputs, valid: each.validInputs })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const percent = (share: number): string => `${Math.floor(share * 100)}%`;
