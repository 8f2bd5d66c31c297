import { ActionIcon, Button } from "@mantine/core";
import { IconAlertTriangle, IconPencil, IconPlugConnected, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Provider } from "#shared/model/provider.ts";
import { formatNumber } from "../../../ui/format.ts";
import { useHostFacts } from "../privacy/host-store.ts";
import { openProviderDialog } from "../settings-view-store.ts";
import { describeKey } from "./key-words.ts";
import classes from "./ProviderCard.module.css";
import { isUnencrypted } from "./provider-form.ts";
import { cancelTest, testProvider, useProviders } from "./providers-store.ts";
import { RemoveProviderDialog } from "./RemoveProviderDialog.tsx";
import { TestResult } from "./TestResult.tsx";

export function ProviderCard({ provider }: { provider: Provider }) {
  const { t } = useTranslation();
  const vault = useHostFacts((state) => state.facts.value?.capabilities.vault ?? null);
  const test = useProviders((state) => state.tests[provider.providerId]);
  const [removing, setRemoving] = useState(false);
  const { name, baseUrl, limits } = provider;
  const keyMissing = provider.key.kind === "environment" && !provider.key.present;
  const limitWords = [
    t("settings.providers.limitConcurrency", { count: limits.concurrency }),
    ...(limits.requestsPerMinute === null
      ? []
      : [
          t("settings.providers.limitRequests", {
            amount: formatNumber(limits.requestsPerMinute),
          }),
        ]),
    ...(limits.tokensPerMinute === null
      ? []
      : [
          t("settings.providers.limitTokens", {
            amount: formatNumber(limits.tokensPerMinute),
          }),
        ]),
  ];

  return (
    <section className={classes.card} aria-label={name}>
      <div className={classes.head}>
        <IconPlugConnected size={18} stroke={1.6} className={classes.icon} />
        <div className={classes.identity}>
          <h3 className={classes.name}>{name}</h3>
          <code className={classes.address}>{baseUrl}</code>
        </div>
        <div className={classes.actions}>
          {test?.kind === "running" ? (
            <Button
              size="xs"
              h={26}
              px={10}
              variant="default"
              onClick={() => cancelTest(provider.providerId)}
              aria-label={t("settings.providers.cancelTest")}
            >
              {t("settings.cancel")}
            </Button>
          ) : (
            <Button
              size="xs"
              h={26}
              px={10}
              variant="default"
              onClick={() => void testProvider(provider.providerId)}
            >
              {test === undefined ? t("settings.providers.test") : t("settings.providers.testAgain")}
              <span className="lathe-visually-hidden">{` ${name}`}</span>
            </Button>
          )}
          <ActionIcon
            aria-label={t("settings.providers.editNamed", { name })}
            onClick={() => openProviderDialog({ kind: "edit", providerId: provider.providerId })}
          >
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon
            aria-label={t("settings.providers.removeNamed", { name })}
            onClick={() => setRemoving(true)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      </div>
      <dl className={classes.facts}>
        <dt>{t("settings.providers.key")}</dt>
        <dd className={keyMissing ? classes.warningText : undefined}>
          {keyMissing && <IconAlertTriangle size={14} />}
          {describeKey(t, provider.key, vault)}
        </dd>
        <dt>{t("settings.providers.limits")}</dt>
        <dd>{limitWords.join(" · ")}</dd>
      </dl>
      {baseUrl !== null && isUnencrypted(baseUrl) && (
        <p className={classes.warning}>
          <IconAlertTriangle size={14} />
          {t("settings.providers.unencrypted")}
        </p>
      )}
      <TestResult provider={provider} state={test} />
      <RemoveProviderDialog provider={removing ? provider : null} onClose={() => setRemoving(false)} />
    </section>
  );
}
