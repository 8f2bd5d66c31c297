import type { compareDialog as English } from "../en/compare-dialog.ts";

export const compareDialog: typeof English = {};
