import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconPencil } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PriceEntry } from "#shared/model/provider.ts";
import classes from "./PriceTable.module.css";

interface Props {
  entries: PriceEntry[];
  labelledBy: string;
  onEdit: (entry: PriceEntry) => void;
  onReset: (entry: PriceEntry) => void;
}

const rowHeight = 32;

/** A real table of which only the rows in view exist; padding in place of the others keeps the scroll bar honest. */
export function PriceTable({ entries, labelledBy, onEdit, onReset }: Props) {
  const { t, i18n } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  const figures = new Intl.NumberFormat(i18n.language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });

  return (
    <section
      ref={scroller}
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-labelledby={labelledBy}
    >
      <div style={{ paddingTop: above, paddingBottom: below }}>
        <table className={classes.table} aria-labelledby={labelledBy} aria-rowcount={entries.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{t("settings.prices.provider")}</th>
              <th scope="col">{t("settings.prices.model")}</th>
              <th scope="col" className={classes.figure}>
                {t("settings.prices.input")}
              </th>
              <th scope="col" className={classes.figure}>
                {t("settings.prices.cachedInput")}
              </th>
              <th scope="col" className={classes.figure}>
                {t("settings.prices.output")}
              </th>
              <th scope="col" className={classes.figure}>
                {t("settings.prices.reasoning")}
              </th>
              <th scope="col">{t("settings.prices.asOf")}</th>
              <th scope="col">{t("settings.prices.source")}</th>
              <th scope="col">
                <span className="lathe-visually-hidden">{t("settings.prices.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ index }) => {
              const entry = entries[index];
              if (entry === undefined) return null;
              const { provider, model, price, source } = entry;
              return (
                <tr key={`${provider}/${model}`} aria-rowindex={index + 2} className={classes.row}>
                  <td>
                    {provider === "*" ? (
                      <span className={classes.absent}>{t("settings.prices.anyProvider")}</span>
                    ) : (
                      provider
                    )}
                  </td>
                  <th scope="row" className={classes.model} title={model}>
                    {model}
                  </th>
                  <td className={classes.figure}>{figures.format(price.inputPerMillion)}</td>
                  <td className={classes.figure}>
                    {price.cachedInputPerMillion === undefined ? (
                      <span className={classes.absent}>{t("settings.prices.asInput")}</span>
                    ) : (
                      figures.format(price.cachedInputPerMillion)
                    )}
                  </td>
                  <td className={classes.figure}>{figures.format(price.outputPerMillion)}</td>
                  <td className={classes.figure}>
                    {price.reasoningPerMillion === undefined ? (
                      <span className={classes.absent}>{t("settings.prices.asOutput")}</span>
                    ) : (
                      figures.format(price.reasoningPerMillion)
                    )}
                  </td>
                  <td className={classes.date}>{price.asOf}</td>
                  <td>
                    <span className={source === "user" ? classes.yours : classes.absent}>
                      {source === "user" ? t("settings.prices.yours") : t("settings.prices.shipped")}
                    </span>
                  </td>
                  <td className={classes.actions}>
                    <Tooltip label={t("settings.prices.edit")}>
                      <ActionIcon
                        size="sm"
                        variant="subtle"
                        color="gray"
                        aria-label={t("settings.prices.editNamed", { model })}
                        onClick={() => onEdit(entry)}
                      >
                        <IconPencil size={14} />
                      </ActionIcon>
                    </Tooltip>
                    {source === "user" && (
                      <Tooltip label={t("settings.prices.reset")}>
                        <ActionIcon
                          size="sm"
                          variant="subtle"
                          color="gray"
                          aria-label={t("settings.prices.resetNamed", { model })}
                          onClick={() => onReset(entry)}
                        >
                          <IconArrowBackUp size={14} />
                        </ActionIcon>
                      </Tooltip>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
