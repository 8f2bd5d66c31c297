import { IconFileAlert, IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ErrorData } from "#shared/contract/errors.ts";
import { formatBytes } from "../../../ui/format.ts";
import { PathLine } from "../../../ui/PathLine.tsx";
import type { FaultName } from "./advice.ts";
import { Heading } from "./Heading.tsx";
import classes from "./RecoveryScreen.module.css";
import { useRecovery } from "./recovery-store.ts";

/** What happened, to which file, and that it was left alone. */
export function FaultFacts({ fault, words }: { fault: ErrorData | null; words: FaultName }) {
  const { t, i18n } = useTranslation();
  const recovery = useRecovery((state) => state.recovery);
  const isGone = recovery !== null && (recovery.sizeBytes ?? 0) === 0;
  return (
    <section className={classes.fault} data-error-code={fault?.code}>
      <span className={classes.faultIcon} aria-hidden>
        <IconFileAlert size={22} stroke={1.5} />
      </span>
      <div className={classes.faultWords}>
        <Heading>{t(`workspace.recovery.fault.${words}.title`)}</Heading>
        <p className={classes.lead}>{t(`workspace.recovery.fault.${words}.text`)}</p>
        {recovery !== null && (
          <dl className={classes.facts}>
            <dt>{t("workspace.recovery.file")}</dt>
            <dd>
              <PathLine path={recovery.file} label={t("workspace.recovery.copyFile")} />
            </dd>
            <dt>{t("workspace.recovery.size")}</dt>
            <dd>
              {recovery.sizeBytes === null
                ? t("workspace.recovery.missing")
                : formatBytes(recovery.sizeBytes, i18n.language)}
            </dd>
          </dl>
        )}
        <p className={classes.untouched}>
          <IconShieldCheck size={16} stroke={1.6} aria-hidden />
          {t(isGone ? "workspace.recovery.untouchedGone" : "workspace.recovery.untouched")}
        </p>
        {fault !== null && (
          <details className={classes.exact}>
            <summary>{t("workspace.recovery.exact")}</summary>
            <p>
              {fault.message} <code>{fault.code}</code>
            </p>
          </details>
        )}
      </div>
    </section>
  );
}
