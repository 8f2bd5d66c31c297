import { Button } from "@mantine/core";
import { IconPlus, IconStethoscope } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ReadingView } from "../ReadingView.tsx";
import { SectionHeading } from "../SectionHeading.tsx";
import { openProviderDialog, useSettingsView } from "../settings-view-store.ts";
import { ProviderCard } from "./ProviderCard.tsx";
import { ProviderDialog } from "./ProviderDialog.tsx";
import classes from "./ProvidersSection.module.css";
import { loadProviders, testAllProviders, useProviders } from "./providers-store.ts";
import { SimulatorCard } from "./SimulatorCard.tsx";

export function ProvidersSection() {
  const { t } = useTranslation();
  const providers = useProviders((state) => state.providers);
  const dialog = useSettingsView((state) => state.providerDialog);
  const known = providers.value ?? [];
  const endpoints = known.filter(({ kind }) => kind !== "simulator");
  const simulator = known.find(({ kind }) => kind === "simulator");
  const addButton = (
    <Button
      size="xs"
      leftSection={<IconPlus size={14} />}
      onClick={() => openProviderDialog({ kind: "add" })}
      disabled={providers.value === null}
    >
      {t("settings.providers.add")}
    </Button>
  );

  return (
    <>
      <SectionHeading
        section="providers"
        lead={t("settings.providers.lead")}
        actions={
          <>
            {endpoints.length > 1 && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconStethoscope size={14} />}
                onClick={() => void testAllProviders()}
              >
                {t("settings.providers.testAll")}
              </Button>
            )}
            {endpoints.length > 0 && addButton}
          </>
        }
      />
      <ReadingView
        reading={providers}
        failedTitle={t("settings.providers.loadFailed")}
        retry={() => void loadProviders()}
      >
        <ul className={classes.list}>
          {simulator !== undefined && (
            <li>
              <SimulatorCard provider={simulator} />
            </li>
          )}
          {endpoints.map((provider) => (
            <li key={provider.providerId}>
              <ProviderCard provider={provider} />
            </li>
          ))}
        </ul>
        {endpoints.length === 0 && (
          <EmptyState
            title={t("settings.providers.emptyTitle")}
            text={t("settings.providers.emptyText")}
            action={addButton}
          />
        )}
      </ReadingView>
      <ProviderDialog dialog={dialog} providers={known} />
    </>
  );
}
