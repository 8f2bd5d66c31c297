import { useColorScheme } from "@mantine/hooks";
import { useEffect } from "react";
import { changeSettings } from "../features/settings/change-settings.ts";
import { useSettings } from "../host/settings-store.ts";
import { i18n, resolveLanguage, speak } from "../i18n/i18n.ts";
import { notifyError } from "../ui/notify.ts";

export type Scheme = "light" | "dark";

/** The scheme to show: the user's choice, or the system's. */
export function useScheme(): Scheme {
  const theme = useSettings((settings) => settings.theme);
  const system = useColorScheme(undefined, { getInitialValueInEffect: false });
  return theme === "system" ? system : theme;
}

export const otherScheme = (scheme: Scheme): Scheme => (scheme === "dark" ? "light" : "dark");

export const showScheme = (scheme: Scheme): Promise<void> => changeSettings({ theme: scheme });

export const toggleLanguage = (): Promise<void> =>
  changeSettings({ language: i18n.language === "zh" ? "en" : "zh" });

/** Keeps the page in the language of the settings, and says so to screen readers and fonts. */
export function useChosenLanguage(): void {
  const choice = useSettings((settings) => settings.language);
  useEffect(() => {
    showLanguage(resolveLanguage(choice, navigator.languages));
  }, [choice]);
}

function showLanguage(language: "en" | "zh"): void {
  speak(language).then(() => {
    document.documentElement.lang = i18n.language === "zh" ? "zh-CN" : "en";
  }, notifyError);
}

/** On this page only, for a screen whose settings cannot be reached. */
export const showOtherLanguage = (): void => showLanguage(i18n.language === "zh" ? "en" : "zh");
