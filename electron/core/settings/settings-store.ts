import type { Settings } from "#shared/model/settings.ts";
import type { Database } from "../store/database.ts";

/** The stored fields, unparsed; a field that was never set is absent. */
export function readSettingsFields(db: Database): Record<string, unknown> {
  const rows = db.all<{ name: string; value_json: string }>(
    "read settings",
    "SELECT name, value_json FROM settings",
  );
  return Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value_json)]));
}

export function writeSettingsField(db: Database, name: keyof Settings, value: unknown): void {
  db.run(
    "write setting",
    `INSERT INTO settings (name, value_json) VALUES (@name, @value)
     ON CONFLICT (name) DO UPDATE SET value_json = excluded.value_json`,
    { name, value: JSON.stringify(value) },
  );
}
