import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TestRunId } from "#shared/model/ids.ts";
import type { TemplateCard } from "#shared/model/template.ts";
import { formatNumber } from "../../../ui/format.ts";
import { formatPercent } from "../../../ui/format-rate.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { LastScore } from "../LastScore.tsx";
import { showTemplate } from "../templates-view-store.ts";
import classes from "./TemplateDetail.module.css";

interface Props {
  card: TemplateCard;
  onOpenTestRun: (testRunId: TestRunId) => void;
}

/** What it is for, and what is known of it. */
export function TemplateFacts({ card, onOpenTestRun }: Props) {
  const { t } = useTranslation();
  const { lastScore, uses, similar, tags } = card;
  return (
    <div className={classes.facts}>
      {card.description !== "" && <p className={classes.about}>{card.description}</p>}
      {card.useCase !== "" && (
        <p className={classes.useCase}>{t("templates.detail.useCase", { useCase: card.useCase })}</p>
      )}
      <div className={classes.line}>
        <span>{t(`templates.category.${card.category}`)}</span>
        <span>{t(`templates.language.${card.language}`)}</span>
        <span>
          {uses === 0
            ? t("templates.card.unused")
            : t("templates.card.uses", { count: uses, amount: formatNumber(uses) })}
        </span>
        {lastScore === null ? (
          <span>{t("templates.card.noScore")}</span>
        ) : (
          <>
            <LastScore score={lastScore} />
            <RelativeTime at={lastScore.at} />
            <button type="button" className={classes.link} onClick={() => onOpenTestRun(lastScore.testRunId)}>
              {t("templates.detail.openRun")}
            </button>
          </>
        )}
        {card.createdAt !== null && (
          <span>
            {t("templates.detail.madeAt")} <RelativeTime at={card.createdAt} />
          </span>
        )}
      </div>
      {tags.length > 0 && (
        <div className={classes.line}>
          {tags.map((tag) => (
            <Badge key={tag} color="gray">
              {tag}
            </Badge>
          ))}
        </div>
      )}
      {similar.length > 0 && (
        <div className={classes.similar}>
          {similar.map(({ key, name, likeness }) => (
            <button key={key} type="button" className={classes.link} onClick={() => showTemplate(key)}>
              {t("templates.card.similar", { name, likeness: formatPercent(likeness) })}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
