import type { editor } from "../en/editor.ts";

export const editor: typeof editor = {};
