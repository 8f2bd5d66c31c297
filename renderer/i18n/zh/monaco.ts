import type { monaco } from "../en/monaco.ts";

export const monaco: typeof monaco = {};
