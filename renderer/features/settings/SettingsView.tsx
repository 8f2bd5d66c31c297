import {
  IconCoins,
  IconDatabase,
  IconKeyboard,
  IconPalette,
  IconPlugConnected,
  IconShieldLock,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { AppearanceSection } from "./appearance/AppearanceSection.tsx";
import { KeyboardSection } from "./keyboard/KeyboardSection.tsx";
import { PricesSection } from "./prices/PricesSection.tsx";
import { PrivacySection } from "./privacy/PrivacySection.tsx";
import { ProvidersSection } from "./providers/ProvidersSection.tsx";
import classes from "./SettingsView.module.css";
import { type SettingsSection, sections, showSection, useSettingsView } from "./settings-view-store.ts";
import { useLiveSettings } from "./use-live-settings.ts";
import { WorkspaceSection } from "./workspace/WorkspaceSection.tsx";

const rooms: Record<
  SettingsSection,
  { icon: ComponentType<{ size?: number | string; stroke?: number | string }>; Body: ComponentType }
> = {
  providers: { icon: IconPlugConnected, Body: ProvidersSection },
  prices: { icon: IconCoins, Body: PricesSection },
  appearance: { icon: IconPalette, Body: AppearanceSection },
  workspace: { icon: IconDatabase, Body: WorkspaceSection },
  privacy: { icon: IconShieldLock, Body: PrivacySection },
  keyboard: { icon: IconKeyboard, Body: KeyboardSection },
};

export function SettingsView() {
  const { t } = useTranslation();
  const section = useSettingsView((state) => state.section);
  useLiveSettings();
  const { Body } = rooms[section];
  return (
    <div className={classes.view}>
      <nav className={classes.nav} aria-label={t("settings.sectionsLabel")}>
        <h1 className={classes.title}>{t("settings.title")}</h1>
        {sections.map((name) => {
          const Icon = rooms[name].icon;
          return (
            <button
              key={name}
              type="button"
              className={classes.link}
              aria-current={name === section ? "page" : undefined}
              onClick={() => showSection(name)}
            >
              <Icon size={16} stroke={1.6} />
              <span>{t(`settings.section.${name}`)}</span>
            </button>
          );
        })}
      </nav>
      {/* The key starts every section at its own top. */}
      <div className={classes.content} key={section}>
        <div className={classes.page}>
          <Body />
        </div>
      </div>
    </div>
  );
}
