import { IconAlertTriangle, IconArrowNarrowRight, IconFileText } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../i18n/error-text.ts";
import { formatNumber } from "../../../ui/format.ts";
import classes from "./ImpactList.module.css";
import type { Impact } from "./use-impact.ts";

const mostNamed = 50;
const arrow = " › ";

/** These prompts change if this is saved; or why it cannot be. */
export function ImpactList({ impact: { affected, failure } }: { impact: Impact }) {
  const { t } = useTranslation();
  if (failure !== null) {
    return (
      <div className={classes.fault} role="alert">
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        <p>{errorText(failure).message}</p>
      </div>
    );
  }
  return (
    <section className={classes.impact} aria-label={t("snippets.impact.label")} aria-live="polite">
      {affected === null ? (
        <p className={classes.lead}>{t("snippets.impact.reading")}</p>
      ) : affected.length === 0 ? (
        <p className={classes.lead}>{t("snippets.impact.none")}</p>
      ) : (
        <>
          <p className={classes.lead}>{t("snippets.impact.lead", { count: affected.length })}</p>
          <ul className={classes.rows}>
            {affected.slice(0, mostNamed).map((one) => (
              <li key={one.promptId} className={classes.row}>
                <IconFileText size={14} stroke={1.8} aria-hidden />
                <span className={classes.name}>{one.name}</span>
                {one.through.length > 1 && (
                  <span className={classes.through}>
                    {t("snippets.usedBy.through", { way: one.through.slice(0, -1).join(arrow) })}
                  </span>
                )}
                <span className={classes.size}>
                  {formatNumber(one.charactersBefore)}
                  <IconArrowNarrowRight size={14} stroke={1.8} aria-label={t("snippets.impact.to")} />
                  {t("snippets.impact.characters", {
                    count: one.charactersAfter,
                    amount: formatNumber(one.charactersAfter),
                  })}
                </span>
              </li>
            ))}
          </ul>
          {affected.length > mostNamed && (
            <p className={classes.lead}>
              {t("snippets.morePrompts", { count: affected.length - mostNamed })}
            </p>
          )}
        </>
      )}
    </section>
  );
}
