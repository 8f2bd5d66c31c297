import { useTranslation } from "react-i18next";
import type { Backup } from "#shared/model/workspace.ts";
import classes from "./BackupFacts.module.css";
import { countsText } from "./counts-text.ts";
import { formatBytes, formatDateTime } from "./format.ts";
import { RelativeTime } from "./RelativeTime.tsx";

/** A backup in words: when and why it was made, and what is in it. */
export function BackupFacts({ backup }: { backup: Backup }) {
  const { t, i18n } = useTranslation();
  return (
    <span className={classes.facts}>
      <span className={classes.when}>
        <RelativeTime at={backup.createdAt} className={classes.relative} />
        <span>{formatDateTime(backup.createdAt, i18n.language)}</span>
        <span className={classes.kind}>{t(`workspace.kind.${backup.kind}`)}</span>
      </span>
      <span className={classes.what}>
        {countsText(backup.counts)} · {formatBytes(backup.sizeBytes, i18n.language)}
      </span>
    </span>
  );
}
