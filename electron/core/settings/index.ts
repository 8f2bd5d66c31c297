import type { LatheEvent } from "#shared/contract/events.ts";
import type { settingsOperations } from "#shared/contract/settings.ts";
import type { HandlersOf } from "../router.ts";
import type { Database } from "../store/database.ts";
import { readSettings, updateSettings } from "./settings.ts";

export { readSettings, updateSettings } from "./settings.ts";

export function settingsHandlers(
  db: Database,
  publish: (event: LatheEvent) => void,
): HandlersOf<typeof settingsOperations> {
  return {
    "settings.read": () => readSettings(db),
    "settings.update": ({ patch, session }) => {
      const changed = updateSettings(db, patch);
      publish({ type: "settings.changed", session });
      return changed;
    },
  };
}
