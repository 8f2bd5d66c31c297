import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TestAttempt } from "#shared/model/test-run.ts";
import { errorText } from "../../i18n/error-text.ts";
import { formatDateTime } from "../format.ts";
import classes from "./parts.module.css";

/** Why there is no answer that could be judged, and what the tries before it failed of. */
export function AttemptError({ attempt }: { attempt: TestAttempt }) {
  const { t } = useTranslation();
  const { error, earlier } = attempt;
  const words = error === null ? null : errorText(error);
  return (
    <>
      {words !== null && (
        <div className={classes.failure} data-error-code={error?.code}>
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          <div>
            <p>{words.title}</p>
            <p>{words.message}</p>
          </div>
        </div>
      )}
      {earlier.length > 0 && (
        <section className={classes.part}>
          <h4 className={classes.heading}>{t("tests.attempt.earlier")}</h4>
          <ul className={classes.list}>
            {earlier.map((past) => (
              <li key={past.attempt}>
                {formatDateTime(past.endedAt)} ·{" "}
                {past.error === null ? t("tests.attempt.earlierNone") : errorText(past.error).title}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
