import type { compareVotes as English } from "../en/compare-votes.ts";

export const compareVotes: typeof English = {};
