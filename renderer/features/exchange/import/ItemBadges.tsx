import { IconCopyCheck, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isRunnable } from "#shared/model/content.ts";
import type { ImportItem } from "#shared/model/exchange.ts";
import { formatNumber } from "../../../ui/format.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";

/** What one should know of an item before it is taken over. */
export function ItemBadges({ item }: { item: ImportItem }) {
  const { t, i18n } = useTranslation();
  const { taken, similar, syntax, inert, losses, warnings } = item;
  const amount = (count: number) => ({ count, amount: formatNumber(count, i18n.language) });
  const [likest] = similar;
  return (
    <>
      {taken !== null && (
        <StatusBadge
          status={taken.isSame ? "neutral" : "warning"}
          icon={taken.isSame ? IconCopyCheck : undefined}
          label={t(`exchange.import.badge.${taken.isSame ? "same" : "taken"}`)}
        />
      )}
      {taken === null && likest !== undefined && (
        <StatusBadge status="info" label={t("exchange.import.badge.similar", { name: likest.name })} />
      )}
      {syntax !== null && !isRunnable(syntax) && (
        <StatusBadge
          status="warning"
          label={t("exchange.import.badge.foreign", { syntax: t(`exchange.item.syntax.${syntax}`) })}
        />
      )}
      {inert.length > 0 && (
        <StatusBadge status="warning" icon={IconLock} label={t("exchange.import.badge.code")} />
      )}
      {losses.length > 0 && (
        <StatusBadge status="warning" label={t("exchange.import.badge.losses", amount(losses.length))} />
      )}
      {warnings.length > 0 && (
        <StatusBadge status="info" label={t("exchange.import.badge.warnings", amount(warnings.length))} />
      )}
    </>
  );
}
