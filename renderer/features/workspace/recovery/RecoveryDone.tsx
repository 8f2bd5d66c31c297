import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { reloadPage } from "../../../host/replace-workspace.ts";
import { countsText } from "../../../ui/counts-text.ts";
import { PathLine } from "../../../ui/PathLine.tsx";
import { Heading } from "./Heading.tsx";
import classes from "./RecoveryScreen.module.css";
import type { Step } from "./recovery-store.ts";

/** The work is back: what is in it, and where the damaged file went. */
export function RecoveryDone({ step }: { step: Extract<Step, { kind: "done" }> }) {
  const { t } = useTranslation();
  return (
    <section className={classes.fault} role="status">
      <span className={classes.doneIcon} aria-hidden>
        <IconCircleCheck size={22} stroke={1.5} />
      </span>
      <div className={classes.faultWords}>
        <Heading>{t("workspace.recovery.done.title")}</Heading>
        <p className={classes.lead}>
          {t(`workspace.recovery.done.${step.how}`, { counts: countsText(step.counts) })}
        </p>
        {step.keptAs !== null ? (
          <>
            <p className={classes.lead}>{t("workspace.recovery.done.kept")}</p>
            <PathLine path={step.keptAs} label={t("workspace.copyPath")} />
          </>
        ) : (
          <p className={classes.lead}>{t("workspace.recovery.done.undo")}</p>
        )}
        <div className={classes.doneButtons}>
          <Button size="sm" onClick={reloadPage}>
            {t("workspace.recovery.done.open")}
          </Button>
        </div>
      </div>
    </section>
  );
}
