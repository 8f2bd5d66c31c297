/**
 * Each language in one theme and each theme in one language, since words and colours have little to do with each other.
 * `LATHE_LOOKS=all` looks at every language in every theme, which takes some minutes more.
 */
export const themesOf = (locale: string): ("light" | "dark")[] => {
  if (process.env.LATHE_LOOKS === "all") return ["light", "dark"];
  return [locale.startsWith("zh") ? "dark" : "light"];
};

/** The rooms besides the studio and the settings: each in one language, unless all are asked for. */
const rooms = { tests: "en-US", comparison: "zh-CN", library: "zh-CN", recovery: "en-US" };

export const isLookedAt = (room: keyof typeof rooms, locale: string): boolean =>
  process.env.LATHE_LOOKS === "all" || rooms[room] === locale;
