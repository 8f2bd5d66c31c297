import { IconCopyCheck, IconRepeat, IconTable } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateCard } from "#shared/model/template.ts";
import { formatNumber } from "../../../ui/format.ts";
import { formatPercent } from "../../../ui/format-rate.ts";
import { LastScore } from "../LastScore.tsx";
import classes from "./TemplateCardItem.module.css";

interface Props {
  card: TemplateCard;
  isChosen: boolean;
  onChoose: (key: string, byKeyboard: boolean) => void;
}

const mostVariables = 4;

/** What a template is for, and what speaks for it. */
export const TemplateCardItem = memo(function TemplateCardItem({ card, isChosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { variables, similar, cases, checks, uses } = card;
  const about = card.description || card.useCase;
  const [nearest] = similar;
  const shown = variables.slice(0, mostVariables);
  const hidden = variables.length - shown.length;
  const item = useRef<HTMLLIElement>(null);
  // The cards move when the details open beside them.
  useEffect(() => {
    if (!isChosen) return;
    const frame = requestAnimationFrame(() => item.current?.scrollIntoView({ block: "nearest" }));
    return () => cancelAnimationFrame(frame);
  }, [isChosen]);
  return (
    <li ref={item} className={classes.card} data-chosen={isChosen || undefined} data-template={card.key}>
      <div className={classes.top}>
        <button
          type="button"
          data-card
          className={classes.open}
          aria-current={isChosen || undefined}
          aria-describedby={about === "" ? undefined : `${card.key}-about`}
          // A key “clicks” without a count.
          onClick={(event) => onChoose(card.key, event.detail === 0)}
        >
          {card.name}
        </button>
        {card.isOwn && <span className={classes.own}>{t("templates.card.own")}</span>}
        <span className={classes.language} lang={card.language === "zh" ? "zh-CN" : "en"}>
          <span aria-hidden>{t(`templates.languageSign.${card.language}`)}</span>
          <span className="lathe-visually-hidden">{t(`templates.language.${card.language}`)}</span>
        </span>
      </div>
      {about !== "" && (
        <p id={`${card.key}-about`} className={classes.about}>
          {about}
        </p>
      )}
      {shown.length > 0 && (
        <ul className={classes.variables} aria-label={t("templates.card.variables")}>
          {shown.map((name) => (
            <li key={name} className={classes.variable} title={name}>
              {name}
            </li>
          ))}
          {hidden > 0 && (
            <li className={classes.more}>
              {t("templates.card.moreVariables", { amount: formatNumber(hidden) })}
            </li>
          )}
        </ul>
      )}
      <div className={classes.facts}>
        <span className={classes.fact}>
          <IconTable size={12} stroke={1.8} aria-hidden />
          {cases === 0
            ? t("templates.card.noSuite")
            : `${t("templates.card.cases", { count: cases, amount: formatNumber(cases) })} · ${t("templates.card.checks", { count: checks, amount: formatNumber(checks) })}`}
        </span>
        {uses > 0 && (
          <span className={classes.fact}>
            <IconRepeat size={12} stroke={1.8} aria-hidden />
            {t("templates.card.uses", { count: uses, amount: formatNumber(uses) })}
          </span>
        )}
        {card.lastScore !== null && <LastScore score={card.lastScore} />}
      </div>
      {nearest !== undefined && (
        <p
          className={classes.similar}
          title={t("templates.card.similar", {
            name: nearest.name,
            likeness: formatPercent(nearest.likeness),
          })}
        >
          <IconCopyCheck size={12} stroke={1.8} aria-hidden />
          <span>
            {t("templates.card.similar", { name: nearest.name, likeness: formatPercent(nearest.likeness) })}
          </span>
        </p>
      )}
    </li>
  );
});
