import type { settings } from "../en/settings.ts";

export const settings: typeof settings = {};
