import { IconFlask2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { simulatorModel } from "#shared/model/model-ref.ts";
import type { Provider } from "#shared/model/provider.ts";
import classes from "./ProviderCard.module.css";
import { UseAsDefault } from "./UseAsDefault.tsx";

/** The built-in provider: there is nothing to set, so the card says what it is. */
export function SimulatorCard({ provider }: { provider: Provider }) {
  const { t } = useTranslation();
  const name = t("settings.providers.simulatorName");
  return (
    <section className={classes.card} aria-label={name}>
      <div className={classes.head}>
        <IconFlask2 size={18} stroke={1.6} className={classes.icon} />
        <div className={classes.identity}>
          <h3 className={classes.name}>
            {name}
            <span className={classes.tag}>{t("settings.providers.builtIn")}</span>
          </h3>
          <code className={classes.address}>{simulatorModel}</code>
        </div>
        <UseAsDefault model={simulatorModel} />
      </div>
      <p className={classes.note} data-provider={provider.name}>
        {t("settings.providers.simulatorText")}
      </p>
    </section>
  );
}
