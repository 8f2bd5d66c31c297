import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "#shared/model/settings.ts";
import type { Catalogue } from "./english.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Catalogue };
  }
}

/** The language to show: the user's choice, or the first one of the browser's that Lathe speaks. */
export function resolveLanguage(choice: Language, preferred: readonly string[]): Spoken {
  if (choice !== "system") return choice;
  const known = preferred.find((tag) => /^(zh|en)\b/i.test(tag));
  return known?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export const i18n = i18next;

type Spoken = "en" | "zh";

/** One language is fetched with the page, and the other when somebody asks for it. */
const catalogues: Record<Spoken, () => Promise<Catalogue>> = {
  en: async () => (await import("./english.ts")).english,
  zh: async () => (await import("./chinese.ts")).chinese,
};

/** Its words are there before the first render. */
export async function startI18n(language: Spoken): Promise<void> {
  if (i18next.isInitialized) return speak(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await catalogues[language]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

let wanted: Spoken | null = null;

/** Changes the language once its words have arrived; where they cannot be fetched it stays as it is, and rejects. */
export async function speak(language: Spoken): Promise<void> {
  wanted = language;
  if (!i18next.hasResourceBundle(language, "translation"))
    i18next.addResourceBundle(language, "translation", await catalogues[language]());
  // Somebody may have changed their mind meanwhile.
  if (wanted === language) await i18next.changeLanguage(language);
}
