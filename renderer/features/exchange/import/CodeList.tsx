import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { InertCode } from "#shared/model/exchange.ts";
import { LongText } from "../../../ui/attempt/LongText.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import classes from "./ItemDetails.module.css";

const most = 20;

/** Code of somebody else, to be read and nothing more. */
export function CodeList({ codes }: { codes: readonly InertCode[] }) {
  const { t, i18n } = useTranslation();
  if (codes.length === 0) return null;
  const rest = codes.length - most;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>
        {t("exchange.item.code")}
        <StatusBadge status="warning" icon={IconLock} label={t("exchange.item.notRun")} />
      </h3>
      <p className={classes.help}>{t("exchange.item.codeText")}</p>
      {codes.slice(0, most).map(({ where, language, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece of code has no identity but its place
        <div key={index} className={classes.code}>
          <p className={classes.where}>
            {t(`exchange.item.language.${language}`)} · <code>{where}</code>
          </p>
          <LongText text={text} look="raw" />
        </div>
      ))}
      {rest > 0 && (
        <p className={classes.help}>
          {t("exchange.item.more", { amount: formatNumber(rest, i18n.language) })}
        </p>
      )}
    </section>
  );
}
