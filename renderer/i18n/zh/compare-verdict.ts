import type { compareVerdict as English } from "../en/compare-verdict.ts";

export const compareVerdict: typeof English = {};
