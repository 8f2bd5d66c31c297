import type { prompts } from "../en/prompts.ts";

export const prompts: typeof prompts = {};
