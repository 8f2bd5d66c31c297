import { z } from "zod";
import { settings } from "../model/settings.ts";
import { command, query } from "./define.ts";

export const settingsOperations = {
  "settings.read": query({ input: z.object({}), output: settings }),
  /** Changes the named fields only. `values` and `panels` are merged by their first key. */
  "settings.update": command({
    input: z.object({ patch: settingsPatch(), session: z.string().max(64).default("") }),
    output: settings,
  }),
};

function settingsPatch() {
  // Without its defaults: an absent field stays as it is.
  return z.object(
    Object.fromEntries(
      Object.entries(settings.shape).map(([name, field]) => [name, field.unwrap().optional()]),
    ) as {
      [K in keyof typeof settings.shape]: z.ZodOptional<ReturnType<(typeof settings.shape)[K]["unwrap"]>>;
    },
  );
}
