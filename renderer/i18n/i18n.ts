import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "#shared/model/settings.ts";
import { type Catalogue, en, zh } from "./catalogue.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Catalogue };
  }
}

/** The language to show: the user's choice, or the first one of the browser's that Lathe speaks. */
export function resolveLanguage(choice: Language, preferred: readonly string[]): "en" | "zh" {
  if (choice !== "system") return choice;
  const known = preferred.find((tag) => /^(zh|en)\b/i.test(tag));
  return known?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export const i18n = i18next;

/** Ready before the first render: both catalogues are in the page, nothing is fetched. */
export async function startI18n(language: "en" | "zh"): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
