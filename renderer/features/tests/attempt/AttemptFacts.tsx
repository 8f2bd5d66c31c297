import { useTranslation } from "react-i18next";
import type { TestAttempt } from "#shared/model/test-run.ts";
import { errorText } from "../../../i18n/error-text.ts";
import classes from "../../../ui/attempt/parts.module.css";
import {
  formatCost,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatUnknown,
} from "../../../ui/format.ts";

/** What the reply took. What a provider did not tell is called unknown, never 0. */
export function AttemptFacts({ attempt }: { attempt: TestAttempt }) {
  const { t } = useTranslation();
  const { usage, retryList } = attempt;
  const unknown = formatUnknown();
  const facts: [label: string, value: string][] = [
    [t("tests.attempt.fact.latency"), formatDuration(attempt.latencyMs)],
  ];
  // Where no answer came, there is nothing of it that could be known.
  if (attempt.verdict !== "error" || usage !== null || attempt.text !== "") {
    facts.push(
      [t("tests.attempt.fact.firstToken"), formatDuration(attempt.firstTokenMs)],
      [t("tests.attempt.fact.input"), usage === null ? unknown : formatNumber(usage.inputTokens)],
      [t("tests.attempt.fact.output"), usage === null ? unknown : formatNumber(usage.outputTokens)],
    );
  }
  facts.push([t("tests.attempt.fact.cost"), formatCost(attempt.costUsd)]);
  if (attempt.judgeCostUsd !== 0)
    facts.push([t("tests.attempt.fact.judgeCost"), formatCost(attempt.judgeCostUsd)]);
  if (attempt.finishReason !== null)
    facts.push([t("tests.attempt.fact.finish"), t(`tests.attempt.finish.${attempt.finishReason}`)]);
  if (attempt.retries > 0) facts.push([t("tests.attempt.fact.retries"), formatNumber(attempt.retries)]);
  facts.push([t("tests.attempt.fact.at"), formatDateTime(attempt.endedAt)]);
  return (
    <section className={classes.part}>
      <h4 className={classes.heading}>{t("tests.attempt.facts")}</h4>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {retryList.length > 0 && (
        <ul className={classes.list}>
          {retryList.map((retry) => (
            <li key={`${retry.at}-${retry.waitMs}`}>
              {t("tests.attempt.retryAfter", {
                wait: formatDuration(retry.waitMs),
                reason: retry.error === undefined ? retry.reason : errorText(retry.error).title,
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
