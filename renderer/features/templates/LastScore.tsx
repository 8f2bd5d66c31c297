import { IconTestPipe } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TemplateCard } from "#shared/model/template.ts";
import { formatNumber } from "../../ui/format.ts";
import { formatScore } from "../../ui/format-rate.ts";
import classes from "./LastScore.module.css";

/** How the newest test of a prompt that was made from it went; what a simulator answered is always called so. */
export function LastScore({ score }: { score: NonNullable<TemplateCard["lastScore"]> }) {
  const { t } = useTranslation();
  const { passed, cases, model, simulated } = score;
  return (
    <span
      className={classes.score}
      title={t("templates.card.scoreTitle", { score: formatScore(score.score), model })}
    >
      <IconTestPipe size={12} stroke={1.8} aria-hidden />
      {t("templates.card.score", { passed: formatNumber(passed), cases: formatNumber(cases) })}
      {simulated && <span className={classes.simulator}>{t("templates.card.simulator")}</span>}
    </span>
  );
}
