import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../ui/ErrorState.tsx";
import classes from "./ReadingView.module.css";
import type { Reading } from "./reading.ts";

interface Props {
  reading: Reading<unknown>;
  failedTitle: string;
  retry: () => void;
  children: ReactNode;
}

/** Shows what was read; until then that it is on its way, or why it did not come, with a retry. */
export function ReadingView({ reading, failedTitle, retry, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {reading.failure !== null && <ErrorState title={failedTitle} error={reading.failure} onRetry={retry} />}
      {reading.value !== null ? (
        children
      ) : reading.failure === null ? (
        <p className={classes.loading} role="status">
          <Loader size={16} />
          {t("settings.loading")}
        </p>
      ) : null}
    </>
  );
}
