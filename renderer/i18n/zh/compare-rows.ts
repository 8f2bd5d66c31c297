import type { compareRows as English } from "../en/compare-rows.ts";

export const compareRows: typeof English = {};
