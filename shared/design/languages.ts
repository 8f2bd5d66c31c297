/** Languages that a reply may be asked for, by the names that people write. */
export interface KnownLanguage {
  code: string;
  en: string;
  zh: string;
  /** Other names, in lower case. */
  names: readonly string[];
}

const known: readonly KnownLanguage[] = [
  { code: "en", en: "English", zh: "英文", names: ["英语", "en", "en-us", "en-gb"] },
  {
    code: "zh",
    en: "Simplified Chinese",
    zh: "简体中文",
    names: ["chinese", "中文", "汉语", "简体", "普通话", "mandarin", "zh", "zh-cn", "zh-hans"],
  },
  {
    code: "zh-hant",
    en: "Traditional Chinese",
    zh: "繁体中文",
    names: ["繁體中文", "繁体", "zh-tw", "zh-hant"],
  },
  { code: "ja", en: "Japanese", zh: "日文", names: ["日语", "日本語", "ja"] },
  { code: "ko", en: "Korean", zh: "韩文", names: ["韩语", "한국어", "ko"] },
  { code: "fr", en: "French", zh: "法文", names: ["法语", "français", "fr"] },
  { code: "de", en: "German", zh: "德文", names: ["德语", "deutsch", "de"] },
  { code: "es", en: "Spanish", zh: "西班牙文", names: ["西班牙语", "español", "es"] },
  { code: "it", en: "Italian", zh: "意大利文", names: ["意大利语", "italiano", "it"] },
  { code: "pt", en: "Portuguese", zh: "葡萄牙文", names: ["葡萄牙语", "português", "pt"] },
  { code: "ru", en: "Russian", zh: "俄文", names: ["俄语", "русский", "ru"] },
];

const byName = new Map(
  known.flatMap((language) =>
    [language.en, language.zh, ...language.names].map((name) => [name.toLowerCase(), language] as const),
  ),
);

export const languageNamed = (name: string): KnownLanguage | undefined =>
  byName.get(name.trim().toLowerCase());

/** Every way to write a language's name; only the name itself where it is not known. */
export function namesOfLanguage(name: string): string[] {
  const language = languageNamed(name);
  if (language === undefined) return [name.trim().toLowerCase()];
  const all = [language.en, language.zh, ...language.names].map((one) => one.toLowerCase());
  // Codes are too short to be looked for in a text.
  return all.filter((one) => !/^[a-z]{2}(?:-[a-z]+)?$/.test(one));
}

/** The name as a text in that language writes it. */
export const languageName = (name: string, writtenIn: "en" | "zh"): string =>
  languageNamed(name)?.[writtenIn] ?? name.trim();

/** Whether a text is written in Chinese characters or Latin letters; null: too little of either, or both. */
export function codeOfText(text: string): "han" | "latin" | null {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}{2,}/gu)?.length ?? 0;
  if (han >= 4 && han > latin * 3) return "han";
  if (latin >= 4 && latin > han * 3) return "latin";
  return null;
}
