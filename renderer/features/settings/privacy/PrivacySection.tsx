import { Button } from "@mantine/core";
import { IconAlertTriangle, IconDeviceLaptop, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { updateSettings, useSettings } from "../../../host/settings-store.ts";
import { notifyError } from "../../../ui/notify.ts";
import { Part } from "../Part.tsx";
import { loadProviders, useProviders } from "../providers/providers-store.ts";
import { ReadingView } from "../ReadingView.tsx";
import { SectionHeading } from "../SectionHeading.tsx";
import { type ContactedHost, contactedHosts } from "./contacted-hosts.ts";
import { loadHostFacts, useHostFacts } from "./host-store.ts";
import classes from "./PrivacySection.module.css";

export function PrivacySection() {
  const { t } = useTranslation();
  const providers = useProviders((state) => state.providers);
  const reading = useHostFacts((state) => state.facts);
  const facts = reading.value;
  const hosts = contactedHosts(providers.value ?? []);
  return (
    <>
      <SectionHeading section="privacy" lead={t("settings.privacy.lead")} />
      <Part title={t("settings.privacy.hosts")} text={t("settings.privacy.hostsText")}>
        <ReadingView
          reading={providers}
          failedTitle={t("settings.providers.loadFailed")}
          retry={() => void loadProviders()}
        >
          {hosts.length === 0 ? (
            <p className={classes.none}>{t("settings.privacy.hostsNone")}</p>
          ) : (
            <ul className={classes.hosts}>
              {hosts.map((contacted) => (
                <li key={contacted.host}>
                  <HostRow contacted={contacted} />
                </li>
              ))}
            </ul>
          )}
        </ReadingView>
      </Part>
      <ReadingView
        reading={reading}
        failedTitle={t("settings.privacy.loadFailed")}
        retry={() => void loadHostFacts()}
      >
        {facts !== null && (
          <>
            <Part
              title={t("settings.privacy.keys")}
              text={t(`settings.privacy.vault.${facts.capabilities.vault}`)}
            >
              <p className={classes.none}>{t("settings.privacy.keysNever")}</p>
            </Part>
            <Part title={t("settings.privacy.versions")}>
              <dl className={classes.facts}>
                <dt>{t("settings.privacy.app")}</dt>
                <dd>{facts.appVersion}</dd>
                <dt>{t("settings.privacy.sqlite")}</dt>
                <dd>{facts.sqliteVersion}</dd>
                <dt>{t("settings.privacy.host")}</dt>
                <dd>{t(`settings.privacy.hostKind.${facts.host}`)}</dd>
                <dt>{t("settings.privacy.platform")}</dt>
                <dd>{facts.platform}</dd>
              </dl>
            </Part>
          </>
        )}
      </ReadingView>
    </>
  );
}

function HostRow({ contacted }: { contacted: ContactedHost }) {
  const { t } = useTranslation();
  const privateHosts = useSettings((state) => state.privateHosts);
  return (
    <div className={classes.host}>
      <code>{contacted.host}</code>
      <span className={classes.users}>
        {t("settings.privacy.hostsFor", { providers: contacted.providers.join(", ") })}
      </span>
      <span className={contacted.unencrypted ? classes.open : classes.closed}>
        {contacted.thisComputer ? (
          <>
            <IconDeviceLaptop size={14} />
            {t("settings.privacy.thisComputer")}
          </>
        ) : contacted.unencrypted ? (
          <>
            <IconAlertTriangle size={14} />
            {t("settings.privacy.unencrypted")}
          </>
        ) : (
          <>
            <IconLock size={14} />
            {t("settings.privacy.encrypted")}
          </>
        )}
      </span>
      {privateHosts.includes(contacted.hostname) && (
        <span className={classes.inside}>
          {t("settings.privacy.inside")}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() =>
              updateSettings({
                privateHosts: privateHosts.filter((host) => host !== contacted.hostname),
              }).catch(notifyError)
            }
          >
            {t("settings.privacy.insideWithdraw")}
            <span className="lathe-visually-hidden">{` ${contacted.host}`}</span>
          </Button>
        </span>
      )}
    </div>
  );
}
