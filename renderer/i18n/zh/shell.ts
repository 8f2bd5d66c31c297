import type { shell } from "../en/shell.ts";

export const shell: typeof shell = {};
