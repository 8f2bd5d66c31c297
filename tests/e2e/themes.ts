/**
 * Each language in one theme and each theme in one language, since words and colours have little to do with each other.
 * `LATHE_LOOKS=all` looks at every language in every theme, which takes some minutes more.
 */
export const themesOf = (locale: string): ("light" | "dark")[] => {
  if (process.env.LATHE_LOOKS === "all") return ["light", "dark"];
  return [locale.startsWith("zh") ? "dark" : "light"];
};
