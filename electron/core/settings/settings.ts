import type { ParsedInput } from "#shared/contract/operations.ts";
import { type Settings, settings as settingsModel } from "#shared/model/settings.ts";
import type { Database } from "../store/database.ts";
import { readSettingsFields, writeSettingsField } from "./settings-store.ts";

/** A field that this version cannot read falls back to its default instead of keeping the page from opening. */
export function readSettings(db: Database): Settings {
  const stored = readSettingsFields(db);
  const whole = settingsModel.safeParse(stored);
  if (whole.success) return whole.data;
  const unreadable = new Set(whole.error.issues.map((issue) => String(issue.path[0])));
  return settingsModel.parse(
    Object.fromEntries(Object.entries(stored).filter(([name]) => !unreadable.has(name))),
  );
}

export function updateSettings(db: Database, patch: ParsedInput<"settings.update">["patch"]): Settings {
  return db.transaction(() => {
    const now = readSettings(db);
    for (const [name, value] of Object.entries(patch) as [keyof Settings, unknown][]) {
      if (value === undefined) continue;
      const merged = name === "values" || name === "panels" ? { ...now[name], ...(value as object) } : value;
      writeSettingsField(db, name, merged);
    }
    return readSettings(db);
  });
}
