import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PriceEntry } from "#shared/model/provider.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { ReadingView } from "../ReadingView.tsx";
import { SectionHeading } from "../SectionHeading.tsx";
import { DefaultModel } from "./DefaultModel.tsx";
import { findPrices } from "./find-prices.ts";
import { PriceDialog } from "./PriceDialog.tsx";
import classes from "./PricesSection.module.css";
import { PriceTable } from "./PriceTable.tsx";
import { loadPrices, setPrice, usePrices } from "./prices-store.ts";

export function PricesSection() {
  const { t } = useTranslation();
  const prices = usePrices((state) => state.prices);
  const [search, setSearch] = useState("");
  const [editing, setEditing] = useState<PriceEntry | "new" | null>(null);
  const [resetting, setResetting] = useState<PriceEntry | null>(null);

  useEffect(() => void loadPrices(), []);

  const all = prices.value ?? [];
  const found = findPrices(all, search);
  const addButton = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} />}
      onClick={() => setEditing("new")}
    >
      {t("settings.prices.add")}
    </Button>
  );

  return (
    <>
      <SectionHeading section="prices" lead={t("settings.prices.lead")} />
      <DefaultModel />
      <ReadingView
        reading={prices}
        failedTitle={t("settings.prices.loadFailed")}
        retry={() => void loadPrices()}
      >
        <div className={classes.bar}>
          <h3 className={classes.title} id="settings-prices-title">
            {t("settings.prices.tableTitle")}
          </h3>
          <span className={classes.unit}>{t("settings.prices.unit")}</span>
          <span className={classes.count} role="status">
            {found.length === all.length
              ? t("settings.prices.count", { count: all.length })
              : t("settings.prices.found", { count: found.length, total: all.length })}
          </span>
          <TextInput
            size="xs"
            className={classes.search}
            leftSection={<IconSearch size={14} />}
            placeholder={t("settings.prices.search")}
            aria-label={t("settings.prices.search")}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {addButton}
        </div>
        {found.length > 0 ? (
          <PriceTable
            entries={found}
            labelledBy="settings-prices-title"
            onEdit={setEditing}
            onReset={setResetting}
          />
        ) : all.length === 0 ? (
          <EmptyState
            title={t("settings.prices.emptyTitle")}
            text={t("settings.prices.emptyText")}
            action={addButton}
          />
        ) : (
          <EmptyState
            title={t("settings.prices.noMatchTitle")}
            text={t("settings.prices.noMatchText", { search: search.trim() })}
            action={
              <Button size="xs" variant="default" onClick={() => setSearch("")}>
                {t("settings.prices.clearSearch")}
              </Button>
            }
          />
        )}
      </ReadingView>
      <PriceDialog subject={editing} onClose={() => setEditing(null)} />
      <ConfirmDialog
        subject={resetting}
        title={({ model }) => t("settings.prices.resetTitle", { model })}
        words={{
          text: t("settings.prices.resetText"),
          confirm: t("settings.prices.resetConfirm"),
          failedTitle: t("settings.prices.saveFailed"),
        }}
        perform={({ provider, model }) => setPrice(provider, model, null)}
        onClose={() => setResetting(null)}
      />
    </>
  );
}
