import type { runs } from "../en/runs.ts";

export const runs: typeof runs = {};
