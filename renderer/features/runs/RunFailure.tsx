import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh, IconSettings } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ErrorData } from "#shared/contract/errors.ts";
import { errorText } from "../../i18n/error-text.ts";
import classes from "./RunFailure.module.css";

interface Props {
  error: ErrorData;
  /** The run may still be under way: looking for it comes before a second one. */
  canFollow: boolean;
  onRetry: () => void;
  onFollow: () => void;
  onOpenSettings: () => void;
}

/** Nothing in Settings would have helped. */
const passing = new Set([
  "connection-lost",
  "failed-midway",
  "gateway-error",
  "gave-up",
  "incomplete-reply",
  "no-recording",
  "overloaded",
  "server-error",
  "timeout",
  "undecodable-reply",
]);

/** Why there is no complete reply, and what to do about it. */
export function RunFailure({ error, canFollow, onRetry, onFollow, onOpenSettings }: Props) {
  const { t } = useTranslation();
  const { title, message } = errorText(error);
  // Keys, addresses, models and limits are all mended in one place.
  const isProviders = error.code.startsWith("providers.") && !passing.has(error.code.split(".")[1] ?? "");
  return (
    <div className={classes.failure} role="alert" data-error-code={error.code}>
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        <p>{message}</p>
        <div className={classes.actions}>
          {canFollow ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} />}
              onClick={onFollow}
            >
              {t("runs.followAgain")}
            </Button>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} />}
              onClick={onRetry}
            >
              {t("runs.retry")}
            </Button>
          )}
          {isProviders && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconSettings size={14} />}
              onClick={onOpenSettings}
            >
              {t("runs.openSettings")}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
