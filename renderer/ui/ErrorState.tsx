import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { errorCode, errorText } from "../i18n/error-text.ts";
import classes from "./states.module.css";

interface Props {
  error: unknown;
  /** Absent: the title that belongs to the error. */
  title?: string | undefined;
  onRetry?: (() => void) | undefined;
  retryLabel?: string | undefined;
}

/** What could not be done, why, and the way to try again. */
export function ErrorState({ error, title, onRetry, retryLabel }: Props) {
  const { t } = useTranslation();
  const text = errorText(error);
  return (
    <div className={classes.state} role="alert" data-error-code={errorCode(error)}>
      <span className={classes.iconDanger} aria-hidden>
        <IconAlertTriangle size={20} stroke={1.5} />
      </span>
      <p className={classes.title}>{title ?? text.title}</p>
      {title !== undefined && errorCode(error) !== undefined && (
        <p className={classes.reason}>{text.title}</p>
      )}
      <p className={classes.text}>{text.message}</p>
      {onRetry !== undefined && (
        <div className={classes.action}>
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            {retryLabel ?? t("shell.retry")}
          </Button>
        </div>
      )}
    </div>
  );
}
