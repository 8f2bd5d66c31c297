import { useTranslation } from "react-i18next";
import type { Run } from "#shared/model/run.ts";
import { formatDateTime } from "../../ui/format.ts";
import classes from "./RunMessages.module.css";

/** What the model received in this run, letter for letter. */
export function RunMessages({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { model: _name, ...settings } = run.settings as Run["settings"] & { model?: string };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return (
    <div className={classes.messages}>
      <p className={classes.lead}>
        {t("runs.sentTo", { model: run.model, at: formatDateTime(run.createdAt) })}
        {run.version === null ? ` · ${t("runs.draft")}` : ` · v${run.version}`}
        {` · ${t(`runs.mode.${run.mode}`)}`}
      </p>
      {given.length > 0 && (
        <p className={classes.lead}>
          {given.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(" · ")}
        </p>
      )}
      {run.attempt.messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sent message has no identity but its place
        <section key={index} className={classes.message} aria-label={t(`runs.role.${message.role}`)}>
          <h3>{t(`runs.role.${message.role}`)}</h3>
          <pre>{message.content}</pre>
        </section>
      ))}
    </div>
  );
}
