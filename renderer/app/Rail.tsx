import { Tooltip } from "@mantine/core";
import {
  IconArrowsDiff,
  IconBooks,
  IconMoon,
  IconPencilCode,
  IconSearch,
  IconSettings,
  IconSun,
  IconTable,
  IconTestPipe,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../host/settings-store.ts";
import { Shortcut } from "../ui/Kbd.tsx";
import { type Area, goTo, useApp } from "./app-store.ts";
import { otherScheme, type Scheme, showScheme, toggleLanguage } from "./appearance.ts";
import { LatheMark } from "./LatheMark.tsx";
import { togglePalette } from "./palette-store.ts";
import classes from "./Rail.module.css";

/** The areas of Lathe, and what changes the whole page. */
export function Rail({ scheme }: { scheme: Scheme }) {
  const { t } = useTranslation();
  const theme = useSettings((settings) => settings.theme);
  const next = otherScheme(scheme);
  return (
    <nav className={classes.rail} aria-label={t("shell.rail.label")}>
      <span className={classes.mark} title={t("shell.product")}>
        <LatheMark />
      </span>
      <AreaButton area="studio" label={t("shell.rail.studio")} shortcut="mod+shift+E">
        <IconPencilCode size={20} stroke={1.5} />
      </AreaButton>
      <AreaButton area="library" label={t("shell.rail.library")} shortcut="mod+shift+L">
        <IconBooks size={20} stroke={1.5} />
      </AreaButton>
      <AreaButton area="suites" label={t("shell.rail.suites")} shortcut="mod+shift+U">
        <IconTable size={20} stroke={1.5} />
      </AreaButton>
      <AreaButton area="tests" label={t("shell.rail.tests")} shortcut="mod+shift+Y">
        <IconTestPipe size={20} stroke={1.5} />
      </AreaButton>
      <AreaButton area="compare" label={t("shell.rail.compare")} shortcut="mod+shift+X">
        <IconArrowsDiff size={20} stroke={1.5} />
      </AreaButton>
      <RailButton label={t("shell.rail.palette")} shortcut="mod+K" onClick={togglePalette}>
        <IconSearch size={20} stroke={1.5} />
      </RailButton>
      <span className={classes.space} />
      <RailButton label={t("shell.rail.language")} onClick={toggleLanguage}>
        <span className={classes.language} aria-hidden>
          {t("shell.rail.languageSign")}
        </span>
      </RailButton>
      <RailButton
        label={t("shell.rail.themeNow", {
          theme: t(`shell.rail.theme.${theme}`),
          next: t(`shell.rail.theme.${next}`),
        })}
        onClick={() => showScheme(next)}
      >
        {scheme === "dark" ? <IconMoon size={20} stroke={1.5} /> : <IconSun size={20} stroke={1.5} />}
      </RailButton>
      <AreaButton area="settings" label={t("shell.rail.settings")} shortcut="mod+,">
        <IconSettings size={20} stroke={1.5} />
      </AreaButton>
    </nav>
  );
}

interface ButtonProps {
  label: string;
  shortcut?: string;
  isCurrent?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function RailButton({ label, shortcut, isCurrent = false, onClick, children }: ButtonProps) {
  return (
    <Tooltip
      position="right"
      label={
        <span className={classes.tip}>
          {label}
          {shortcut !== undefined && <Shortcut keys={shortcut} />}
        </span>
      }
    >
      <button
        type="button"
        className={classes.button}
        aria-label={label}
        aria-current={isCurrent ? "page" : undefined}
        onClick={onClick}
      >
        {children}
      </button>
    </Tooltip>
  );
}

function AreaButton({ area, ...rest }: Omit<ButtonProps, "onClick" | "isCurrent"> & { area: Area }) {
  const current = useApp((state) => state.area);
  return <RailButton {...rest} isCurrent={area === current} onClick={() => goTo(area)} />;
}
